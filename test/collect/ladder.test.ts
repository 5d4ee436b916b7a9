import { describe, expect, it } from "vitest";
import { findGuilty, findRefusedMetrics } from "../../src/collect/fetch/guilty.ts";
import { stepDown, toMetricLessons, withoutDisproved } from "../../src/collect/fetch/ladder.ts";
import { skipAlike } from "../../src/collect/fetch/skip-alike.ts";
import type { Block, MediaBlock, PlannedRequest } from "../../src/collect/plan/index.ts";
import { recordedError, tooMuchData } from "./plans.ts";

const MEDIA: MediaBlock = { kind: "media", since: 1_794_700_800, pageSize: 50, metrics: ["reach", "views", "saved"] };
const STORIES: Block = { kind: "stories", metrics: ["reach", "views"], navigation: true };
const SERIES: Block = {
  kind: "series",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["reach", "follower_count"],
};
const TOTALS: Block = {
  kind: "totals",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["views", "likes", "saves"],
  breakdown: "",
};
const DAILY: Block = { ...TOTALS, span: { from: "2026-11-16", to: "2026-11-16" }, daily: true };
const AUDIENCE: Block = { kind: "audience", metric: "follower_demographics", dimension: "country" };
const ONLINE: Block = {
  kind: "audience",
  metric: "online_followers",
  dimension: "day,hour",
  span: { from: "2026-11-09", to: "2026-11-22" },
};
const PROFILE: Block = { kind: "profile" };
const SINGLE: Block = { kind: "media-insights", mediaId: "179", productType: "FEED", metrics: ["reach", "views"] };

const ACCOUNT_LIST =
  "(#100) metric[1] must be one of the following values: reach, follower_count, views, likes, profile_views";
const unknownMetric = (message = ACCOUNT_LIST) => recordedError("100_metric_not_in_list", { message });
const strange = (message = "(#100) Syntax error near .as(part1)") =>
  recordedError("100_nonexisting_field", { message });

const kindsOf = (requests: readonly PlannedRequest[]) => requests.map(({ blocks }) => blocks.map(({ kind }) => kind));
const step = (blocks: readonly Block[], error: Parameters<typeof stepDown>[1]) => stepDown({ blocks }, error);

describe("a request whose figures are wanted with metric_type=total_value", () => {
  const wanted = (names: string) =>
    recordedError("100_needs_total_value", {
      message: `(#100) The following metrics (${names}) should be specified with parameter metric_type=total_value`,
    });

  it.each(["reach,views", "navigation"])("asks stories so when %s is named", (names) => {
    expect(step([PROFILE, STORIES], wanted(names)).requests).toEqual([
      { blocks: [PROFILE, { ...STORIES, asTotal: true }] },
    ]);
  });
});

