import { describe, expect, it } from "vitest";
import { type FetchOptions, type FetchStep, fetchPlan } from "../../src/collect/fetch/index.ts";
import { type Block, type Form, type PlannedCall, toSubject } from "../../src/collect/plan/index.ts";
import type { GraphOptions } from "../../src/graph/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openGraph } from "../support/open-graph.ts";
import { readErrorFixture } from "../support/read-fixture.ts";
import type { ReceivedRequest, ScriptedAnswer } from "../support/scripted-server.ts";
import { plannedCall } from "./plans.ts";

const MEDIA: Block = { kind: "media", since: 1_794_700_800, pageSize: 2, metrics: ["reach"] };
const SERIES: Block = { kind: "series", span: { from: "2026-11-16", to: "2026-11-22" }, metrics: ["reach"] };
const TOTALS: Block = {
  kind: "totals",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["views"],
  breakdown: "",
};
const PROFILE: Block = { kind: "profile" };

function callOf(blocks: readonly Block[], parts: Partial<PlannedCall> = {}): PlannedCall {
  return plannedCall({ requests: [{ blocks }], ...parts });
}

function refused(name: string, message?: string): ScriptedAnswer {
  const { httpStatus, body } = readErrorFixture(name);
  return { status: httpStatus, body: { error: { ...body.error, ...(message === undefined ? {} : { message }) } } };
}

const ALIAS = '(#100) Syntax error "Expected end of string" at as(part1)';

function post(id: number, day = 20) {
  const insights = { data: [{ name: "reach", values: [{ value: 7 }] }] };
  const timestamp = `2026-11-${day}T08:00:00+0000`;
  return { id: String(id), timestamp, media_type: "IMAGE", media_product_type: "FEED", insights };
}

/** A page of the listing; `next` is offered when there is a cursor to go on with. */
function page(data: readonly unknown[], after?: string): ScriptedAnswer {
  const next = "https://graph.example/next?access_token=live";
  return {
    body: {
      data,
      paging: { cursors: { before: "B", after: after ?? "LAST" }, ...(after === undefined ? {} : { next }) },
    },
  };
}

interface Fetched {
  readonly requests: readonly ReceivedRequest[];
  readonly steps: readonly { readonly key: string; readonly step: FetchStep }[];
  readonly lessons: readonly string[];
  readonly thrown: unknown;
  /** Code of what was lost, by subject. */
  readonly losses: readonly (readonly [subject: string, code: string])[];
}

async function fetchAll(
  calls: readonly PlannedCall[],
  script: (request: ReceivedRequest, index: number) => ScriptedAnswer,
  options: { readonly graph?: Partial<GraphOptions>; readonly fetch?: Partial<FetchOptions> } = {},
): Promise<Fetched> {
  await using house = await openGraph(script, options.graph);
  const steps: { key: string; step: FetchStep }[] = [];
  const lessons: string[] = [];
  const forms = new Map<string, Form>();
  const form = (connection: string): Form => forms.get(connection) ?? 1;
  const thrown: unknown = await fetchPlan(
    { calls, cost: 0, leftOut: [] },
    house.graph,
    {
      now: () => house.clock.now(),
      concurrency: 3,
      resume: () => undefined,
      form,
      isProven: () => false,
      keep: async ({ key }, step) => void steps.push({ key, step }),
      onRefusedForm: async (connection, refusedForm) => {
        lessons.push(`${connection} refuses form ${refusedForm}`);
        forms.set(connection, refusedForm === 1 ? 2 : 3);
      },
      onAnsweredForm: async () => {},
      pageSize: () => undefined,
      onFullPage: async () => {},
      isNestingRefused: (connection) => lessons.includes(`${connection} nests nothing`),
      isNestingProven: () => false,
      onRefusedNesting: async (connection) => void lessons.push(`${connection} nests nothing`),
      onAnsweredNesting: async () => {},
      isStoryNestingRefused: (connection) => lessons.includes(`${connection} nests nothing in stories`),
      onRefusedStoryNesting: async (connection) => void lessons.push(`${connection} nests nothing in stories`),
      onAnsweredStoryNesting: async () => {},
      nestingWords: () => ({}),
      onPageSize: async (connection, size) => void lessons.push(`${connection} takes pages of ${size}`),
      refusedMetrics: () => new Map(),
      onSmallStories: async (_connection, accountId) => void lessons.push(`${accountId} has small stories`),
      onConversion: async (_connection, accountId, at) => void lessons.push(`${accountId} converted after ${at}`),
      onRefusedMetric: async (connection, metric) => void lessons.push(`${connection} refuses ${metric}`),
      ...options.fetch,
    },
    new AbortController().signal,
  ).then(
    () => undefined,
    (error: unknown) => error,
  );
  const losses = steps.flatMap(({ step: { answer } }) =>
    answer.refusals.map(({ block, error }) => [toSubject(answer.call.accountId, block), error.code] as const),
  );
  return { requests: [...house.server.requests], steps, lessons, thrown, losses };
}

