import { describe, expect, it } from "vitest";
import type { CommentRecord } from "../../src/dataset/index.ts";
import { readAccountComments, readHeldComments, readOneMedia, type Thread } from "../../src/moderate/index.ts";
import { first, HOUR_MS, type Opened, openModerate, signal } from "./open-moderate.ts";

const window = { mediaSince: "2026-10-24T00:00:00.000Z" };

function listIds(threads: readonly Thread[]): readonly string[] {
  return threads.flatMap(({ top, replies }) => [top, ...replies].map(({ commentId }) => commentId)).toSorted();
}

/** Every comment of the account's media by plain pages of three, as another client would walk them. */
async function walkPlainly({ sandbox, account }: Opened): Promise<readonly string[]> {
  const get = async (path: string) => {
    const url = path.startsWith("http") ? path : `${sandbox.url}/${path}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${sandbox.token}` } });
    return (await response.json()) as { data: { id: string }[]; paging?: { next?: string } };
  };
  const walk = async (path: string) => {
    const ids: string[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page = await get(next);
      ids.push(...page.data.map(({ id }) => id));
      next = page.paging?.next;
    }
    return ids;
  };
  const since = Date.parse(window.mediaSince) / 1000;
  const comments: string[] = [];
  for (const media of await walk(`${account.accountId}/media?fields=id&limit=100&since=${since}`)) {
    const tops = await walk(`${media}/comments?fields=id&limit=3`);
    comments.push(...tops);
    for (const top of tops) comments.push(...(await walk(`${top}/replies?fields=id&limit=3`)));
  }
  return comments.toSorted();
}

describe("an account's comments", () => {
  it("come with their replies and media in one call where the nested pages hold them", async () => {
    await using opened = await openModerate({ seed: 7 });
    const { house, account, sandbox } = opened;
    const reading = await readAccountComments(house, account, window, signal);
    const walked = await walkPlainly(opened);
    expect(listIds(reading.threads)).toEqual(walked);
    expect(walked.length).toBeGreaterThan(100);
    const calls = sandbox.log().filter(({ path }) => path.startsWith("/v25.0/"));
    const further = calls.filter(({ path }) => !path.endsWith("/media"));
    // One page of media; whatever else was asked continues one of its nested pages.
    expect(calls.length - further.length).toBe(1);
    expect(further.length).toBeGreaterThan(0);
    expect(further.every(({ parameters }) => parameters.after !== undefined)).toBe(true);
    expect(reading.mismatches).toEqual([]);
    const stamps = reading.threads.map(({ top }) => top.createdAt);
    expect(Math.max(...stamps.map((stamp) => Date.parse(stamp)))).toBeLessThanOrEqual(opened.clock.now().getTime());
  });

  it.each([
    ["the API finds the answer too big", { maxRowsPerRequest: 120 }],
    ["the server ignores limit", { limitIgnored: true }],
  ])("are the same when %s", async (_what, settings) => {
    await using opened = await openModerate({ settings });
    const reading = await readAccountComments(opened.house, opened.account, window, signal);
    opened.sandbox.configure({ maxRowsPerRequest: null, limitIgnored: false });
    expect(listIds(reading.threads)).toEqual(await walkPlainly(opened));
  });

  it("counted and not returned are said, not shown as none", async () => {
    await using opened = await openModerate({ settings: { commentsReturned: "none" } });
    const { mismatches, threads } = await readAccountComments(opened.house, opened.account, window, signal);
    expect(threads).toEqual([]);
    expect(mismatches.length).toBeGreaterThan(5);
    expect(mismatches.every(({ counted, returned }) => counted > 0 && returned === 0)).toBe(true);
  });

  it("stop being walked once they are older than what is asked for", async () => {
    await using opened = await openModerate({ settings: { limitIgnored: true } });
    const { house, account, clock, sandbox } = opened;
    await readAccountComments(house, account, window, signal);
    const all = sandbox.callsCounted();
    const since = new Date(clock.now().getTime() - HOUR_MS).toISOString();
    await readAccountComments(house, account, { ...window, since }, signal);
    expect(sandbox.callsCounted() - all).toBeLessThan(all);
  });
});

describe("what was read", () => {
  it("is in the dataset, and what has gone since is marked by the next walk", async () => {
    await using opened = await openModerate();
    const { house, account, accounts, sandbox } = opened;
    const threads = await opened.threads();
    const held = await readHeldComments(house.store, accounts, {});
    expect(listIds(held.threads)).toEqual(listIds(threads));
    expect(held.onlyCounted.map(({ username }) => username)).toEqual([accounts[1]?.username]);
    const gone: CommentRecord = first(threads).top;
    await fetch(`${sandbox.url}/${gone.commentId}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${sandbox.token}` },
    });
    opened.clock.advance(1_000);
    await readOneMedia(house, account, gone.mediaId, undefined, signal);
    const after = listIds((await readHeldComments(house.store, accounts, {})).threads);
    expect(after).not.toContain(gone.commentId);
    expect(after.length).toBe(listIds(threads).length - 1 - first(threads).replies.length);
  });
});
