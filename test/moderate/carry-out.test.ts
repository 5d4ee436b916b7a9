// What reaches Instagram, read back by Meta's own SDK; and what becomes of it when the hour or the answer is lost.
import { IGComment, IGMedia } from "facebook-nodejs-business-sdk";
import { describe, expect, it } from "vitest";
import { carryOut, commit, listDue, prepare, readAccountComments, settle } from "../../src/moderate/index.ts";
import type { FaultKind } from "../../src/sandbox/faults.ts";
import { createWorld } from "../../src/sandbox/index.ts";
import { first, HOUR_MS, openModerate, pickForeign, signal } from "./open-moderate.ts";

const TEXT = "Danke & bis morgen = 100 % 🥐\n+1";

describe("what was written, read back by the official SDK", () => {
  it("is a comment, and an answer to a reply under the top comment", async () => {
    await using opened = await openModerate();
    const threads = await opened.threads();
    const answered = threads.find(({ top, replies }) => replies.length > 0 && top.hidden !== true);
    const reply = first(answered?.replies ?? []);
    const { top } = answered ?? first(threads);
    const { actions, outcome } = await opened.order([
      { kind: "create", mediaId: top.mediaId, text: TEXT },
      { kind: "reply", commentId: reply.commentId, text: TEXT },
    ]);
    expect(outcome).toBe("complete");
    const [created, answer] = actions.map(({ resultId = "" }) => resultId);
    const [newest] = await new IGMedia(top.mediaId).getComments(["text", "from"], { limit: 1 });
    expect(newest?.exportAllData()).toEqual({
      id: created,
      text: TEXT,
      from: { id: opened.account.accountId, username: opened.account.username },
    });
    const node = await new IGComment(answer ?? "").get(["text", "parent_id"]);
    expect(node.exportAllData()).toMatchObject({ text: TEXT, parent_id: top.commentId });
  });

  it("is hidden, shown, closed and opened", async () => {
    await using opened = await openModerate();
    const { top } = first(pickForeign(await opened.threads(), 1));
    const readHidden = async () => (await new IGComment(top.commentId).get(["hidden"])).exportAllData().hidden;
    const readOpen = async () =>
      (await new IGMedia(top.mediaId).get(["is_comment_enabled"])).exportAllData().is_comment_enabled;
    await opened.order([{ kind: "hide", commentId: top.commentId }]);
    expect(await readHidden()).toBe(true);
    await opened.order([{ kind: "unhide", commentId: top.commentId }]);
    expect(await readHidden()).toBe(false);
    await opened.order([{ kind: "close", mediaId: top.mediaId }]);
    expect(await readOpen()).toBe(false);
    await opened.order([{ kind: "open", mediaId: top.mediaId }]);
    expect(await readOpen()).toBe(true);
    expect(opened.writes().length).toBe(4);
  });
});

describe("rules known beforehand", () => {
  it("spend no write", async () => {
    await using opened = await openModerate();
    const threads = await opened.threads();
    const { top } = first(pickForeign(threads, 1));
    await opened.order([{ kind: "hide", commentId: top.commentId }]);
    const own = threads.flatMap(({ replies, account }) =>
      replies.filter(({ authorId }) => authorId === account.accountId),
    );
    const { prepared, actions } = await opened.order([
      { kind: "reply", commentId: top.commentId, text: TEXT },
      { kind: "hide", commentId: top.commentId },
      { kind: "hide", commentId: first(own).commentId },
      { kind: "hide", commentId: "17899999999999999" },
      { kind: "hide", commentId: "../me" },
    ]);
    expect(prepared.map(({ verdict }) => verdict.kind)).toEqual([
      "forbidden",
      "already",
      "forbidden",
      "forbidden",
      "forbidden",
    ]);
    expect(actions).toEqual([]);
    expect(opened.writes()).toEqual([`POST /${top.commentId}`]);
  });

  it("name the permission an account's Page lacks, and the API's refusal where the task was not told", async () => {
    await using told = await openModerate({ tasks: ["ANALYZE"] });
    const { top } = first(pickForeign(await told.threads(), 1));
    const { prepared } = await told.order([{ kind: "hide", commentId: top.commentId }]);
    expect(prepared[0]?.verdict).toMatchObject({ because: expect.stringContaining("task Moderate") as string });
    await using untold = await openModerate({
      tasks: [],
      faults: [{ kind: "not-permitted", match: { path: "^/178\\d{14}$", nth: 2 } }],
    });
    const found = first(pickForeign(await untold.threads(), 1)).top;
    const refused = await untold.order([{ kind: "hide", commentId: found.commentId }]);
    expect(refused.outcome).toBe("failed");
    expect(refused.actions[0]).toMatchObject({ state: "refused", answer: expect.stringMatching(/^10: /) as string });
  });
});