describe("a whole account's request", () => {
  const ALL = [PROFILE, SERIES, TOTALS, DAILY, MEDIA, STORIES, AUDIENCE];

  it("of too much data halves its page and stays whole, then parts", () => {
    const sizes: number[] = [];
    let request: PlannedRequest = { blocks: ALL };
    for (;;) {
      const { requests } = stepDown(request, tooMuchData());
      const [next] = requests;
      if (next === undefined || requests.length > 1) {
        expect(kindsOf(requests)).toEqual([ALL.map(({ kind }) => kind).filter((kind) => kind !== "media"), ["media"]]);
        // Too much in every size, it was the form: the posts alone are asked for as at the beginning.
        expect(requests[1]?.blocks[0]).toMatchObject({ kind: "media", pageSize: 50 });
        expect(requests[1]?.blocks[0]).not.toHaveProperty("narrowed");
        break;
      }
      sizes.push(next.blocks.find((block) => block.kind === "media")?.pageSize ?? 0);
      request = next;
    }
    expect(sizes).toEqual([25, 12, 6]);
  });

  it("refused for no reason that points at a block parts into the rest and media, whose answer proves the form guilty", () => {
    const { requests, refusals } = step(ALL, strange());
    expect(kindsOf(requests)).toEqual([ALL.map(({ kind }) => kind).filter((kind) => kind !== "media"), ["media"]]);
    expect(requests[0]?.proves).toBeUndefined();
    expect(requests[1]?.proves).toEqual({ kind: "form", form: 1, words: "(#100) Syntax error near .as(part1)" });
    expect(refusals).toEqual([]);
  });

  it("loses only the metric the API does not know, and stays whole", () => {
    const { requests, refusals } = step(ALL, unknownMetric());
    expect(kindsOf(requests)).toEqual([ALL.map(({ kind }) => kind)]);
    expect(requests[0]?.blocks[2]).toEqual({ ...TOTALS, metrics: ["views", "likes"] });
    expect(requests[0]?.blocks[4]).toEqual(MEDIA);
    expect(refusals.map(({ block, metrics }) => [block, metrics])).toEqual([
      [TOTALS, ["saves"]],
      [DAILY, ["saves"]],
    ]);
  });

  it("stays whole without the metric one post cannot have, and posts read before keep it in a window of their own", () => {
    const error = recordedError("100_media_metric_unsupported");
    const { apiMessage: words, apiCode } = error;
    const later = {
      ...MEDIA,
      metrics: ["reach", "saved"],
      nextSteps: [{ kind: "find", refused: { metrics: ["views"], words, apiCode } } as const],
    };
    const { requests, refusals } = step([PROFILE, SERIES, MEDIA], error);
    expect(requests).toEqual([{ blocks: [PROFILE, SERIES, later] }]);
    expect(refusals).toEqual([]);
    const read = [{ mediaId: "1", productType: "FEED", publishedAt: MEDIA.since + 60 }];
    const known = { ...MEDIA, until: MEDIA.since + 60, metrics: ["views"], members: read, isKnownGood: true };
    expect(stepDown({ blocks: [PROFILE, SERIES, MEDIA] }, error, {}, read).requests).toEqual([
      { blocks: [PROFILE, SERIES, later, known] },
    ]);
  });

  it("goes on without demographics when the account is too small for them", () => {
    const error = recordedError("100_nonexisting_field", { message: "Not enough users", error_subcode: 2_874_010 });
    const { requests, refusals } = step(ALL, error);
    expect(kindsOf(requests)).toEqual([ALL.map(({ kind }) => kind).filter((kind) => kind !== "audience")]);
    expect(refusals).toEqual([{ block: AUDIENCE, error }]);
  });

  it("keeps asking for the hours online then: those words are about demographics", () => {
    const error = recordedError("100_nonexisting_field", { message: "Not enough users", error_subcode: 2_874_010 });
    const { requests, refusals } = step([SERIES, AUDIENCE, ONLINE], error);
    expect(requests).toEqual([{ blocks: [SERIES, ONLINE] }]);
    expect(refusals).toEqual([{ block: AUDIENCE, error }]);
    expect(skipAlike({ blocks: [AUDIENCE] }, error, [{ blocks: [ONLINE] }]).open).toEqual([{ blocks: [ONLINE] }]);
  });

  it("loses the hours online alone when the API does not know them, and learns it (PRODUCT §3, form 5)", () => {
    const message =
      "(#100) metric[0] must be one of the following values: reach, views, likes, saves, follower_demographics";
    const error = unknownMetric(message);
    const { requests, refusals } = step([TOTALS, AUDIENCE, ONLINE], error);
    expect(requests).toEqual([{ blocks: [TOTALS, AUDIENCE] }]);
    expect(refusals).toEqual([{ block: ONLINE, metrics: ["online_followers"], error }]);
    expect(step([ONLINE], error)).toEqual({ requests: [], refusals });
    expect(toMetricLessons(refusals)).toEqual([{ metric: "account:online_followers", message }]);
  });

  it("refused for a permission is asked edge by edge (CONTRACT §13.6)", () => {
    const { requests, refusals } = step(ALL, recordedError("010_permission"));
    expect(kindsOf(requests)).toEqual([
      ["series", "totals", "totals", "audience"],
      ["profile"],
      ["media"],
      ["stories"],
    ]);
    expect(refusals).toEqual([]);
  });

  it("parts into its own, stories and media where the form was answered to others", () => {
    const { requests } = stepDown({ blocks: ALL }, strange(), {}, [], { isForm: true });
    const own = ["profile", "series", "totals", "totals", "audience"];
    expect(kindsOf(requests)).toEqual([own, ["stories"], ["media"]]);
    // With its aliases: nothing else brings how stories were left.
    expect(requests[1]?.blocks).toEqual([STORIES]);
  });

  it("is taken apart when trouble lasts that may be one question's or one post's, and nothing is learnt for sure", () => {
    const { requests, refusals } = step(ALL, recordedError("002_service"));
    expect(kindsOf(requests).flat().toSorted()).toEqual(ALL.map(({ kind }) => kind).toSorted());
    expect(requests.map(({ proves }) => proves)).toEqual([
      undefined,
      expect.objectContaining({ kind: "form", isGuess: true }),
    ]);
    expect(refusals).toEqual([]);
  });

  it("is taken apart when code 1 lasts: it may be about one of its parts", () => {
    expect(step([SERIES, TOTALS], recordedError("001_unknown")).requests).toHaveLength(2);
  });
});

