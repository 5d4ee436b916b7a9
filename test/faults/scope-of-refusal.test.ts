// Every kind of refusal at the level of one post, one edge and one account: what it costs the first time and a week later,
// that nothing else is lost by it, and that the others pay nothing (PRODUCT §3).
import { beforeAll, describe, expect, it } from "vitest";
import type { ScriptedAnswer } from "../support/scripted-server.ts";
import { compareAccount } from "./compare.ts";
import { type Dataset, type FaultHouse, openFaultHouse, readDataset } from "./fault-house.ts";
import { type Odd, refuse, startOddServer } from "./odd-server.ts";

const STRUCK = "17841400000000002";
const WEEK_MS = 7 * 86_400_000;

const error = (code: number, message: string, more: object = {}, status = 400): ScriptedAnswer => ({
  status,
  body: { error: { message, type: "OAuthException", code, ...more } },
});

/** Codes of errors.json that are no throttles, and some it does not know; the token itself lives. */
const REFUSALS: Readonly<Record<string, ScriptedAnswer>> = {
  "code 1": error(1, "An unknown error has occurred.", {}, 500),
  "too much data": error(1, "Please reduce the amount of data you're asking for, then retry your request", {}, 500),
  "code 2": error(2, "An unexpected error has occurred. Please retry your request later.", {}, 500),
  "time-out -2": error(-2, "Timeout"),
  capability: error(3, "(#3) Application does not have the capability to make this API call."),
  permission: error(10, "(#10) Application does not have permission for this action", {}, 403),
  "invalid parameter": error(100, "Invalid parameter"),
  "not found": error(100, "Unsupported get request. Object does not exist", { error_subcode: 33 }),
  "app not validated": error(101, "Error validating application. Cannot get application info due to a system error."),
  "a lost role": error(190, "Error validating access token: The user lost the role on the Page.", {
    error_subcode: 492,
  }),
  "a dead session": error(102, "Session key invalid or no longer valid"),
  "stale cursor": error(2642, "(#2642) Invalid cursors values"),
  "unknown code": error(99_999, "Something nobody has documented"),
  "a proxy's page": { status: 502, body: "<html>502 Bad Gateway</html>" },
};
const NAMES = Object.keys(REFUSALS);

interface Told {
  readonly rows: Dataset;
  readonly calls: readonly number[];
  readonly struck: readonly number[];
}

/** Two collections a week apart; `isStruck` is shown what the stand-in would answer. */
async function collectTwice(
  isStruck: (answer: string, path: string) => boolean,
  answer: ScriptedAnswer,
): Promise<Told> {
  await using house = await openFaultHouse();
  const odd: Odd = async ({ path, forward }) => {
    const whole = await forward();
    return isStruck(JSON.stringify(whole.body), path) ? answer : whole;
  };
  await using server = await startOddServer(house.sandbox.url, odd);
  const isOf = ({ path }: { readonly path: string }): boolean =>
    path.includes(STRUCK) || posts.some((id) => path.includes(id));
  const calls: number[] = [];
  const struck: number[] = [];
  let rows: Dataset | undefined;
  for (let week = 0; week < 2; week += 1) {
    const before = server.requests.length;
    await house.run({ graph: { url: server.url }, collect: { concurrency: 1 } });
    calls.push(server.requests.length - before);
    struck.push(server.requests.slice(before).filter(isOf).length);
    rows ??= await readDataset(house.store, house.sandbox.url);
    house.clock.advance(WEEK_MS);
  }
  return { rows: rows ?? new Map(), calls, struck };
}

let clean: Dataset;
/** Of the struck account, with its stories. */
let items: readonly string[] = [];
let posts: readonly string[] = [];
let post: string;
beforeAll(async () => {
  await using house = await openFaultHouse();
  await house.run();
  clean = await readDataset(house.store, house.sandbox.url);
  items = await listMedia(house);
  posts = await listPosts(house);
  post = posts[3] ?? "";
});

async function listMedia({ store }: FaultHouse): Promise<readonly string[]> {
  return (await store.read.media(STRUCK, "2026-10-25", "2026-11-24")).map(({ mediaId }) => mediaId);
}

async function listPosts({ store }: FaultHouse): Promise<readonly string[]> {
  const media = await store.read.media(STRUCK, "2026-10-25", "2026-11-24");
  return media.filter(({ mediaProductType }) => mediaProductType !== "STORY").map(({ mediaId }) => mediaId);
}

/** What is not there of an account that was. */
const lostOf = ({ rows }: Told, accountId: string): readonly string[] => compareAccount(clean, rows, accountId).lost;

describe.each(NAMES)("%s", (name) => {
  const answer = REFUSALS[name] ?? refuse("");

  it("of one post's figures loses those of this post, and a week later costs a call at most", async () => {
    const told = await collectTwice((body) => body.includes(`"${post}/insights/`), answer);
    for (const accountId of clean.keys()) {
      const lost = lostOf(told, accountId).filter((row) => !row.includes(post));
      expect({ accountId, lost }).toEqual({ accountId, lost: [] });
    }
    expect(told.struck[1]).toBeLessThanOrEqual(2);
  });

  it("of an account's own insights loses these, and a week later costs a call at most", async () => {
    const told = await collectTwice((body) => body.includes(`"${STRUCK}/insights/`), answer);
    for (const accountId of clean.keys()) {
      const lost = lostOf(told, accountId).filter((row) => accountId !== STRUCK || /^media/.test(row));
      expect({ accountId, lost }).toEqual({ accountId, lost: [] });
    }
    expect(told.struck[1]).toBeLessThanOrEqual(2);
  });

  it("of all figures of an account's posts and stories loses these, and neither the account's own nor the posts", async () => {
    const isOfItem = (body: string) => items.some((id) => body.includes(`"${id}/insights/`));
    const told = await collectTwice(isOfItem, answer);
    for (const accountId of clean.keys()) {
      const lost = lostOf(told, accountId).filter((row) => accountId !== STRUCK || !row.startsWith("media_insights"));
      expect({ accountId, lost }).toEqual({ accountId, lost: [] });
    }
  });

  it("of a whole account costs four calls, later one, and the others nothing", async () => {
    const told = await collectTwice((_body, path) => path.includes(STRUCK), answer);
    for (const accountId of clean.keys()) {
      if (accountId !== STRUCK) expect(told.rows.get(accountId)).toEqual(clean.get(accountId));
    }
    expect(told.struck[0]).toBeLessThanOrEqual(4);
    expect(told.struck[1]).toBeLessThanOrEqual(1);
  });
});