describe("an account whose Page gives no task for it", () => {
  it("is refused by the stand-in alone, and the others go on", async () => {
    const world = createWorld({ accounts: 2, seed: 5, now: new Date("2026-11-23T12:00:00.000Z") });
    const [, second] = world.accounts;
    const pages = world.pages.map((page) => (page.account?.id === second?.id ? { ...page, tasks: ["ANALYZE"] } : page));
    await using opened = await openModerate({ world: { ...world, pages }, tasks: [] });
    const { house, accounts } = opened;
    const window = { mediaSince: "2026-11-01T00:00:00.000Z" };
    const threads = await Promise.all(
      accounts.map(async (account) =>
        first(pickForeign((await readAccountComments(house, account, window, signal)).threads, 1)),
      ),
    );
    const { outcome, actions } = await opened.order(
      threads.map(({ top }) => ({ kind: "hide" as const, commentId: top.commentId })),
    );
    expect(outcome).toBe("partial");
    expect(actions.map(({ state, accountId }) => [state, accountId === second?.id])).toEqual([
      ["done", false],
      ["refused", true],
    ]);
    expect(opened.writes().length).toBe(1);
  });
});

describe("the same text", () => {
  it("is not written twice under one comment unless it is asked for", async () => {
    await using opened = await openModerate();
    const { top } = first(pickForeign(await opened.threads(), 1));
    const order = { kind: "reply", commentId: top.commentId, text: TEXT } as const;
    await opened.order([order]);
    const again = await opened.order([order]);
    expect(again.prepared[0]?.verdict).toMatchObject({ kind: "already" });
    expect(opened.writes().length).toBe(1);
    const { house, accounts } = opened;
    const [wanted] = await prepare(house, [order], { accounts, again: true }, signal);
    expect(wanted?.verdict.kind).toBe("allowed");
  });
});

describe("the hour of writes", () => {
  it("lets the 61st wait for its place while reads go on", async () => {
    await using opened = await openModerate();
    const targets = pickForeign(await opened.threads(), 61).map(({ top }) => top.commentId);
    expect(targets.length).toBe(61);
    const begun = opened.clock.elapsedMs();
    const { outcome, actions } = await opened.order(targets.map((commentId) => ({ kind: "hide" as const, commentId })));
    expect(outcome).toBe("complete");
    expect(actions.filter(({ state }) => state === "done").length).toBe(61);
    expect(opened.clock.elapsedMs() - begun).toBe(HOUR_MS);
    expect(opened.writes().length).toBe(61);
  });

  it("pauses in the middle where waiting is not wanted, and the next run goes on without touching one twice", async () => {
    await using opened = await openModerate({ whenSpent: "stop", writesPerHour: 5 });
    const { house, accounts, clock } = opened;
    const targets = pickForeign(await opened.threads(), 8).map(({ top }) => top.commentId);
    const orders = targets.map((commentId) => ({ kind: "reply" as const, commentId, text: TEXT }));
    const paused = await opened.order(orders);
    expect(paused.outcome).toBe("paused");
    expect(paused.actions.map(({ state }) => state)).toEqual([...Array(5).fill("done"), ...Array(3).fill("planned")]);
    expect(paused.resumesAt).toBe(new Date(clock.now().getTime() + HOUR_MS).toISOString());
    // Reads draw from another allowance.
    expect((await opened.threads()).length).toBeGreaterThan(0);
    clock.advance(HOUR_MS);
    const resumed = await opened.order(orders);
    expect(resumed.outcome).toBe("complete");
    expect(resumed.prepared.filter(({ verdict }) => verdict.kind === "already").length).toBe(5);
    expect(opened.writes().length).toBe(8);
    expect(new Set(opened.writes()).size).toBe(8);
    expect(await listDue(house, accounts)).toEqual([]);
  });

  it("is kept by the stand-in for each user, and its refusal waits as told", async () => {
    await using opened = await openModerate({ settings: { commentWritesPerHour: 2 }, whenSpent: "stop" });
    const targets = pickForeign(await opened.threads(), 3).map(({ top }) => top.commentId);
    const { outcome, actions } = await opened.order(targets.map((commentId) => ({ kind: "hide" as const, commentId })));
    expect(outcome).toBe("paused");
    expect(actions.map(({ state }) => state)).toEqual(["done", "done", "planned"]);
  });
});

