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
