import { IGComment } from "facebook-nodejs-business-sdk";
import { describe, expect, it } from "vitest";
import { settle, sweep, undo } from "../../src/moderate/index.ts";
import { first, HOUR_MS, type Opened, openModerate, pickForeign, signal } from "./open-moderate.ts";

const GRACE_MS = 24 * HOUR_MS;

const readHidden = async (id: string) => (await new IGComment(id).get(["hidden"])).exportAllData().hidden;
const settleNow = ({ house, accounts }: Opened) => settle(house, { accounts, settleMs: 0 }, signal);

describe("a deletion", () => {
  it("archives text and thread, hides at once, and deletes after the grace time", async () => {
    await using opened = await openModerate();
    const { house, clock } = opened;
    const thread = (await opened.threads()).find(({ top, replies }) => replies.length > 1 && !top.hidden);
    const { top, replies } = thread ?? first(await opened.threads());
    await opened.order([{ kind: "delete", commentId: top.commentId }], GRACE_MS);
    expect(await readHidden(top.commentId)).toBe(true);
    expect((await settleNow(opened)).actions).toEqual([]);
    const [deletion] = await house.store.comments.actions({ kinds: ["delete"] });
    expect(deletion).toMatchObject({ state: "planned", textBefore: top.text, author: top.username, osUser: "tester" });
    const [archived] = await house.store.comments.archived([deletion?.actionId ?? ""]);
    expect(archived?.comment.text).toBe(top.text);
    expect(archived?.replies.map(({ text }) => text)).toEqual(replies.map(({ text }) => text));
    clock.advance(GRACE_MS);
    expect((await settleNow(opened)).actions).toMatchObject([{ kind: "delete", state: "done" }]);
    await expect(readHidden(top.commentId)).rejects.toThrow();
    expect(opened.writes()).toEqual([`POST /${top.commentId}`, `DELETE /${top.commentId}`]);
  });

  it("archives again what was written under it meanwhile", async () => {
    await using opened = await openModerate();
    const { house, clock } = opened;
    const { top } = first(pickForeign(await opened.threads(), 1));
    await opened.order([{ kind: "delete", commentId: top.commentId }], GRACE_MS);
    await new IGComment(top.commentId).update([], { hide: false });
    const late = await new IGComment(top.commentId).createReply([], { message: "late words" });
    clock.advance(GRACE_MS);
    await settleNow(opened);
    const [deletion] = await house.store.comments.actions({ kinds: ["delete"] });
    const [archived] = await house.store.comments.archived([deletion?.actionId ?? ""]);
    expect(archived?.replies.map(({ commentId }) => commentId)).toContain(late.id);
  });

  it("can be taken back until then, and shows the comment again", async () => {
    await using opened = await openModerate();
    const { house, accounts, clock } = opened;
    const { top } = first(pickForeign(await opened.threads(), 1));
    await opened.order([{ kind: "delete", commentId: top.commentId }], GRACE_MS);
    const options = { accounts, settleMs: 0, osUser: "tester" };
    const { undone, shown } = await undo(house, [top.commentId], options, signal);
    expect(undone).toMatchObject([{ kind: "delete", state: "undone" }]);
    expect(shown.actions).toMatchObject([{ kind: "unhide", state: "done" }]);
    expect(await readHidden(top.commentId)).toBe(false);
    clock.advance(GRACE_MS);
    expect((await settleNow(opened)).actions).toEqual([]);
    await expect(undo(house, [top.commentId], options, signal)).rejects.toMatchObject({ code: "MODERATE_TOO_LATE" });
  });

  it("cannot be taken back once it is done, and says where the text is", async () => {
    await using opened = await openModerate();
    const { house, accounts } = opened;
    const { top } = first(pickForeign(await opened.threads(), 1));
    await opened.order([{ kind: "delete", commentId: top.commentId }]);
    const late = undo(house, [top.commentId], { accounts, settleMs: 0, osUser: "tester" }, signal);
    await expect(late).rejects.toMatchObject({
      code: "MODERATE_TOO_LATE",
      hint: expect.stringContaining("archive") as string,
    });
  });

  it("of a comment that is gone already is done, and asked once", async () => {
    await using opened = await openModerate();
    const { top } = first(pickForeign(await opened.threads(), 1));
    await opened.order([{ kind: "delete", commentId: top.commentId }], GRACE_MS);
    await new IGComment(top.commentId).delete([]);
    opened.clock.advance(GRACE_MS);
    const { actions } = await settleNow(opened);
    expect(actions).toMatchObject([{ state: "done", answer: "it was gone already", tries: 0 }]);
  });

  it("of one's own comment cannot hide it first and waits all the same", async () => {
    await using opened = await openModerate();
    const own = (await opened.threads()).flatMap(({ replies, account }) =>
      replies.filter(({ authorId }) => authorId === account.accountId),
    );
    const { actions } = await opened.order([{ kind: "delete", commentId: first(own).commentId }], GRACE_MS);
    expect(actions).toEqual([]);
    expect(opened.writes()).toEqual([]);
  });
});