const cursorsOf = ({ requests }: Fetched) => requests.map(({ params }) => params.after);

describe("the pages of a listing", () => {
  it("are followed while next is offered, and not by the cursor of the last page (RELIABILITY P3)", async () => {
    const pages = [page([post(1), post(2)], "A"), page([post(3)], "B"), page([post(4)])];
    const fetched = await fetchAll([callOf([MEDIA])], (_request, index) => pages[index] ?? refused("001_unknown"));
    expect(fetched.thrown).toBeUndefined();
    expect(cursorsOf(fetched)).toEqual([undefined, "A", "B"]);
    expect(fetched.losses).toEqual([]);
    expect(fetched.steps.map(({ step }) => step.pending.length)).toEqual([1, 1, 0]);
  });

  it("go on after an empty one that offers a next (CONTRACT §6)", async () => {
    const pages = [page([], "A"), page([post(1)])];
    expect(cursorsOf(await fetchAll([callOf([MEDIA])], (_request, index) => pages[index] ?? page([])))).toEqual([
      undefined,
      "A",
    ]);
  });

  it("end where they reach behind the window, though the server ignores since", async () => {
    const fetched = await fetchAll([callOf([MEDIA])], (_request, index) =>
      page([post(index, 16 - index)], `C${index}`),
    );
    // since is 15 November: the third page holds the 14th.
    expect(cursorsOf(fetched)).toEqual([undefined, "C0", "C1"]);
  });

  it("end at a cursor that comes back, which is a gap (RELIABILITY V18)", async () => {
    const fetched = await fetchAll([callOf([MEDIA])], (_request, index) =>
      page([post(index)], index % 2 === 0 ? "A" : "B"),
    );
    expect(cursorsOf(fetched)).toEqual([undefined, "A", "B"]);
    expect(fetched.losses).toEqual([["17841400000000001/media", "GRAPH_CURSOR_LOOP"]]);
    expect(fetched.steps.at(-1)?.step).toMatchObject({ pending: [], answer: { kind: "page" } });
  });

  it("begin anew once after a stale cursor, and may pass the same cursors again", async () => {
    const answers = [
      page([post(1)], "A"),
      page([post(2)], "B"),
      refused("2642_invalid_cursor"),
      page([post(1)], "A"),
      page([post(2)], "B"),
      page([post(3)]),
    ];
    const fetched = await fetchAll([callOf([MEDIA])], (_request, index) => answers[index] ?? page([]));
    expect(cursorsOf(fetched)).toEqual([undefined, "A", "B", undefined, "A", "B"]);
    expect(fetched.losses).toEqual([]);
  });

  it("are given up when every cursor is stale at once", async () => {
    const fetched = await fetchAll([callOf([MEDIA])], ({ params }) =>
      params.after === undefined ? page([post(1)], "A") : refused("2642_invalid_cursor"),
    );
    expect(fetched.requests).toHaveLength(4);
    expect(fetched.losses).toEqual([["17841400000000001/media", "GRAPH_CURSOR_STALE"]]);
  });

  it("of a shape that cannot be read end the listing and nothing else", async () => {
    const body = { media: { data: "no list" }, id: "1" };
    const fetched = await fetchAll(
      [callOf([PROFILE, MEDIA]), callOf([SERIES], { key: "2/all", accountId: "2" })],
      () => ({ body }),
    );
    expect(fetched.thrown).toBeUndefined();
    expect(fetched.steps.map(({ key, step }) => [key, step.answer.kind, step.pending.length])).toEqual([
      ["17841400000000001/all", "page", 0],
      ["2/all", "page", 0],
    ]);
  });
});

