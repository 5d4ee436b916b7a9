import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Block,
  type Form,
  isAffordable,
  planCalls,
  toLikelyCost,
  toSubject,
} from "../../src/collect/plan/index.ts";
import { TOTAL_METRICS } from "../../src/collect/plan/metric-sets.ts";
import { findUpToDate } from "../../src/collect/plan/nesting.ts";
import { toWindows } from "../../src/collect/plan/windows.ts";
import { addDays, countDays, type DaySpan, listDays, toUnixSeconds } from "../../src/dataset/index.ts";
import { isDay } from "../../src/shared/index.ts";
import { ACCOUNT_ID, account, DAY, inForm, knownOf, listBlocks, MONTH, NOW, planInput, WEEK } from "./plans.ts";

const FORMS: readonly Form[] = [1, 2, 3];

function blocksOf<Kind extends Block["kind"]>(kind: Kind, input = planInput()) {
  const isKind = (block: Block): block is Extract<Block, { kind: Kind }> => block.kind === kind;
  return listBlocks(planCalls(input).calls).filter(isKind);
}

const anyDay = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays("2018-01-01", days));
const anySpan = fc
  .tuple(anyDay, fc.integer({ min: 1, max: 120 }))
  .map(([from, days]): DaySpan => ({ from, to: addDays(from, days - 1) }));
/** A period that is over, up to two years ago. */
const pastSpan = fc
  .tuple(fc.integer({ min: 0, max: 730 }), fc.integer({ min: 1, max: 62 }))
  .map(([ago, days]): DaySpan => ({ from: addDays("2026-11-22", -ago - days + 1), to: addDays("2026-11-22", -ago) }));

