// One comment that cannot be worked on costs exactly itself.
import { describe, expect, it } from "vitest";
import { carryOut, commit, prepare, settle } from "../../src/moderate/index.ts";
import { first, HOUR_MS, openModerate, pickForeign, signal } from "./open-moderate.ts";

const LOST_ROLE = {
  httpStatus: 403,
  code: 200,
  type: "OAuthException",
  message: "(#200) Requires the role on its Page",
};

/** Three deletions whose time has come. */
async function openDue() {
  const opened = await openModerate();
  const { house, accounts, threads } = opened;
  const picked = pickForeign(await threads(), 3);
  const orders = picked.map(({ top }) => ({ kind: "delete" as const, commentId: top.commentId }));
  const prepared = await prepare(house, orders, { accounts }, signal);
  const { now } = await commit(house, prepared, { osUser: "tester", graceMs: 24 * HOUR_MS });
  await carryOut(house, now, { accounts, settleMs: 0 }, signal);
  opened.clock.advance(25 * HOUR_MS);
  return { ...opened, orders, bad: first(orders).commentId };
}

const statesOf = (actions: readonly { readonly state: string }[]) => actions.map(({ state }) => state);

describe("a queue", () => {
  it("goes on past a comment that is refused while it is read, and says so in the log", async () => {
    await using opened = await openDue();
    const { house, accounts, sandbox, bad } = opened;
    sandbox.injectFaults([{ match: { path: bad }, kind: "refusal", refusal: LOST_ROLE }]);
    const settled = await settle(house, { accounts, settleMs: 0 }, signal);
    expect(statesOf(settled.actions)).toEqual(["refused", "done", "done"]);
    expect(first(settled.actions).answer).toContain("Requires the role");
    expect(settled.outcome).toBe("partial");
  });

  it("goes on past one comment that the server transients over, which waits", async () => {
    await using opened = await openDue();
    const { house, accounts, sandbox, bad } = opened;
    sandbox.injectFaults([{ match: { path: bad }, kind: "http-500" }]);
    const settled = await settle(house, { accounts, settleMs: 0 }, signal);
    expect(statesOf(settled.actions)).toEqual(["planned", "done", "done"]);
    expect(settled.outcome).toBe("paused");
  });

  it("is judged to its end though one of its comments cannot be read", async () => {
    await using opened = await openModerate();
    const { house, accounts, threads, sandbox } = opened;
    const orders = pickForeign(await threads(), 3).map(({ top }) => ({
      kind: "hide" as const,
      commentId: top.commentId,
    }));
    sandbox.injectFaults([{ match: { path: first(orders).commentId }, kind: "refusal", refusal: LOST_ROLE }]);
    const prepared = await prepare(house, orders, { accounts }, signal);
    expect(prepared.map(({ verdict }) => verdict.kind)).toEqual(["forbidden", "allowed", "allowed"]);
  });
});
