// Lists of Pages that break off or go in circles: what came of them is kept, and that there is more is told.
import { describe, expect, it } from "vitest";
import { discoverAccounts } from "../../src/collect/discover/index.ts";
import { openGraph } from "../support/open-graph.ts";
import type { ReceivedRequest, ScriptedAnswer } from "../support/scripted-server.ts";

const toRow = (id: string) => ({ id, name: id, instagram_business_account: { id: `ig${id}`, username: `u${id}` } });

/** A page whose `next` leads to the cursor; without one it is the last. */
function page(ids: readonly string[], after?: string): ScriptedAnswer {
  const paging = after === undefined ? { cursors: { after: "end" } } : { cursors: { after }, next: "https://x.test/" };
  return { body: { data: ids.map(toRow), paging } };
}

const refused = (code: number, message: string): ScriptedAnswer => ({
  status: 400,
  body: { error: { code, message } },
});

async function walk(answer: (request: ReceivedRequest) => ScriptedAnswer, isThorough = false) {
  await using open = await openGraph(answer, { timeoutMs: 300 });
  const kept: unknown[] = [];
  const found = await discoverAccounts(
    open.graph,
    "agency",
    undefined,
    { isThorough, rememberedEdges: [] },
    async (soFar) => void kept.push(soFar),
    new AbortController().signal,
  );
  const calls = open.server.requests.length;
  return { ...found, names: found.accounts.map(({ username }) => username), calls, kept };
}

describe("a list of Pages", () => {
  it("whose second page leads back to itself ends there", async () => {
    const { names, missing, calls, done } = await walk(({ params }) =>
      params.after === undefined ? page(["1", "2"], "second") : page(["3"], "second"),
    );
    expect(names).toEqual(["u1", "u2", "u3"]);
    expect(missing).toMatchObject([{ connection: "agency", reason: "cut-short" }]);
    // Words and remedy, each a sentence.
    expect(missing[0]?.message).toMatch(/[^.]\. [A-Z][^.]*.*\.$/);
    expect(missing[0]?.message).toContain("do not come to an end");
    expect({ calls, done }).toEqual({ calls: 2, done: true });
  });

  it("that begins anew under ever new cursors ends after three pages that bring nothing new", async () => {
    let count = 0;
    const { names, missing, calls } = await walk(() => {
      count += 1;
      return page(["1", "2"], `cursor${count}`);
    });
    expect(names).toEqual(["u1", "u2"]);
    expect(missing).toMatchObject([{ reason: "cut-short" }]);
    expect(calls).toBe(4);
  });

  it("may have empty pages in it", async () => {
    const { names, missing } = await walk(({ params }) => {
      if (params.after === undefined) return page(["1"], "a");
      return params.after === "c" ? page(["2"]) : page([], params.after === "a" ? "b" : "c");
    });
    expect(names).toEqual(["u1", "u2"]);
    expect(missing).toEqual([]);
  });

  it.each<readonly [string, ScriptedAnswer]>([
    ["refused", refused(100, "(#100) Invalid parameter")],
    ["refused as a permission", refused(10, "(#10) Not yours")],
    ["no list", { body: { something: "else" } }],
    ["no document", { status: 502, body: "<html>Bad gateway</html>" }],
    [
      "an error of the server that lasts",
      { status: 500, body: { error: { code: 2, message: "Service unavailable" } } },
    ],
    ["too much however little is asked", refused(1, "Please reduce the amount of data you're asking for")],
    ["a stale cursor, twice", refused(2642, "(#2642) Invalid cursors values")],
    ["broken off", { connection: "reset" }],
    ["never answered", { connection: "hang" }],
  ])("keeps its first page when the second is %s", async (_name, second) => {
    const { names, missing, done } = await walk(({ params }) =>
      params.after === undefined ? page(["1", "2"], "second") : second,
    );
    expect(names).toEqual(["u1", "u2"]);
    expect(missing).toMatchObject([{ connection: "agency", reason: "cut-short" }]);
    // Words and remedy, each a sentence.
    expect(missing[0]?.message).toMatch(/[^.]\. [A-Z][^.]*.*\.$/);
    expect(done).toBe(true);
  });

  it("that breaks off does not keep the portfolios from being asked, nor one of theirs the others", async () => {
    const { names, missing } = await walk(({ path, params }) => {
      if (path.endsWith("me/businesses")) return { body: { data: [{ id: "9", name: "Acme" }] } };
      if (path.endsWith("client_pages")) return page(["4"]);
      if (params.after !== undefined) return refused(100, "(#100) no");
      return page(path.endsWith("owned_pages") ? ["3"] : ["1"], "second");
    }, true);
    expect(names).toEqual(["u1", "u3", "u4"]);
    expect(missing.map(({ reason }) => reason)).toEqual(["cut-short"]);
  });

  it("whose page went unanswered is gone on with there by the next run", async () => {
    const { kept } = await walk(({ params }) =>
      params.after === undefined ? page(["1"], "second") : { connection: "reset" },
    );
    expect(kept.at(-1)).toMatchObject({ done: false, open: [{ path: "me/accounts", after: "second" }] });
  });

  it("is nothing to go on with when its first page is refused", async () => {
    await expect(walk(() => refused(100, "(#100) no"))).rejects.toMatchObject({ code: "GRAPH_REFUSED" });
  });
});
