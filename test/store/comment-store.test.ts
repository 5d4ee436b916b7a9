// The queue, log and archive of comment actions, on both engines.
import { describe, expect, it } from "vitest";
import type { NewAction } from "../../src/store/index.ts";
import { engines } from "./engines.ts";
import { comment } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const NOW = "2026-11-23T08:00:00.000Z";
const LATER = "2026-11-23T09:00:00.000Z";

function action(parts: Partial<NewAction> = {}): NewAction {
  return {
    kind: "reply",
    connection: "agency",
    accountId: "17841400000000001",
    mediaId: "18000000000000001",
    commentId: "19000000000000001",
    text: "Thank you! \u{1f950}",
    textBefore: "Lovely",
    author: "guest",
    reason: undefined,
    osUser: "tester",
    requestedAt: NOW,
    dueAt: NOW,
    ...parts,
  };
}

describe.each(engines)("comments in $name", ({ createPlace }) => {
  const { open, newPlace } = createTestStores(createPlace);

  /** Two processes on one place. */
  async function openTwo() {
    const { url } = await newPlace();
    const clock = new FakeClock(NOW);
    const one = await open({ url, clock });
    const two = await open({ url, clock });
    return { one: one.comments, two: two.comments, clock };
  }

  it("plans the same thing once while it waits, and again once it is done", async () => {
    const { one, two } = await openTwo();
    const [first] = await one.plan([action()]);
    const [same] = await two.plan([action()]);
    const [other] = await two.plan([action({ text: "Merci" })]);
    expect(same).toEqual(first);
    expect(other?.actionId).not.toBe(first?.actionId);
    expect(first).toMatchObject({ state: "planned", tries: 0, knownIds: [], text: "Thank you! \u{1f950}" });
    if (first === undefined) return;
    await one.end(first, { state: "done", at: NOW, resultId: "19", answer: "created" });
    const [again] = await one.plan([action()]);
    expect(again?.actionId).not.toBe(first.actionId);
    const states = (await two.actions({})).map(({ state }) => state);
    expect(states.toSorted()).toEqual(["done", "planned", "planned"]);
  });

  it("lets one process take an action, however many try", async () => {
    const { one, two } = await openTwo();
    const [planned] = await one.plan([action()]);
    if (planned === undefined) throw new Error("nothing was planned");
    const askers = [one, two, one, two];
    const claims = await Promise.all(askers.map((store) => store.claim(planned, ["7"])));
    const taken = claims.filter((claim) => claim !== undefined);
    expect(taken).toMatchObject([{ state: "sending", tries: 1, knownIds: ["7"], sentAt: NOW }]);
    const [mine] = taken;
    const winner = askers[claims.findIndex((claim) => claim !== undefined)];
    const loser = winner === one ? two : one;
    if (mine === undefined) return;
    // The loser read it before it was taken: its try is an old one.
    expect(await loser.end(planned, { state: "undone", at: NOW })).toBe(false);
    expect(await winner?.end(mine, { state: "done", at: NOW })).toBe(true);
    expect(await loser.claim(planned, [])).toBeUndefined();
  });

  it("hands out what a silent process left behind as unknown, for one to take", async () => {
    const { one, two, clock } = await openTwo();
    const [planned] = await one.plan([action()]);
    if (planned === undefined) throw new Error("nothing was planned");
    await one.claim(planned, []);
    expect((await two.actions({ states: ["unknown"] })).length).toBe(0);
    expect((await two.actions({ states: ["sending"] })).length).toBe(1);
    clock.advance(12 * 60_000);
    const [left] = await two.actions({ states: ["unknown"] });
    expect(left).toMatchObject({ state: "unknown", tries: 1 });
    if (left === undefined) return;
    expect(await two.claim(left, [])).toMatchObject({ tries: 2 });
    expect(await one.claim(left, [])).toBeUndefined();
  });

  it("sends no deletion whose archive is missing", async () => {
    const { one } = await openTwo();
    const archive = {
      archivedAt: NOW,
      comment: comment(),
      replies: [comment({ commentId: "2", text: "\0 and \u202e" })],
    };
    const [bare, kept] = await one.plan([
      action({ kind: "delete", text: undefined }),
      action({
        kind: "delete",
        text: undefined,
        commentId: comment().commentId,
        mediaId: "18000000000000002",
        archive,
      }),
    ]);
    if (bare === undefined || kept === undefined) throw new Error("nothing was planned");
    await expect(one.claim(bare, [])).rejects.toThrow(/without its archive/);
    expect(await one.claim(kept, [])).toMatchObject({ state: "sending" });
    expect(await one.archived([kept.actionId])).toEqual([{ ...archive, actionId: kept.actionId }]);
    await one.archive({ ...archive, replies: [], actionId: kept.actionId });
    expect((await one.archived([kept.actionId]))[0]?.replies).toEqual([]);
  });

  it("finds whole threads, and marks what a whole walk no longer shows", async () => {
    const { one } = await openTwo();
    const top = comment({ createdAt: "2026-11-01T10:00:00.000Z", authorId: "61" });
    const reply = comment({ commentId: "19000000000000002", parentId: top.commentId });
    const other = comment({ commentId: "19000000000000003", mediaId: "18000000000000009" });
    const walk = {
      mediaId: top.mediaId,
      accountId: top.accountId,
      startedAt: NOW,
      walkedAt: NOW,
      returned: 2,
      isWhole: true,
    };
    await one.keep([top, reply, other], [{ ...walk, counted: 3, permalink: "https://a.example" }]);
    // The reply fits, and its comment above comes along.
    expect(await one.threads({ since: "2026-11-18T00:00:00.000Z", mediaIds: [top.mediaId] })).toEqual([top, reply]);
    expect((await one.walks([top.accountId]))[0]).toMatchObject({
      counted: 3,
      returned: 2,
      permalink: "https://a.example",
    });
    await one.markHidden(top.commentId, true);
    expect((await one.threads({ commentIds: [reply.commentId] }))[0]?.hidden).toBe(true);
    await one.keep([{ ...top, takenAt: LATER }], [{ ...walk, startedAt: LATER, walkedAt: LATER, isWhole: false }]);
    expect((await one.threads({})).length).toBe(3);
    await one.keep([{ ...top, takenAt: LATER }], [{ ...walk, startedAt: LATER, walkedAt: LATER }]);
    expect((await one.threads({})).map(({ commentId }) => commentId)).toEqual([top.commentId, other.commentId]);
    await one.markDeleted([top.commentId], LATER);
    expect((await one.threads({})).map(({ commentId }) => commentId)).toEqual([other.commentId]);
    // Seen again, it is there again.
    await one.keep([{ ...top, takenAt: "2026-11-23T10:00:00.000Z" }], []);
    expect((await one.threads({})).length).toBe(2);
  });
});
