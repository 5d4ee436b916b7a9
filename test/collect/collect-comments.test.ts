// `collect.comments: all`: the texts come along with the posts (CONTRACT §13.8).
import { describe, expect, it } from "vitest";
import { type CollectOptions, collect, previewPlan } from "../../src/collect/index.ts";
import { readHeldComments } from "../../src/moderate/index.ts";
import { type Opened, openModerate, signal } from "../moderate/open-moderate.ts";

const options: CollectOptions = {
  span: { from: "2026-11-16", to: "2026-11-22" },
  filter: { include: ["*"], exclude: [] },
  mediaDays: 30,
  rereadDays: 3,
  stories: false,
  audience: false,
  pictures: false,
  stampReading: "end",
  concurrency: 1,
};

async function collectWith(opened: Opened, comments: "off" | "counts" | "all", more: Partial<CollectOptions> = {}) {
  const before = opened.sandbox.callsCounted();
  const outcome = await collect(opened.house, { ...options, comments, ...more }, signal);
  return { ...outcome, calls: opened.sandbox.callsCounted() - before };
}

/** With posts whose comments do not fit into one page. */
const world = { seed: 7 };

const listHeld = async ({ house, accounts }: Opened) =>
  (await readHeldComments(house.store, accounts, {})).threads
    .flatMap(({ top, replies }) => [top, ...replies])
    .map(({ commentId, text, authorId, parentId }) => JSON.stringify([commentId, text, authorId, parentId]))
    .toSorted();

describe("comments in a collection", () => {
  it("are those of a live reading, and cost only the pages that did not fit into the listing", async () => {
    await using counted = await openModerate(world);
    const counts = await collectWith(counted, "counts");
    expect(await listHeld(counted)).toEqual([]);
    await using opened = await openModerate(world);
    const all = await collectWith(opened, "all");
    const further = opened.sandbox.log().filter(({ path }) => /\/(comments|replies)$/.test(path));
    expect(further.length).toBeGreaterThan(0);
    expect(all.calls).toBe(counts.calls + further.length);
    expect(all.outcome).toBe(counts.outcome);
    const held = await listHeld(opened);
    await using live = await openModerate(world);
    for (const _account of live.accounts) await live.threads();
    const read = await listHeld(live);
    const own = held.filter((comment) => read.includes(comment));
    expect(own.length).toBe(read.length);
    expect(read.length).toBeGreaterThan(100);
  });

  it("are in the price that the plan tells", async () => {
    await using opened = await openModerate(world);
    await collectWith(opened, "all");
    const again = { ...options, comments: "all", rereadDays: 28, mayWait: true } as const;
    const plan = await previewPlan(opened.house, opened.accounts, again);
    const before = opened.sandbox.callsCounted();
    await collect(opened.house, { ...again, filter: { include: ["*"], exclude: ["nobody"] } }, signal);
    const discovery = 1;
    const spent = opened.sandbox.callsCounted() - before;
    expect(spent).toBeGreaterThan(discovery + opened.accounts.length);
    expect(spent).toBeLessThanOrEqual(discovery + plan.cost);
  });

  it("that a token may not read cost themselves alone, with a gap in the API's words", async () => {
    await using opened = await openModerate(world);
    const refusal = {
      httpStatus: 403,
      code: 200,
      message: "(#200) Requires instagram_manage_comments permission to manage the object",
    };
    const id = opened.account.accountId;
    opened.sandbox.injectFaults([{ kind: "refusal", refusal, match: { path: `^/${id}$`, times: 1 } }]);
    const lost = await collectWith(opened, "all");
    expect(lost.outcome).toBe("partial");
    const gaps = (await opened.house.store.read.gaps(options.span)).filter(({ accountId }) => accountId === id);
    expect(gaps.map(({ reason, code }) => [reason, code])).toContainEqual(["not-permitted", "200"]);
    expect(await opened.house.store.read.media(id, "2026-11-01", "2026-11-23")).not.toEqual([]);
    // A week later the permission is there, and the gap goes.
    await collectWith(opened, "all", { rereadDays: 28, since: "2026-11-01" });
    const left = (await opened.house.store.read.gaps(options.span)).filter(({ reason }) => reason === "not-permitted");
    expect(left).toEqual([]);
  });

  it("are not even counted where they are off, and nothing else is missing for it", async () => {
    await using opened = await openModerate(world);
    const off = await collectWith(opened, "off");
    const asked = opened.sandbox.log().map(({ parameters }) => parameters.fields ?? "");
    expect(asked.filter((fields) => /comments_count|is_comment_enabled|comments\.limit/.test(fields))).toEqual([]);
    const counts: unknown[] = [];
    for await (const row of opened.house.store.exportRows("media")) counts.push(row.comments_count);
    expect(counts.length).toBeGreaterThan(0);
    expect(new Set(counts)).toEqual(new Set([null]));
    await using counted = await openModerate(world);
    expect((await collectWith(counted, "counts")).gaps).toBe(off.gaps);
  });
});
