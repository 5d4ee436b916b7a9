// Servers that keep the contract and word it otherwise, or say nothing where others refuse: the same data must give the
// same dataset, and each lesson is paid for once (CALL-COST §4.5, CONTRACT §12).
import { beforeAll, expect, it } from "vitest";
import type { ReceivedRequest, ScriptedAnswer } from "../support/scripted-server.ts";
import { isFree } from "./compare.ts";
import { type Dataset, openFaultHouse, readDataset, teachPageSize } from "./fault-house.ts";
import { hasAlias, isPost, type Odd, refuse, refusing, startOddServer } from "./odd-server.ts";

type Json = Readonly<Record<string, unknown>>;

async function run(odd: Odd) {
  await using house = await openFaultHouse();
  await teachPageSize(house.store, 5);
  await using server = await startOddServer(house.sandbox.url, odd);
  const graph = { url: server.url };
  const outcome = await house.run({ graph });
  const calls = server.requests.length;
  expect(outcome.calls).toBe(calls);
  const rows = await readDataset(house.store, house.sandbox.url);
  const lessons = (await house.store.lessons()).map(({ topic, finding }) => `${topic}=${finding}`);
  house.clock.advance(60_000);
  await house.run({ graph });
  return { outcome, rows, lessons, calls, callsAgain: server.requests.length - calls };
}

function mapDeep(value: unknown, change: (one: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(change(value as Json));
  return Object.fromEntries(entries.map(([key, item]) => [key, mapDeep(item, change)]));
}

const changing =
  (change: (one: Json) => Json): Odd =>
  async ({ forward }) => {
    const answer = await forward();
    return { ...answer, body: mapDeep(answer.body, change) };
  };
const HTML: ScriptedAnswer = { status: 404, body: "<html><body>Not Found</body></html>" };
const nests = ({ params }: ReceivedRequest): boolean => /media_type.*insights\.metric/.test(params.fields ?? "");

let clean: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  clean = await run(({ forward }) => forward());
});

/** Rows that are not there. What an alias alone brings is left out: it is given up where there are none. */
function findLost(rows: Dataset): readonly string[] {
  return [...clean.rows].flatMap(([accountId, was]) => {
    const is = new Set(rows.get(accountId));
    return was.filter((row) => !isFree(row) && !is.has(row));
  });
}

it.each<[string, Odd]>([
  [
    "a next page named by its address alone",
    changing((one) => {
      const { next } = (one.paging ?? {}) as Json;
      return next === undefined ? one : { ...one, paging: { next } };
    }),
  ],
  ["long reads refused as POST for want of a capability", refusing(isPost, refuse("(#3) No capability.", 3))],
  ["long reads refused as POST by a web server's page", refusing(isPost, HTML)],
  ["long reads taken for another call", refusing(isPost, refuse("(#100) The parameter image_url is required"))],
])("%s gives the same dataset in the same form", async (_what, odd) => {
  const { rows, lessons, calls } = await run(odd);
  expect(findLost(rows)).toEqual([]);
  expect(lessons).toContain("form-proven=1");
  // The read that is sent once as POST and again as GET.
  expect(calls - clean.calls).toBe(_what.startsWith("long") ? 1 : 0);
});

it.each<[string, Odd]>([
  ["with a code that is text", refusing(hasAlias, refuse("(#100) Unknown modifier: as", "100"))],
  ["as an unknown error", refusing(hasAlias, refuse("An unknown error has occurred.", 1, 500))],
  ["by a web server's page", refusing(hasAlias, { ...HTML, status: 501 })],
  [
    "without a word: the last window goes for all",
    async (asked) => {
      const answer = await asked.forward();
      if (!hasAlias(asked)) return answer;
      const entries = Object.entries(answer.body as Json);
      const named = entries.filter(([key]) => key.startsWith("part")).map(([, part]) => ["insights", part]);
      const others = entries.filter(([key]) => !key.startsWith("part"));
      return { ...answer, body: Object.fromEntries([...others, ...named.slice(-1)]) };
    },
  ],
])("aliases refused %s lead to form 3, once and for all", async (_how, odd) => {
  const { rows, lessons, callsAgain } = await run(odd);
  expect(findLost(rows)).toEqual([]);
  expect(lessons).toContain("form=3");
  expect(callsAgain).toBe(25);
});

it("insights that a list leaves out without a word are asked post by post", async () => {
  const { rows, lessons } = await run(
    changing((one) => {
      if (!("media_type" in one)) return one;
      const { insights: _insights, navigation: _navigation, ...rest } = one;
      return rest;
    }),
  );
  expect(findLost(rows)).toEqual([]);
  expect(lessons).toContain("nested-insights=refused");
});

it("insights that a list refuses in other words are asked post by post", async () => {
  const { rows, lessons } = await run(
    refusing(nests, refuse("For field 'media': For field 'insights': (#12) not available in lists", 12)),
  );
  expect(findLost(rows)).toEqual([]);
  expect(lessons).toContain("nested-insights=refused");
});

it("a next page that is promised and not named is a gap, and nothing behind it is called deleted", async () => {
  const odd = changing((one) => {
    const { next } = (one.paging ?? {}) as Json;
    return next === undefined ? one : { ...one, paging: { next: "https://graph.example/page/2" } };
  });
  const { outcome, rows } = await run(odd);
  expect(outcome.outcome).toBe("partial");
  const gaps = [...rows.values()].flat().filter((row) => /promised|next page/.test(row));
  expect(gaps.length).toBeGreaterThan(0);
});

it("a list of Pages that is too long is asked for in smaller pages, and from then on", async () => {
  const limits: string[] = [];
  const isTooLong = ({ path, params }: ReceivedRequest): boolean => {
    if (!path.endsWith("/me/accounts")) return false;
    limits.push(params.limit ?? "");
    return Number(params.limit) > 30;
  };
  const odd = refusing(isTooLong, refuse("Please reduce the amount of data you're asking for", 1, 500));
  const { rows, calls } = await run(odd);
  expect(findLost(rows)).toEqual([]);
  expect(calls - clean.calls).toBe(2);
  expect(limits).toEqual(["100", "50", "25", "25"]);
});
