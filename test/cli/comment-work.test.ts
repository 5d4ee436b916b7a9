// What the schedule does about comments between and at its slots: what is due, and the rules.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createPrint } from "../../src/cli/print.ts";
import { createDueWork, sweepComments } from "../../src/cli/run/comment-work.ts";
import { toJobs } from "../../src/cli/run/schedule-jobs.ts";
import { ConfigError, loadSettings } from "../../src/config/index.ts";
import { commit, prepare, readAccountComments } from "../../src/moderate/index.ts";
import { openStore } from "../../src/store/index.ts";
import { HOUR_MS, openModerate, pickForeign, signal } from "../moderate/open-moderate.ts";

const RULES = `comments:
  settleSeconds: 0
  most: 2
  rules: [{ name: spam, when: { contains: [followers] }, action: hide }]
`;

/** The schedule's services over a file, with the accounts of the stand-in held in it. */
async function openWork(more = RULES, calls = 100_000) {
  const opened = await openModerate();
  const folder = await mkdtemp(join(tmpdir(), "gazette-due-"));
  await writeFile(
    join(folder, "gazette.yaml"),
    [
      `graph: { url: ${opened.sandbox.url} }`,
      `connections: [{ name: agency, token: '\${GAZETTE_TOKEN}', callsPerHour: ${calls} }]`,
      "budget: { reservePercent: 0 }",
      "store: { url: 'sqlite:gazette.db' }",
      more,
    ].join("\n"),
  );
  const settings = loadSettings({ cwd: folder, file: "gazette.yaml", env: { GAZETTE_TOKEN: opened.sandbox.token } });
  const { clock } = opened;
  const store = await openStore({ url: settings.store.url.reveal(), clock });
  onTestFinished(async () => {
    await store.close();
    await opened[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  await store.keepDiscovery(opened.accounts, []);
  const spent = (): number => opened.sandbox.callsCounted();
  return { ...opened, store, settings, clock, spent, services: { ...opened.house, store } };
}

type Work = Awaited<ReturnType<typeof openWork>>;

/** Deletions of so many comments, ordered now and due in a day. */
async function orderDeletions({ services, account, threads }: Work, count: number) {
  const orders = pickForeign(await threads(), count).map(({ top }) => ({
    kind: "delete" as const,
    commentId: top.commentId,
  }));
  const prepared = await prepare(services, orders, { accounts: [account] }, signal);
  await commit(services, prepared, { osUser: "tester", graceMs: 24 * HOUR_MS });
  return orders.map(({ commentId }) => commentId);
}

const states = async ({ store }: Work, kind: "hide" | "delete") =>
  (await store.comments.actions({ kinds: [kind] })).map(({ state }) => state).toSorted();

describe("what is due", () => {
  it("is done a few at a turn, and costs no call while nothing is", async () => {
    const work = await openWork();
    const turn = createDueWork(work);
    expect(await turn(signal)).toBeUndefined();
    const before = work.spent();
    await orderDeletions(work, 6);
    const ordered = work.spent();
    expect(ordered).toBeGreaterThan(before);
    expect((await turn(signal))?.actions).toHaveLength(6);
    expect(await states(work, "hide")).toEqual(Array(6).fill("done"));
    const hidden = work.spent();
    expect(await turn(signal)).toBeUndefined();
    expect(work.spent()).toBe(hidden);
    work.clock.advance(24 * HOUR_MS);
    await orderDeletions(work, 6);
    // Six deletions are due and six hidings of new ones: ten go now, the rest at the next turn.
    expect((await turn(signal))?.actions).toHaveLength(10);
    expect((await turn(signal))?.actions).toHaveLength(2);
    expect(await states(work, "delete")).toEqual([...Array(6).fill("done"), ...Array(6).fill("planned")]);
  });

  it("waits while a run is open, and leaves it half of the hour's calls", async () => {
    const work = await openWork(RULES, 20);
    await orderDeletions(work, 1);
    const spent = work.spent();
    const slot = { job: "run", slotAt: work.clock.now().toISOString(), state: "due" as const };
    await work.store.slots.note([{ ...slot, period: { from: "2026-11-16", to: "2026-11-22" } }]);
    const turn = createDueWork(work);
    expect(await turn(signal)).toBeUndefined();
    await work.store.slots.settle(slot, { state: "skipped", outcome: undefined, message: "" });
    const take = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          work.store.ledger.reserve({
            connection: "agency",
            pool: "calls",
            cost: 1,
            perHour: 20,
            path: "x",
          }),
        ),
      );
    await take(10);
    expect(await turn(signal)).toBeUndefined();
    expect(work.spent()).toBe(spent);
    work.clock.advance(HOUR_MS + 1);
    expect((await turn(signal))?.outcome).toBe("complete");
  });

  it("rests after a try that came to nothing, such as with a dead token", async () => {
    const work = await openWork();
    await orderDeletions(work, 2);
    work.sandbox.revokeToken();
    const turn = createDueWork(work);
    expect((await turn(signal))?.outcome).toBe("failed");
    const spent = work.spent();
    expect(await turn(signal)).toBeUndefined();
    expect(work.spent()).toBe(spent);
  });
});

describe("the sweep job", () => {
  it("does what the rules say, capped, with the oldest reading first, and ends its slot when the hour is spent", async () => {
    const work = await openWork();
    const [one, two] = work.accounts;
    if (one === undefined || two === undefined) throw new Error("two accounts");
    const window = { mediaSince: new Date(work.clock.now().getTime() - 30 * 24 * HOUR_MS).toISOString() };
    await readAccountComments(work.services, one, window, signal);
    const from = work.sandbox.log().length;
    const end = await sweepComments(work, signal);
    expect(end.outcome).toBe("complete");
    expect(end.message).toMatch(/^\d+ comments read, 2 new hits: spam 2\. \d+ more wait for the next sweep\.$/);
    expect(await states(work, "hide")).toEqual(["done", "done"]);
    const read = work.sandbox
      .log()
      .slice(from)
      .map(({ path }) => path.split("/")[2]);
    expect(read.indexOf(two.accountId)).toBeLessThan(read.indexOf(one.accountId));
    const short = await openWork(RULES, 1);
    // One call to read one account of two, and two to hide.
    expect(await sweepComments(short, signal)).toMatchObject({ outcome: "partial", calls: 3 });
    short.sandbox.revokeToken();
    short.clock.advance(HOUR_MS + 1);
    const dead = short.spent();
    expect(await sweepComments(short, signal)).toMatchObject({
      outcome: "failed",
      message: expect.stringMatching(/^0 comments read.* 2 of the accounts could not be read/),
    });
    expect(short.spent() - dead).toBe(1);
    const stop = AbortSignal.abort();
    expect((await sweepComments(work, stop).catch(() => ({ outcome: "paused" }))).outcome).toBe("paused");
  });

  it("is a job of its own that yields to the run, and needs rules", async () => {
    const { settings, clock } = await openWork(`${RULES}schedule: { cron: '0 7 * * 1', sweep: '15 * * * *' }`);
    const { stdout, stderr } = process;
    const print = createPrint({ stdout, stderr, json: true, quiet: true, verbose: false, color: false, clock });
    const jobs = toJobs({ settings, clock, print, onRun: () => undefined });
    expect(jobs.map(({ name, cron, yieldsTo, catchUp }) => ({ name, cron, yieldsTo, catchUp }))).toEqual([
      { name: "run", cron: "0 7 * * 1", yieldsTo: undefined, catchUp: "each" },
      { name: "sweep", cron: "15 * * * *", yieldsTo: ["run"], catchUp: "latest" },
    ]);
    await expect(openWork("schedule: { sweep: '15 * * * *' }")).rejects.toThrow(ConfigError);
  });
});