describe("the rest of an account", () => {
  it("parts into its blocks; the last of them proves the form guilty", () => {
    const { requests } = step([PROFILE, SERIES, DAILY, TOTALS], strange());
    expect(kindsOf(requests)).toEqual([["profile"], ["series"], ["totals"]]);
    expect(requests.map(({ proves }) => proves)).toEqual([
      undefined,
      undefined,
      expect.objectContaining({ kind: "form", form: 2 }),
    ]);
  });

  it("was not refused for its form when a block alone is refused in the same words", () => {
    const { requests } = step([PROFILE, SERIES, TOTALS], strange("(#100) something about totals"));
    const same = withoutDisproved(requests, strange("(#100) something about totals"));
    expect(same.map(({ proves }) => proves)).toEqual([undefined, undefined, undefined]);
    expect(same.map(({ blocks }) => blocks)).toEqual(requests.map(({ blocks }) => blocks));
    expect(withoutDisproved(requests, strange("something else"))).toEqual(requests);
  });
});

describe("a page of posts", () => {
  it("halves down to one post, then is lost", () => {
    const sizes: number[] = [];
    let block: Block = { ...MEDIA, metrics: [] };
    for (;;) {
      const { requests, refusals } = step([block], tooMuchData());
      const [next] = requests;
      if (next === undefined) {
        expect(refusals).toHaveLength(1);
        break;
      }
      block = next.blocks[0] ?? block;
      sizes.push(block.kind === "media" ? block.pageSize : 0);
    }
    expect(sizes).toEqual([25, 12, 6, 3, 1]);
  });

  it("keeps the posts where insights are forbidden, and asks whose by halves: it may be one post's", () => {
    const error = recordedError("200_permission");
    expect(step([MEDIA], error)).toEqual({
      requests: [{ blocks: [{ ...MEDIA, metrics: [], nextSteps: [{ kind: "groups", metrics: MEDIA.metrics }] }] }],
      refusals: [],
    });
  });

  it("begins anew after a stale cursor, once", () => {
    const stale = recordedError("2642_invalid_cursor");
    const further = { ...MEDIA, after: "QVF" };
    const again = step([further], stale);
    expect(again).toEqual({ requests: [{ blocks: [{ ...MEDIA, after: undefined, restarted: true }] }], refusals: [] });
    const block = { ...further, restarted: true } as const;
    expect(step([block], stale)).toEqual({ requests: [], refusals: [{ block, error: stale }] });
    // Without a cursor to be stale it is about something in the list.
    expect(step([MEDIA], stale).requests).toEqual([
      { blocks: [{ ...MEDIA, metrics: [], nextSteps: [{ kind: "groups", metrics: MEDIA.metrics }] }] },
    ]);
  });

  it("is asked in groups cut in half until the bad post stands alone", () => {
    const members = [5, 4, 3, 2, 1].map((age) => ({
      mediaId: `m${age}`,
      productType: "FEED",
      publishedAt: 1_000 + age,
    }));
    const group: Block = { ...MEDIA, pageSize: 5, since: 1_000, until: 1_006, members };
    const { requests } = step([group], recordedError("100_media_metric_unsupported"));
    expect(
      requests.map(({ blocks: [block] }) =>
        block?.kind === "media" ? block.members?.map(({ mediaId }) => mediaId) : [],
      ),
    ).toEqual([
      ["m5", "m4", "m3"],
      ["m2", "m1"],
    ]);
    const [, two] = requests;
    const alone = step(two?.blocks ?? [], recordedError("100_media_metric_unsupported")).requests;
    expect(alone.map(({ blocks: [block] }) => block)).toMatchObject([
      { kind: "media-insights", mediaId: "m2", metrics: [...MEDIA.metrics, "follows", "profile_visits"] },
      { kind: "media-insights", mediaId: "m1" },
    ]);
  });
});

describe("a group refused for its nesting", () => {
  it("is asked post by post at once: halves would be refused in the same words", () => {
    const members = [3, 2, 1].map((age) => ({ mediaId: `m${age}`, productType: "FEED", publishedAt: 1_000 + age }));
    const group: Block = { ...MEDIA, since: 1_000, until: 1_004, members };
    const { requests } = step([group], recordedError("100_nonexisting_field"));
    expect(requests.map(({ blocks: [block] }) => block)).toMatchObject([
      { kind: "media-insights", mediaId: "m3" },
      { kind: "media-insights", mediaId: "m2" },
      { kind: "media-insights", mediaId: "m1" },
    ]);
  });
});