describe("a lost answer", () => {
  const twice = ["reset", "truncated", "empty-body", "hang"] as const satisfies readonly FaultKind[];
  it.each(twice)("(%s after it was done) is read back, never sent again", async (kind) => {
    await using opened = await openModerate();
    const [one, two] = pickForeign(await opened.threads(), 2).map(({ top }) => top.commentId);
    opened.sandbox.injectFaults([{ kind, match: { path: `${one}/replies$`, times: 1 } }]);
    const { outcome, actions } = await opened.order(
      [one, two].map((commentId) => ({ kind: "reply" as const, commentId, text: TEXT })),
    );
    const posted = opened.sandbox.log().filter(({ method, path }) => method === "POST" && path.endsWith("/replies"));
    // An empty body stands in for the answer, and the reply was not written: that one is sent again once it is missed.
    expect(posted.length).toBe(kind === "empty-body" ? 3 : 2);
    expect([outcome, ...actions.map(({ state }) => state)]).toEqual(["complete", "done", "done"]);
    const replies = await new IGComment(one ?? "").getReplies(["text"]);
    expect(replies.filter((reply) => reply.exportAllData().text === TEXT).map(({ id }) => id)).toEqual([
      actions[0]?.resultId,
    ]);
  });

  it.each(["html-502", "code-1", "code-2", "http-500"] as const)(
    "(%s before it was done) is looked for, waited for, and then sent once more",
    async (kind) => {
      await using opened = await openModerate();
      const { top } = first(pickForeign(await opened.threads(), 1));
      opened.sandbox.injectFaults([{ kind, match: { path: `${top.commentId}/replies$`, times: 1 } }]);
      const { actions } = await opened.order([{ kind: "reply", commentId: top.commentId, text: TEXT }]);
      expect(actions).toMatchObject([{ state: "done", tries: 2 }]);
      expect(opened.clock.sleepsMs).toContain(30_000);
      const replies = await new IGComment(top.commentId).getReplies(["text"]);
      expect(replies.filter((reply) => reply.exportAllData().text === TEXT).length).toBe(1);
    },
  );

  it("is not mistaken for words that stood there before", async () => {
    await using opened = await openModerate();
    const { house, accounts } = opened;
    const { top } = first(pickForeign(await opened.threads(), 1));
    const order = { kind: "reply", commentId: top.commentId, text: TEXT } as const;
    await new IGComment(top.commentId).createReply([], { message: TEXT });
    const prepared = await prepare(house, [order], { accounts, again: true }, signal);
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    opened.sandbox.injectFaults([{ kind: "code-2", match: { path: `${top.commentId}/replies$`, nth: 2 } }]);
    const { actions } = await carryOut(house, now, { accounts, settleMs: 0 }, signal);
    expect(actions).toMatchObject([{ state: "done", tries: 2 }]);
    const replies = await new IGComment(top.commentId).getReplies(["text"]);
    const written = replies.filter((reply) => reply.exportAllData().text === TEXT).map(({ id }) => id);
    expect(written.length).toBe(2);
    expect(written).toContain(actions[0]?.resultId);
  });

  it("of a new comment, a hiding, a deletion and a closing is settled by reading too", async () => {
    await using opened = await openModerate();
    const [one, two] = pickForeign(await opened.threads(), 2).map(({ top }) => top);
    if (one === undefined || two === undefined) throw new Error("nobody comments");
    const orders = [
      { kind: "create", mediaId: one.mediaId, text: TEXT },
      { kind: "hide", commentId: one.commentId },
      { kind: "delete", commentId: two.commentId },
      { kind: "close", mediaId: one.mediaId },
    ] as const;
    const { house, accounts } = opened;
    const prepared = await prepare(house, orders, { accounts }, signal);
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    for (const path of [
      `${one.mediaId}/comments$`,
      `^/${one.commentId}$`,
      `^/${two.commentId}$`,
      `^/${one.mediaId}$`,
    ]) {
      opened.sandbox.injectFaults([{ kind: "reset", match: { path, nth: path.includes("comments") ? 2 : 1 } }]);
    }
    const { actions } = await carryOut(house, now, { accounts, settleMs: 0 }, signal);
    expect(actions.map(({ kind, state, tries }) => [kind, state, tries])).toEqual(
      orders.map(({ kind }) => [kind, "done", 1]),
    );
  });
});

describe("a server that is not there", () => {
  it("leaves everything waiting after the first try, and nothing unknown", async () => {
    await using opened = await openModerate();
    const { house, accounts, sandbox } = opened;
    const targets = pickForeign(await opened.threads(), 3).map(({ top }) => top.commentId);
    const prepared = await prepare(
      house,
      targets.map((commentId) => ({ kind: "hide" as const, commentId })),
      { accounts },
      signal,
    );
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    await sandbox.close();
    const { outcome, actions, message } = await carryOut(house, now, { accounts, settleMs: 0 }, signal);
    expect([outcome, ...actions.map(({ state, tries }) => [state, tries])]).toEqual([
      "paused",
      ["planned", 1],
      ["planned", 0],
      ["planned", 0],
    ]);
    expect(message).toMatch(/no connection to .*ECONNREFUSED.*waits/);
  });
});

describe("settling", () => {
  it("sends nothing that is not due, and drops an answer nobody sent for three days", async () => {
    await using opened = await openModerate({ whenSpent: "stop", writesPerHour: 1 });
    const { house, accounts, clock } = opened;
    const targets = pickForeign(await opened.threads(), 2).map(({ top }) => top.commentId);
    await opened.order(targets.map((commentId) => ({ kind: "reply" as const, commentId, text: TEXT })));
    expect((await listDue(house, accounts)).length).toBe(1);
    clock.advance(73 * HOUR_MS);
    const settled = await settle(house, { accounts, settleMs: 0 }, signal);
    expect(settled).toMatchObject({ outcome: "complete", actions: [] });
    const [dropped] = await house.store.comments.actions({ states: ["undone"] });
    expect(dropped?.answer).toMatch(/72 hours/);
    expect(opened.writes().length).toBe(1);
  });
});