describe("one bad post in a page", () => {
  it("is found by halves, keeps the others whole, and is the only one that loses something", async () => {
    const posts = Array.from({ length: 16 }, (_, index) => ({
      ...post(100 + index),
      timestamp: `2026-11-20T08:${String(59 - index).padStart(2, "0")}:00+0000`,
    }));
    const bad = "107";
    const listed = ({ params }: ReceivedRequest) => {
      const at = ({ timestamp }: { timestamp: string }) => Date.parse(timestamp.replace("+0000", "Z")) / 1000;
      return posts.filter(
        (one) => at(one) >= Number(params.since) && at(one) <= Number(params.until ?? Number.POSITIVE_INFINITY),
      );
    };
    const block: Block = { ...MEDIA, pageSize: 50, metrics: ["reach", "views"] };
    const fetched = await fetchAll([callOf([block])], (request) => {
      if (request.path.endsWith(`/${bad}/insights`)) {
        return request.params.metric?.includes("views")
          ? refused("100_media_metric_unsupported")
          : { body: { data: [] } };
      }
      if (request.path.endsWith("/insights")) return { body: { data: [] } };
      const spoilt =
        request.params.fields?.includes("insights") === true && listed(request).some(({ id }) => id === bad);
      return spoilt ? refused("100_media_metric_unsupported") : page(listed(request));
    });
    expect(fetched.thrown).toBeUndefined();
    expect(fetched.losses).toEqual([[`17841400000000001/media/${bad}`, "GRAPH_UNSUPPORTED"]]);
    expect(fetched.requests.length).toBe(11);
    const texts = fetched.requests.map(({ path, params }) => JSON.stringify([path, params]));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe("a metric refused for good", () => {
  const WORDS =
    "(#100) metric[1] must be one of the following values: reach, replies, shares, total_interactions, follows, profile_visits, navigation";
  const stories: Block = { kind: "stories", metrics: [], navigation: false, thenEach: true };
  const storyOf = (id: number) => ({
    id: String(id),
    timestamp: "2026-11-23T06:00:00+0000",
    media_product_type: "STORY",
  });
  const answer = ({ path, params }: ReceivedRequest): ScriptedAnswer => {
    if (!path.endsWith("/insights")) return page([storyOf(1), storyOf(2), storyOf(3)]);
    return params.metric?.includes("views") ? refused("100_metric_not_in_list", WORDS) : { body: { data: [] } };
  };

  it("is asked of one story and of no other, and is told as lost of each", async () => {
    const known = new Map<string, string>();
    const fetched = await fetchAll([callOf([stories])], answer, {
      fetch: {
        refusedMetrics: () => known,
        onRefusedMetric: async (_connection, metric, message) => void known.set(metric, message),
      },
    });
    const askedViews = fetched.requests.filter(({ params }) => params.metric?.includes("views"));
    expect(askedViews.map(({ path }) => path.split("/").at(-2))).toEqual(["1"]);
    expect(fetched.requests).toHaveLength(1 + 2 + 1 + 1);
    const lost = fetched.steps.flatMap(
      ({
        step: {
          answer: { refusals },
        },
      }) => refusals,
    );
    expect(lost.map(({ block, metrics, error }) => [toSubject("a", block), metrics, error.apiMessage])).toEqual(
      ["1", "2", "3"].map((id) => [`a/media/${id}`, ["views"], WORDS]),
    );
  });

  it("costs no call where nothing else would be asked", async () => {
    const block: Block = { kind: "media-insights", mediaId: "1", productType: "STORY", metrics: ["views"] };
    const fetched = await fetchAll([callOf([block])], answer, {
      fetch: { refusedMetrics: () => new Map([["media:views", WORDS]]), resume: ({ requests }) => requests },
    });
    expect(fetched.requests).toEqual([]);
    expect(fetched.losses).toEqual([["17841400000000001/media/1", "GRAPH_UNSUPPORTED"]]);
    expect(fetched.steps.at(-1)?.step.pending).toEqual([]);
  });
});

describe("a form the server refuses", () => {
  const hasAliases = ({ params }: ReceivedRequest) => params.fields?.includes(".as(part") === true;
  const answerPlain = (request: ReceivedRequest): ScriptedAnswer =>
    hasAliases(request) ? refused("100_nonexisting_field", ALIAS) : { body: { id: "1", data: [] } };
  const calls = ["1", "2", "3", "4"].map((accountId) =>
    callOf([PROFILE, SERIES, TOTALS, MEDIA], { accountId, key: `${accountId}/all` }),
  );

  it("is paid for once a connection: aliases refused leads to form 3 in one account", async () => {
    const fetched = await fetchAll(calls, answerPlain);
    expect(fetched.lessons).toEqual(["agency refuses form 2"]);
    expect(fetched.requests.filter(hasAliases)).toHaveLength(2);
    expect(fetched.requests).toHaveLength(2 + 4 * 4);
    expect(fetched.losses).toEqual([]);
  });

  it("only as a whole account leads to form 2", async () => {
    const fetched = await fetchAll(calls, (request) =>
      hasAliases(request) && request.params.fields?.includes("media.limit")
        ? refused("100_nonexisting_field", ALIAS)
        : { body: { id: "1", data: [] } },
    );
    expect(fetched.lessons).toEqual(["agency refuses form 1"]);
    expect(fetched.requests).toHaveLength(1 + 4 * 2);
  });

  it("is not blamed for a block that is refused by itself in the same words", async () => {
    const fetched = await fetchAll([callOf([PROFILE, SERIES, TOTALS])], ({ params }) =>
      (params.fields ?? params.metric)?.includes("reach")
        ? refused("100_nonexisting_field", "(#100) strange")
        : { body: { id: "1", data: [] } },
    );
    expect(fetched.lessons).toEqual([]);
    expect(fetched.losses.map(([subject]) => subject)).toEqual(["17841400000000001/series/2026-11-16..2026-11-22/"]);
  });
});

describe("a lesson about size", () => {
  const big: Block = { ...MEDIA, pageSize: 50 };

  it("is learnt where the API says so", async () => {
    const answers = [refused("001_reduce_data"), page([post(1)])];
    const fetched = await fetchAll([callOf([big])], (_request, index) => answers[index] ?? page([]));
    expect(fetched.lessons).toEqual(["agency takes pages of 25"]);
    expect(fetched.requests.map(({ params }) => params.limit)).toEqual(["50", "25"]);
  });

  it("is not learnt from a hiccup, though the page is halved", async () => {
    const answers = [refused("002_service"), page([post(1)])];
    const fetched = await fetchAll([callOf([big])], (_request, index) => answers[index] ?? page([]));
    expect(fetched.lessons).toEqual([]);
    expect(fetched.requests.map(({ params }) => params.limit)).toEqual(["50", "25"]);
  });
});

describe("trouble of one", () => {
  const connections = ["agency", "studio"].map((name) => ({ name, token: new Secret(`token-${name}`), perHour: 100 }));
  const calls = ["agency", "studio"].flatMap((connection) =>
    ["1", "2", "3"].map((id) =>
      callOf([SERIES], { connection, accountId: `${connection}-${id}`, key: `${connection}-${id}/all` }),
    ),
  );
  const isAgency = ({ headers }: ReceivedRequest) => headers.authorization === "Bearer token-agency";

  it("token leaves the other's accounts whole (RELIABILITY K1)", async () => {
    const fetched = await fetchAll(
      calls,
      (request) => (isAgency(request) ? refused("190_460_password") : { body: { data: [] } }),
      {
        graph: { connections },
        fetch: { concurrency: 1 },
      },
    );
    expect(fetched.thrown).toBeUndefined();
    expect(fetched.requests.filter(isAgency)).toHaveLength(1);
    expect(fetched.losses.map(([, code]) => code)).toEqual([
      "GRAPH_TOKEN_UNUSABLE",
      "GRAPH_TOKEN_UNUSABLE",
      "GRAPH_TOKEN_UNUSABLE",
    ]);
    expect(fetched.steps.filter(({ step }) => step.answer.kind === "page")).toHaveLength(3);
  });

  it("hour leaves the other's accounts whole, and ends in a pause (RELIABILITY V6)", async () => {
    const fetched = await fetchAll(calls, () => ({ body: { data: [] } }), {
      graph: {
        connections: connections.map((one) => ({ ...one, perHour: one.name === "agency" ? 1 : 9 })),
        whenSpent: "stop",
      },
    });
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_BUDGET_SPENT", connection: "agency" });
    expect(fetched.steps.filter(({ key }) => key.startsWith("studio"))).toHaveLength(3);
    expect(fetched.steps.filter(({ key }) => key.startsWith("agency"))).toHaveLength(1);
    expect(fetched.losses).toEqual([]);
  });

  it("account's throttle leaves the others whole (RELIABILITY T6)", async () => {
    const fetched = await fetchAll(
      calls,
      ({ path }) => (path.includes("agency-1") ? refused("80002_instagram_limit") : { body: { data: [] } }),
      {
        graph: { connections, whenSpent: "stop" },
      },
    );
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_BUDGET_SPENT", accountId: "agency-1" });
    expect(fetched.steps.filter(({ step }) => step.answer.kind === "page")).toHaveLength(5);
  });

  it("account's lasting 500 is its loss alone (RELIABILITY N3)", async () => {
    const fetched = await fetchAll(
      calls,
      ({ path }) => (path.includes("agency-1") ? refused("002_service") : { body: { data: [] } }),
      {
        graph: { connections },
      },
    );
    expect(fetched.thrown).toBeUndefined();
    expect(fetched.losses).toEqual([["agency-1/series/2026-11-16..2026-11-22/", "GRAPH_TRANSIENT"]]);
  });

  it("network is everybody's: the run ends without a heap of gaps (RELIABILITY N6)", async () => {
    const ofOne = ["1", "2", "3", "4", "5"].map((id) =>
      callOf([SERIES], { connection: "agency", accountId: id, key: `${id}/all` }),
    );
    const fetched = await fetchAll(ofOne, () => ({ connection: "reset" }), {
      graph: { connections },
      fetch: { concurrency: 1 },
    });
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_UNREACHABLE" });
    expect(fetched.losses).toEqual([]);
    // The first may be one account's trouble, the second is not; the third waited its turn already.
    expect(fetched.requests).toHaveLength(4 * 3);
  });

  it("account the server is silent about is set aside: the others are asked, and the run pauses (RELIABILITY V5)", async () => {
    const ofOne = calls.filter(({ connection }) => connection === "agency");
    const [first] = ofOne;
    const fetched = await fetchAll(
      ofOne,
      ({ path }) => (path.includes(`/${first?.accountId}/`) ? { connection: "reset" } : { body: { data: [] } }),
      { graph: { connections }, fetch: { concurrency: 1 } },
    );
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_UNREACHABLE" });
    expect(fetched.losses).toEqual([]);
    expect(fetched.requests).toHaveLength(4 + ofOne.length - 1);
    expect(fetched.steps.map(({ key }) => key)).toEqual(ofOne.slice(1).map(({ key }) => key));
  });

  it("hour that is waited for holds back nobody else's requests", async () => {
    const hour = Promise.withResolvers<void>();
    const studioIsDone = Promise.withResolvers<void>();
    const kept: string[] = [];
    const fetching = fetchAll(calls, () => ({ body: { data: [] } }), {
      graph: { connections },
      fetch: {
        concurrency: 1,
        keep: async ({ key, connection }) => {
          if (connection === "agency") await hour.promise;
          kept.push(key);
          if (kept.length === 3) studioIsDone.resolve();
        },
      },
    });
    await studioIsDone.promise;
    expect(kept.every((key) => key.startsWith("studio"))).toBe(true);
    hour.resolve();
    expect((await fetching).thrown).toBeUndefined();
    expect(kept).toHaveLength(6);
  });
});

describe("a resumed call", () => {
  it("goes on with what was pending and asks nothing that was answered", async () => {
    const after: Block = { ...MEDIA, after: "B" };
    const fetched = await fetchAll([callOf([MEDIA])], () => page([post(9)]), {
      fetch: { resume: () => [{ blocks: [after] }] },
    });
    expect(cursorsOf(fetched)).toEqual(["B"]);
  });
});
