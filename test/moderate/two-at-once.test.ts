// Two people, or a person and a schedule, give the same order at the same time.
import { expect, it } from "vitest";
import { carryOut, commit, prepare } from "../../src/moderate/index.ts";
import { openModerate, pickForeign, signal } from "./open-moderate.ts";

it("writes a text once though both have read that it is not there yet", async () => {
  await using opened = await openModerate();
  const { house, accounts, threads, account } = opened;
  const answers = pickForeign(await threads(), 2).map(({ top }) => ({
    kind: "reply" as const,
    commentId: top.commentId,
    text: "Danke!",
  }));
  const [thread] = await threads();
  const create = { kind: "create" as const, mediaId: thread?.media.mediaId ?? "", text: "We open at 8." };
  const orders = [...answers, create];
  const first = await prepare(house, orders, { accounts }, signal);
  const second = await prepare(house, orders, { accounts }, signal);
  for (const prepared of [first, second]) {
    const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
    const fresh = new Map(
      prepared.flatMap((one) => (one.comment && one.thread ? [[one.comment.commentId, one.thread] as const] : [])),
    );
    const carried = await carryOut(house, now, { accounts: [account], settleMs: 0, fresh }, signal);
    expect(carried.actions.map(({ state }) => state)).toEqual(["done", "done", "done"]);
  }
  expect(opened.writes()).toHaveLength(3);
});

it("takes what was written while the answer was on its way for done, and what was written long before for another", async () => {
  await using opened = await openModerate();
  const { house, accounts, threads, account, clock } = opened;
  const [one, two] = pickForeign(await threads(), 2).map(({ top }) => top);
  if (one === undefined || two === undefined) throw new Error("nobody comments");
  const readAt = clock.now().getTime();
  const orders = [one, two].map(({ commentId }) => ({ kind: "reply" as const, commentId, text: "Danke!" }));
  const prepared = await prepare(house, orders, { accounts }, signal);
  // Another process wrote both; the server had made our answer before, and it took its time.
  for (const [comment, agoMs] of [
    [one, 60_000],
    [two, 180_000],
  ] as const) {
    const at = new Date(readAt - agoMs).toISOString();
    const [action] = await house.store.comments.plan([
      {
        kind: "reply",
        connection: account.connection,
        accountId: account.accountId,
        mediaId: comment.mediaId,
        commentId: comment.commentId,
        text: "Danke!",
        textBefore: undefined,
        author: undefined,
        reason: undefined,
        osUser: "other",
        requestedAt: at,
        dueAt: at,
      },
    ]);
    if (action !== undefined) await house.store.comments.end(action, { state: "done", at, resultId: "1" });
  }
  const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 0 });
  expect(now.map(({ state, osUser }) => [state, osUser])).toEqual([
    ["done", "other"],
    ["planned", "tester"],
  ]);
});