describe("a sweep", () => {
  const rules = [
    { name: "spam", when: { link: true }, action: "delete" },
    { name: "opening", when: { matches: "do you open" }, action: "suggest", reply: "hours" },
    { name: "emoji", when: { onlyEmoji: true }, action: "flag" },
  ] as const;
  const sweepNow = ({ house, accounts }: Opened, apply: boolean, max = 100) =>
    sweep(
      house,
      {
        accounts,
        settleMs: 0,
        rules,
        replies: { hours: "At 8." },
        groups: {},
        window: { mediaSince: "2026-11-01T00:00:00.000Z" },
        osUser: "cron",
        graceMs: GRACE_MS,
        apply,
        max,
      },
      signal,
    );

  it("says how often each rule hit and does nothing in a dry run", async () => {
    await using opened = await openModerate();
    const { hits, fresh, actions, comments } = await sweepNow(opened, false);
    expect(hits.every(({ count }) => count > 0)).toBe(true);
    expect(fresh.length).toBe(hits.reduce((sum, { count }) => sum + count, 0));
    expect(comments).toBeGreaterThan(fresh.length);
    expect(actions).toEqual([]);
    expect(opened.writes()).toEqual([]);
    expect(await opened.house.store.comments.actions({})).toEqual([]);
  });

  it("applies the rules up to its cap, and a second one finds only what is new", async () => {
    await using opened = await openModerate();
    const { hits, leftOut, later, actions } = await sweepNow(opened, true, 2);
    const [spam, opening, emoji] = hits.map(({ count }) => count);
    expect(later.length).toBe(2);
    expect(leftOut).toBe((spam ?? 0) - 2);
    expect(Map.groupBy(actions, ({ kind }) => kind).get("hide")?.length).toBe(2);
    expect(actions.filter(({ kind }) => kind === "suggest").map(({ text }) => text)).toEqual(
      Array(opening).fill("At 8."),
    );
    expect(actions.filter(({ kind }) => kind === "flag").length).toBe(emoji);
    const second = await sweepNow(opened, true, 100);
    expect(second.fresh.length).toBe((spam ?? 0) - 2);
    expect((await sweepNow(opened, true, 100)).fresh).toEqual([]);
  });

  it("leaves alone what a person has shown again", async () => {
    await using opened = await openModerate();
    const { house, accounts } = opened;
    const { later } = await sweepNow(opened, true, 1);
    const { commentId = "" } = first(later);
    await undo(house, [commentId], { accounts, settleMs: 0, osUser: "tester" }, signal);
    const { fresh } = await sweepNow(opened, false);
    expect(fresh.map(({ comment }) => comment.commentId)).not.toContain(commentId);
  });

  it("one account that cannot be read costs that one", async () => {
    await using opened = await openModerate();
    const lost = opened.accounts[1]?.username ?? "";
    opened.sandbox.injectFaults([{ kind: "not-permitted", match: { account: lost } }]);
    const { outcome, unreadable, comments } = await sweepNow(opened, false);
    expect([outcome, unreadable.map(({ username }) => username)]).toEqual(["partial", [lost]]);
    expect(comments).toBeGreaterThan(0);
  });
});
