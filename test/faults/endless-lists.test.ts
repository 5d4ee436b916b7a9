// Lists that never come to an end: the walk ends, what came is kept, and the rest is told (RELIABILITY V18).
import { beforeAll, describe, expect, it } from "vitest";
import { readAccountComments } from "../../src/moderate/index.ts";
import { openModerate, signal } from "../moderate/open-moderate.ts";
import type { ReceivedRequest } from "../support/scripted-server.ts";
import { openFaultHouse, readDataset, teachPageSize } from "./fault-house.ts";
import { type Odd, startOddServer } from "./odd-server.ts";

type Json = Readonly<Record<string, unknown>>;
type Rows = (nth: number) => readonly Json[];

const PAGE = 5;
const ENDLESS = "endless";

const toPage = (nth: number, data: readonly Json[]): Json => ({
  data,
  paging: { cursors: { after: `${ENDLESS}${nth}` }, next: `http://x.test/?after=${ENDLESS}${nth}` },
});

/** Behind the last true page of a list comes one page after the other. */
function createEndless(isList: (asked: ReceivedRequest) => boolean, edge: string, rows: Rows): Odd {
  let served = 0;
  const go = (listing: Json): Json => {
    const { next } = (listing.paging ?? {}) as Json;
    return next === undefined ? { ...listing, paging: toPage(0, []).paging } : listing;
  };
  return async (asked) => {
    if (asked.params.after?.startsWith(ENDLESS) === true) {
      served += 1;
      return { body: toPage(served, rows(served)) };
    }
    const answer = await asked.forward();
    const body = answer.body as Json;
    if (isList(asked) && Array.isArray(body.data)) return { ...answer, body: go(body) };
    const nested = body[edge] as Json | undefined;
    return nested === undefined ? answer : { ...answer, body: { ...body, [edge]: go(nested) } };
  };
}

const post = (nth: number): Json => ({
  id: `1799${String(nth).padStart(13, "0")}`,
  media_type: "IMAGE",
  media_product_type: "FEED",
  timestamp: "2026-11-20T10:00:00+0000",
});
const newPosts: Rows = (nth) => Array.from({ length: PAGE }, (_, index) => post(nth * PAGE + index));

async function run(odd: Odd) {
  await using house = await openFaultHouse();
  await teachPageSize(house.store, PAGE);
  await using server = await startOddServer(house.sandbox.url, odd);
  const outcome = await house.run({ graph: { url: server.url } });
  const rows = await readDataset(house.store, house.sandbox.url);
  const gaps: Json[] = [];
  for await (const gap of house.store.exportRows("gaps")) gaps.push(gap as Json);
  const endless = server.requests.filter(({ params }) => params.after?.startsWith(ENDLESS) === true);
  const accounts = await house.store.read.accounts();
  return { outcome, rows, gaps, endless, accounts, missing: await house.store.read.missing() };
}

let clean: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  clean = await run(({ forward }) => forward());
});

function expectNothingLost({ rows }: Pick<typeof clean, "rows">): void {
  for (const [accountId, was] of clean.rows) {
    const is = new Set(rows.get(accountId));
    const lost = was.filter((row) => !row.startsWith("gaps ") && !is.has(row));
    expect(lost).toEqual([]);
  }
}

describe("a list of posts with ever new cursors", () => {
  const isMedia = ({ path }: ReceivedRequest): boolean => path.endsWith("/media");

  it.each<[string, Rows]>([
    ["empty pages", () => []],
    ["pages of posts that were listed before", () => [post(1)]],
  ])("and %s ends after a few", async (what, rows) => {
    const ended = await run(createEndless(isMedia, "media", rows));
    expectNothingLost(ended);
    const perAccount = what === "empty pages" ? 3 : 4;
    expect(ended.endless.length).toBe(clean.accounts.length * perAccount);
    expect(ended.outcome.outcome).toBe("partial");
    const told = ended.gaps.filter(({ message }) => /do not come to an end/.test(String(message)));
    expect(new Set(told.map(({ account_id }) => account_id)).size).toBe(clean.accounts.length);
  });

  it("and ever new posts ends three pages behind the number the profile tells, and keeps them", async () => {
    const ended = await run(createEndless(isMedia, "media", newPosts));
    expectNothingLost(ended);
    const most = clean.accounts.map(({ mediaCount = 0 }) => Math.ceil(mediaCount / PAGE) + 4);
    expect(ended.endless.length).toBeLessThanOrEqual(most.reduce((sum, pages) => sum + pages, 0));
    const came = [...ended.rows.values()].flat().filter((row) => row.startsWith('media {"media_id":"1799'));
    expect(came.length).toBe(ended.endless.length * PAGE);
    expect(ended.gaps.some(({ message }) => /do not come to an end/.test(String(message)))).toBe(true);
  });
});

it("a list of Pages that does not end gives the accounts that were listed, and is told", async () => {
  const ended = await run(
    createEndless(
      ({ path }) => path.endsWith("/accounts"),
      "-",
      () => [],
    ),
  );
  expectNothingLost(ended);
  expect(ended.endless.length).toBe(3);
  expect(ended.outcome.outcome).toBe("partial");
  expect(ended.missing.some(({ message }) => /do not come to an end/.test(message))).toBe(true);
});

it("comments that do not end are read as far as they come, and none of the others is taken for deleted", async () => {
  const comment = (nth: number): Json => ({ id: `1789${nth}`, text: "more", timestamp: "2026-11-20T10:00:00+0000" });
  let isOdd = false;
  let served = 0;
  const odd: Odd = async (asked) => {
    if (asked.params.after?.startsWith(ENDLESS) === true) return { body: toPage(++served, [comment(served)]) };
    const answer = await asked.forward();
    if (!isOdd) return answer;
    const body = answer.body as { data: readonly Json[] };
    const [first, ...rest] = body.data;
    const { data = [] } = (first?.comments ?? {}) as { data?: readonly Json[] };
    return { ...answer, body: { ...body, data: [{ ...first, comments: toPage(0, data.slice(0, 1)) }, ...rest] } };
  };
  await using opened = await openModerate({ odd });
  const before = await opened.threads();
  // What was read before the walk began and is not in it would be taken for deleted.
  opened.clock.advance(60_000);
  isOdd = true;
  const window = { mediaSince: new Date(opened.clock.now().getTime() - 30 * 86_400_000).toISOString() };
  const reading = await readAccountComments(opened.house, opened.account, window, signal);
  expect(reading.cutShort).toEqual([expect.stringMatching(/do not come to an end/)]);
  expect(served).toBeLessThan(60);
  expect(reading.threads.filter(({ top }) => top.text === "more").length).toBe(served);
  const held = await opened.house.store.comments.threads({ accountIds: [opened.account.accountId] });
  const ids = new Set(held.map(({ commentId }) => commentId));
  expect(before.filter(({ top }) => !ids.has(top.commentId))).toEqual([]);
});