describe("toWindows", () => {
  it("tiles the span with windows of at most 30 days", () => {
    fc.assert(
      fc.property(anySpan, fc.constantFrom(30, 28, 7, 1), (span, most) => {
        const windows = toWindows(span, most);
        expect(windows.flatMap(listDays)).toEqual(listDays(span));
        for (const window of windows) expect(countDays(window)).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe("the plan of last week", () => {
  it("is one call an account where everything fits in one request", () => {
    const plan = planCalls(planInput({ accounts: [account(), account({ accountId: "2", username: "b" })] }));
    expect(plan.calls.map(({ key, cost }) => [key, cost])).toEqual([
      [`${ACCOUNT_ID}/all`, 1],
      ["2/all", 1],
    ]);
    expect(plan.cost).toBe(2);
    expect(plan.leftOut).toEqual([]);
  });

  it("asks the series for four weeks, so that even one day more at each end stays within 30 days", () => {
    const [series, ...more] = blocksOf("series");
    expect(more).toEqual([]);
    expect(series).toEqual({
      kind: "series",
      span: { from: "2026-10-26", to: "2026-11-22" },
      metrics: ["reach", "follower_count"],
    });
  });

  it("asks totals of the week, of the week before, and of each day", () => {
    const totals = blocksOf("totals");
    const undivided = totals.filter(({ breakdown, daily }) => breakdown === "" && daily === undefined);
    expect(undivided.map(({ span }) => span)).toEqual([WEEK, { from: "2026-11-09", to: "2026-11-15" }]);
    for (const { metrics } of undivided) expect(metrics).toEqual(TOTAL_METRICS);
    expect(totals.filter(({ daily }) => daily).map(({ span }) => span.from)).toEqual(listDays(WEEK));
    const follows = totals.filter(({ metrics }) => metrics.includes("follows_and_unfollows"));
    // Beside gained and lost, whom views and reach came from.
    const split = { kind: "totals", metrics: ["follows_and_unfollows", "reach", "views"], breakdown: "follow_type" };
    expect(follows).toEqual([{ ...split, span: WEEK }]);
  });

  it("leaves out the week before once it is held", () => {
    const held = { accountId: ACCOUNT_ID, totalWindows: ["2026-11-09..2026-11-15"], media: [] };
    const totals = blocksOf("totals", planInput({ held: new Map([[ACCOUNT_ID, held]]) }));
    expect(totals.some(({ span }) => span.from === "2026-11-09")).toBe(false);
    expect(totals.some(({ span, daily }) => span.from === WEEK.from && daily === undefined)).toBe(true);
  });

  it("asks demographics when they are a week old, and not when they are fresh", () => {
    const heldAt = (audienceTakenAt: string) => {
      const held = { accountId: ACCOUNT_ID, totalWindows: [], media: [], audienceTakenAt };
      return blocksOf("audience", planInput({ held: new Map([[ACCOUNT_ID, held]]) })).map(({ dimension }) => dimension);
    };
    expect(heldAt("2026-11-16T12:00:00.000Z")).toEqual(["age,gender", "country", "city", "day,hour"]);
    expect(heldAt("2026-11-20T12:00:00.000Z")).toEqual([]);
  });

  it("asks neither stories nor demographics where they are switched off", () => {
    const collect = { mediaDays: 35, rereadDays: 14, stories: false, audience: false };
    const kinds = listBlocks(planCalls(planInput({ collect })).calls).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["profile", "series", "totals", "media"]));
  });

  it("asks no insight of an account by its media name, nor the reverse (RELIABILITY M18)", () => {
    const account = [...blocksOf("totals"), ...blocksOf("series")].flatMap(({ metrics }) => metrics);
    const media = [...blocksOf("media"), ...blocksOf("stories")].flatMap(({ metrics }) => metrics);
    expect(account).not.toContain("saved");
    expect(media).not.toContain("saves");
  });
});

it("an account never listed, whose posts may fill a page, will likely cost one call more", () => {
  const likely = (mediaCount: number, held: ReturnType<typeof planInput>["held"] = new Map()) =>
    planCalls(planInput({ accounts: [account({ mediaCount })], held })).calls.map(toLikelyCost);
  expect([likely(258), likely(51), likely(50), likely(0)]).toEqual([[2], [2], [1], [1]]);
  const media = [{ publishedAt: "2026-11-20T00:00:00.000Z", readAt: "2026-11-21T00:00:00.000Z" }];
  expect(likely(258, new Map([[ACCOUNT_ID, { accountId: ACCOUNT_ID, totalWindows: [], media }]]))).toEqual([1]);
});

describe("posts", () => {
  const since = (parts: Parameters<typeof planInput>[0] = {}) => blocksOf("media", planInput(parts))[0]?.since;
  const held = (media: readonly { publishedAt: string; readAt?: string }[]) => ({
    held: new Map([[ACCOUNT_ID, { accountId: ACCOUNT_ID, totalWindows: [], media }]]),
  });

  it("are listed from mediaDays back on the first run", () => {
    expect(since()).toBe(Date.parse("2026-10-19T12:00:00Z") / 1000);
  });

  it("are listed from rereadDays back when everything older was read within the week", () => {
    const media = [{ publishedAt: "2026-10-25T00:00:00.000Z", readAt: "2026-11-20T00:00:00.000Z" }];
    expect(since(held(media))).toBe(Date.parse("2026-11-09T12:00:00Z") / 1000);
  });

  it("are listed from the oldest that is due again", () => {
    const media = [
      { publishedAt: "2026-10-25T00:00:00.000Z", readAt: "2026-11-16T00:00:00.000Z" },
      { publishedAt: "2026-10-30T00:00:00.000Z" },
      { publishedAt: "2026-10-01T00:00:00.000Z", readAt: "2026-10-16T00:00:00.000Z" },
    ];
    expect(since(held(media))).toBe(Date.parse("2026-10-24T23:58:00Z") / 1000);
  });

  // RELIABILITY D3: a clock that ran ahead has dated what it read tomorrow, or next year.
  it.each(["2026-11-24T12:00:00.000Z", "2027-11-23T12:00:00.000Z"])(
    "and demographics said to be read at %s are due now",
    (readAt) => {
      const media = [{ mediaId: "1", publishedAt: "2026-10-25T00:00:00.000Z", readAt }];
      const ahead = new Map([
        [ACCOUNT_ID, { accountId: ACCOUNT_ID, totalWindows: [], media, audienceTakenAt: readAt }],
      ]);
      expect(since({ held: ahead })).toBe(Date.parse("2026-10-24T23:58:00Z") / 1000);
      expect(findUpToDate(ahead.get(ACCOUNT_ID), NOW, 3)).toEqual([]);
      const blocks = listBlocks(planCalls(planInput({ held: ahead })).calls);
      expect(blocks.filter(({ kind }) => kind === "audience")).toHaveLength(4);
      const ends = blocks.flatMap((block) => ("span" in block && block.span !== undefined ? [block.span.to] : []));
      expect(ends.filter((to) => to >= "2026-11-23")).toEqual([]);
    },
  );

  it("of the period are always listed, with a day for the time zones", () => {
    expect(since({ span: MONTH })).toBe(toUnixSeconds("2026-09-30"));
  });

  it("cost a call more for each further page that is known", () => {
    const media = (length: number) => Array.from({ length }, () => ({ publishedAt: "2026-11-20T00:00:00.000Z" }));
    expect(planCalls(planInput(held(media(40)))).cost).toBe(1);
    // Pages of 100 where 50 would make a second call.
    expect(planCalls(planInput(held(media(100)))).cost).toBe(1);
    expect(planCalls(planInput(held(media(120)))).cost).toBe(2);
    const small = knownOf(["page-size", "agency", { value: 25 }]);
    expect(planCalls(planInput({ ...held(media(120)), known: small })).cost).toBe(5);
  });

  it("come in pages of 100 only where the account is known to have more than 50 due, and no larger page was refused", () => {
    const media = (length: number) => Array.from({ length }, () => ({ publishedAt: "2026-11-20T00:00:00.000Z" }));
    const pageSize = (parts: Parameters<typeof planInput>[0]) =>
      blocksOf("media", planInput(parts)).map((block) => block.pageSize);
    expect(pageSize({})).toEqual([50]);
    expect(pageSize(held(media(40)))).toEqual([50]);
    expect(pageSize(held(media(41)))).toEqual([100]);
    expect(pageSize({ ...held(media(90)), known: knownOf(["page-size", "agency", { value: 25 }]) })).toEqual([25]);
  });
});

describe("a month", () => {
  const input = planInput({ span: MONTH });

  it("has its reach for every day, in windows the API answers", () => {
    const days = blocksOf("series", input)
      .filter(({ metrics }) => metrics.includes("reach"))
      .flatMap(({ span }) => listDays(span));
    expect(days).toEqual(listDays(MONTH));
  });

  it("has new followers as far back as Meta tells them, and says what is lost", () => {
    const days = blocksOf("series", input)
      .filter(({ metrics }) => metrics.includes("follower_count"))
      .flatMap(({ span }) => listDays(span));
    expect(days).toEqual(listDays({ from: "2026-10-26", to: "2026-10-31" }));
    const [call] = planCalls(input).calls;
    expect(call?.refusedBefore).toEqual([
      {
        block: { kind: "series", span: { from: "2026-10-01", to: "2026-10-25" }, metrics: ["follower_count"] },
        metric: "follower_count",
        message: expect.stringContaining("30 days"),
        note: { code: "thirty-days-only" },
        reason: "beyond-range",
      },
    ]);
  });

  it("asks totals in windows of at most 30 days, and no day of it twice", () => {
    const undivided = blocksOf("totals", input).filter(
      ({ breakdown, daily }) => breakdown === "" && daily === undefined,
    );
    expect(undivided.map(({ span }) => span)).toEqual([
      { from: "2026-10-01", to: "2026-10-30" },
      { from: "2026-10-31", to: "2026-10-31" },
      { from: "2026-08-31", to: "2026-09-29" },
      { from: "2026-09-30", to: "2026-09-30" },
    ]);
    const daily = blocksOf("totals", input).filter(({ daily }) => daily);
    expect(daily.map(({ span }) => span.from)).toEqual(listDays({ from: "2026-10-25", to: "2026-10-30" }));
  });
});

describe("a single day", () => {
  it("is asked once, with the day before", () => {
    const totals = blocksOf("totals", planInput({ span: DAY }));
    expect(totals.map(({ span, breakdown }) => [span.from, span.to, breakdown])).toEqual([
      ["2026-11-18", "2026-11-18", ""],
      ["2026-11-18", "2026-11-18", "follow_type"],
      ["2026-11-17", "2026-11-17", ""],
    ]);
  });
});

describe("new followers a day", () => {
  // The API refuses the whole request when `since` is older than 30 days (CONTRACT §3.1); a day of margin at each end.
  it("are never asked for what is too old, whenever the run is", () => {
    fc.assert(
      fc.property(pastSpan, fc.integer({ min: 0, max: 23 }), (span, hour) => {
        const now = new Date(NOW.getTime() + hour * 3_600_000);
        for (const { span: asked, metrics } of blocksOf("series", planInput({ span, now }))) {
          const since = addDays(asked.from, -1);
          if (metrics.includes("follower_count")) expect(since >= "2026-10-25", JSON.stringify(asked)).toBe(true);
          expect(countDays(asked) + 2).toBeLessThanOrEqual(30);
          expect(isDay(asked.from) && asked.from <= asked.to).toBe(true);
        }
      }),
    );
  });

  it("are asked, or known to be lost, for every day of the period", () => {
    fc.assert(
      fc.property(pastSpan, (span) => {
        const input = planInput({ span });
        const lost = planCalls(input).calls.flatMap(({ refusedBefore }) => refusedBefore.map(({ block }) => block));
        for (const metric of ["reach", "follower_count"]) {
          const blocks = [...blocksOf("series", input), ...lost].filter(
            (block) => block.kind === "series" && block.metrics.includes(metric),
          );
          const days = blocks.flatMap((block) => (block.kind === "series" ? listDays(block.span) : []));
          expect(new Set(days).size).toBe(days.length);
          expect(listDays(span).filter((day) => !days.includes(day))).toEqual([]);
        }
      }),
    );
  });
});

describe("the three forms", () => {
  it("carry the same blocks, but for what costs a call without an alias", () => {
    fc.assert(
      fc.property(pastSpan, fc.boolean(), fc.boolean(), (span, stories, audience) => {
        const collect = { mediaDays: 35, rereadDays: 14, stories, audience };
        const accounts = [account({ hasProfile: false })];
        const [one, two, three] = FORMS.map((form) => {
          const plan = planCalls(planInput({ accounts, span, collect, known: inForm(form) }));
          return listBlocks(plan.calls).map((block) =>
            block.kind === "stories" ? { ...block, navigation: false } : block,
          );
        });
        const sorted = (blocks: readonly Block[] = []) => blocks.map((block) => JSON.stringify(block)).sort();
        expect(sorted(two)).toEqual(sorted(one));
        expect(sorted(three)).toEqual(sorted(one?.filter(isAffordable)));
      }),
    );
  });

  it("ask each question once", () => {
    fc.assert(
      fc.property(pastSpan, fc.constantFrom(...FORMS), (span, form) => {
        const subjects = listBlocks(planCalls(planInput({ span, known: inForm(form) })).calls).map((block) =>
          toSubject(ACCOUNT_ID, block),
        );
        expect(subjects).toEqual([...new Set(subjects)]);
      }),
    );
  });

  it("cost one, two, and one a block", () => {
    const costs = FORMS.map((form) => planCalls(planInput({ known: inForm(form) })).cost);
    expect(costs).toEqual([1, 2, 10]);
  });

  it("need no call for a profile that discovery has brought, where it would be a call of its own", () => {
    expect(blocksOf("profile", planInput({ known: inForm(3) }))).toEqual([]);
    expect(
      blocksOf("profile", planInput({ known: inForm(3), accounts: [account({ hasProfile: false })] })),
    ).toHaveLength(1);
  });

  it("go by priority: stories before totals, posts and demographics", () => {
    const keys = planCalls(planInput({ known: inForm(3) })).calls.map(({ key }) => key.split("/")[1]);
    expect(keys).toEqual(["stories", "account", "media", "audience"]);
  });
});

describe("what a connection refused before", () => {
  const refusedBy = (connection: string) =>
    knownOf(
      ["form", connection, { value: 3 }],
      ["metric", connection, { words: "no longer" }, "account:website_clicks"],
      ["metric", connection, { words: "not in the list" }, "media:views"],
      ["metric", connection, { words: "gone" }, "account:reach"],
      ["metric", connection, { words: "gone" }, "account:follower_count"],
    );

  it("is not asked again, and is known with its reason, once", () => {
    const plan = planCalls(planInput({ known: refusedBy("agency") }));
    const asked = listBlocks(plan.calls).flatMap((block) =>
      "metrics" in block ? block.metrics.map((name) => [block.kind, name]) : [],
    );
    expect(asked).not.toContainEqual(["totals", "website_clicks"]);
    expect(asked).not.toContainEqual(["media", "views"]);
    expect(asked).not.toContainEqual(["stories", "views"]);
    expect(asked).toContainEqual(["totals", "views"]);
    expect(listBlocks(plan.calls).some(({ kind }) => kind === "series")).toBe(false);
    const lost = plan.calls.flatMap(({ refusedBefore }) => refusedBefore);
    expect(lost.filter(({ metric }) => metric === "website_clicks")).toHaveLength(2);
    expect(lost.find(({ metric }) => metric === "website_clicks")?.message).toBe("no longer");
  });

  it("is no matter of another connection", () => {
    expect(planCalls(planInput({ known: refusedBy("studio") })).calls[0]?.refusedBefore).toEqual([]);
  });
});

describe("a short hour", () => {
  const accountsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => account({ accountId: `${100 + index}`, username: `a${index}` }));
  const cases = fc.record({
    accounts: fc.integer({ min: 0, max: 12 }),
    form: fc.constantFrom(...FORMS),
    left: fc.integer({ min: 0, max: 120 }),
  });
  const planOf = ({ accounts, form, left }: { accounts: number; form: Form; left: number }) =>
    planCalls(
      planInput({ accounts: accountsOf(accounts), known: inForm(form), callsLeft: new Map([["agency", left]]) }),
    );

  it("has every piece exactly once, planned or left out with a reason", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const all = planOf({ ...one, left: 10_000 }).calls.map(({ key }) => key);
        const { calls, leftOut } = planOf(one);
        const found = [...calls.map(({ key }) => key), ...leftOut.map(({ accountId, what }) => `${accountId}/${what}`)];
        expect(found.sort()).toEqual(all.sort());
        expect(leftOut.every(({ why }) => why.includes("agency"))).toBe(true);
      }),
    );
  });

  it("is never overspent, and a longer one never plans less", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 40 }), (one, more) => {
        const less = planOf(one);
        expect(less.cost).toBeLessThanOrEqual(one.left);
        expect(planOf({ ...one, left: one.left + more }).cost).toBeGreaterThanOrEqual(less.cost);
      }),
    );
  });

  it("of one connection leaves the other's accounts alone", () => {
    const accounts = [account(), account({ accountId: "2", username: "b", connection: "studio" })];
    const plan = planCalls(planInput({ accounts, callsLeft: new Map([["studio", 5]]) }));
    expect(plan.calls.map(({ accountId }) => accountId)).toEqual(["2"]);
    expect(plan.leftOut.map(({ accountId }) => accountId)).toEqual([ACCOUNT_ID]);
  });
});
