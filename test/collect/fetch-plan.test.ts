import { describe, expect, it } from "vitest";
import { put } from "../../src/collect/capabilities/index.ts";
import { type Block, toSubject } from "../../src/collect/plan/index.ts";
import type { ReceivedRequest, ScriptedAnswer } from "../support/scripted-server.ts";
import {
  ALIAS,
  callOf,
  cursorsOf,
  fetchAll,
  MEDIA,
  PROFILE,
  page,
  post,
  refused,
  SERIES,
  TOTALS,
} from "./fetch-all.ts";
import { knownOf } from "./plans.ts";

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
        /metric\([^)]*views/.test(request.params.fields ?? "") && listed(request).some(({ id }) => id === bad);
      return spoilt ? refused("100_media_metric_unsupported") : page(listed(request));
    });
    expect(fetched.thrown).toBeUndefined();
    expect(fetched.losses).toEqual([[`17841400000000001/media/${bad}`, "GRAPH_UNSUPPORTED"]]);
    expect(fetched.requests.length).toBe(7);
    const texts = fetched.requests.map(({ path, params }) => JSON.stringify([path, params]));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe("a metric refused for good", () => {
  const WORDS =
    "(#100) metric[1] must be one of the following values: reach, replies, shares, total_interactions, follows, profile_visits, navigation, link_clicks";
  const stories: Block = { kind: "stories", metrics: [], navigation: false, nextSteps: [{ kind: "each" }] };
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
    const known = knownOf();
    const fetched = await fetchAll([callOf([stories])], answer, {
      fetch: {
        known,
        note: async ({ connection }, fact) => {
          if (fact.kind !== "name-refused" || fact.of !== "metric") return;
          put(known, "metric", connection, { state: "refused", words: fact.words, since: "" }, fact.name);
        },
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
      fetch: {
        known: knownOf(["metric", "agency", { words: WORDS }, "media:views"]),
        resume: ({ requests }) => requests,
      },
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

describe("a resumed call", () => {
  it("goes on with what was pending and asks nothing that was answered", async () => {
    const after: Block = { ...MEDIA, after: "B" };
    const fetched = await fetchAll([callOf([MEDIA])], () => page([post(9)]), {
      fetch: { resume: () => [{ blocks: [after] }] },
    });
    expect(cursorsOf(fetched)).toEqual(["B"]);
  });
});