describe("the newest posts around one that refuses, in a window without an end", () => {
  const members = [{ mediaId: "m1", productType: "FEED", publishedAt: MEDIA.since + 60 }];
  const open: MediaBlock = { ...MEDIA, members };

  it.each([
    ["for no reason that is told", strange(), { nextSteps: [{ kind: "groups", metrics: MEDIA.metrics }] }],
    [
      "for their nesting",
      recordedError("100_nonexisting_field", {
        message: "(#100) Tried accessing nonexisting field (insights) on node type (IGMedia)",
      }),
      { nextSteps: [{ kind: "singles", metrics: MEDIA.metrics, upToDate: [] }] },
    ],
  ])("refused %s are listed, so that those nobody has listed yet are asked, too", (_why, error, then) => {
    const { requests } = step([open], error);
    expect(requests.map(({ blocks: [block] }) => block)).toMatchObject([
      { kind: "media", since: MEDIA.since, metrics: [], ...then },
    ]);
    expect(requests[0]?.blocks[0]).not.toHaveProperty("members");
  });
});

describe("one post alone", () => {
  it("loses the metric that is named and keeps the others", () => {
    const { requests, refusals } = step([SINGLE], recordedError("100_media_metric_unsupported"));
    expect(requests).toEqual([{ blocks: [{ ...SINGLE, metrics: ["reach"] }], turn: { kind: "lighter", names: 1 } }]);
    expect(refusals[0]?.metrics).toEqual(["views"]);
  });

  it.each(["100_2108006_before_conversion", "100_033_not_found", "010_not_enough_viewers"])(
    "is lost as a whole for %s",
    (name) => {
      const error = recordedError(name);
      expect(step([SINGLE], error)).toEqual({ requests: [], refusals: [{ block: SINGLE, error }] });
    },
  );
});

describe("guilt", () => {
  it("belongs to the blocks that have the metric, on the level the message speaks of", () => {
    const blocks = [SERIES, TOTALS, MEDIA, STORIES];
    expect(findGuilty(blocks, recordedError("100_media_metric_unsupported"))).toEqual([MEDIA, STORIES]);
    expect(findGuilty(blocks, recordedError("100_follower_count_too_old"))).toEqual([SERIES]);
    expect(findGuilty(blocks, recordedError("010_not_enough_viewers"))).toEqual([STORIES]);
    const plain: Block = { ...STORIES, metrics: [], navigation: false, nextSteps: [{ kind: "each" }] };
    const others = blocks.filter((block) => block !== STORIES);
    expect(findGuilty([...others, plain], recordedError("010_not_enough_viewers"))).toEqual(
      others.filter(({ kind }) => kind === "media"),
    );
    expect(findGuilty(blocks, recordedError("100_2108006_before_conversion"))).toEqual([MEDIA]);
    expect(findGuilty(blocks, strange())).toEqual([]);
  });

  it("is read from the list of valid names, of media or of accounts", () => {
    const media = recordedError("100_metric_not_in_list");
    expect(findRefusedMetrics({ ...MEDIA, metrics: ["reach", "saves"] }, media)).toEqual(["saves"]);
    expect(findRefusedMetrics(TOTALS, media)).toEqual([]);
    expect(findRefusedMetrics(TOTALS, unknownMetric())).toEqual(["saves"]);
    expect(findRefusedMetrics({ ...MEDIA, metrics: ["saves"] }, unknownMetric())).toEqual([]);
    expect(findRefusedMetrics(PROFILE, media)).toEqual([]);
    const breakdowns = unknownMetric("(#100) breakdown[0] must be one of the following values: age, city");
    expect([TOTALS, AUDIENCE].flatMap((block) => findRefusedMetrics(block, breakdowns))).toEqual([]);
  });

  it("teaches a lesson only where the API does not know the metric for anybody", () => {
    const refusal = (block: Block, error: ReturnType<typeof strange>) => [{ block, metrics: ["views"], error }];
    expect(toMetricLessons(refusal(TOTALS, unknownMetric()))).toEqual([
      { metric: "account:views", message: ACCOUNT_LIST },
    ]);
    expect(toMetricLessons(refusal(MEDIA, recordedError("100_metric_not_in_list")))[0]?.metric).toBe("media:views");
    expect(toMetricLessons(refusal(MEDIA, recordedError("100_media_metric_unsupported")))).toEqual([]);
    expect(toMetricLessons(refusal(TOTALS, strange()))).toEqual([]);
  });
});
