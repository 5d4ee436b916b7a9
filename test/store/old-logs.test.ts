// Plans and the call log are dropped after a while; what was read stays.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FakeClock as SettableClock } from "../support/fake-clock.ts";
import { engines } from "./engines.ts";
import { batch, comment, day, exportAll, gap, media, mediaPoint, TAKEN_AT, total, WEEK } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const DAY_MS = 86_400_000;
const NEVER = new AbortController().signal;

describe.each(engines)("old logs on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  async function openWithRun<C extends FakeClock | SettableClock = FakeClock>(clock = new FakeClock(TAKEN_AT) as C) {
    const store = await stores.open({ clock });
    const open = (scope: string) => store.openRun({ kind: "collect", scope, span: WEEK, plan: null, now: clock.now() });
    const reserve = async (): Promise<void> => {
      await store.ledger.reserve({ connection: "agency", pool: "calls", cost: 1, perHour: 100, path: "me" });
    };
    return { clock, store, open, reserve };
  }

  it("go, and no reading, gap or run with them", async () => {
    const { clock, store, open, reserve } = await openWithRun();
    await reserve();
    const run = await open("old");
    await run.keep(
      batch({ days: [day()], gaps: [gap()] }),
      { callKey: "plan", done: true, resume: { calls: [1] } },
      [],
    );
    await run.close({ state: "paused", accounts: 1, now: clock.now() });
    clock.advance(100 * DAY_MS);
    await reserve();
    const other = await open("new");
    await other.keep(batch({}), { callKey: "plan", done: true, resume: { calls: [2] } }, []);
    await store.dropOldLogs(new Date(clock.now().getTime() - 90 * DAY_MS), NEVER);
    expect(await exportAll(store, "calls")).toHaveLength(1);
    expect(await exportAll(store, "runs")).toHaveLength(2);
    expect(await exportAll(store, "account_days")).toHaveLength(1);
    expect(await exportAll(store, "gaps")).toHaveLength(1);
    expect((await other.progress()).get("plan")?.resume).toEqual({ calls: [2] });
    // Its next process begins anew.
    expect(await (await open("old")).progress()).toEqual(new Map());
  });

  it("are none of the hour that is counted, however far ahead the clock of whoever tidies up", async () => {
    const { clock, store, reserve } = await openWithRun(new SettableClock(TAKEN_AT));
    await reserve();
    clock.advance(30 * 60_000);
    clock.set(365 * DAY_MS);
    await store.dropOldLogs(new Date(clock.now().getTime() - 90 * DAY_MS), NEVER);
    clock.set(-365 * DAY_MS);
    expect(await store.ledger.callsLeft("agency", "calls", 100)).toEqual({ left: 99 });
    clock.advance(31 * 60_000);
    clock.set(365 * DAY_MS);
    await store.dropOldLogs(new Date(clock.now().getTime() - 90 * DAY_MS), NEVER);
    expect(await exportAll(store, "calls")).toEqual([]);
  });

  it("are no plans of runs that are over: those go with the run's end, and its progress stays until then", async () => {
    const { clock, store, open } = await openWithRun();
    for (const state of ["complete", "partial", "failed", "paused"] as const) {
      const run = await open(state);
      await run.keep(batch({}), { callKey: "plan", done: true, resume: { calls: [1] } }, []);
      await run.close({ state, accounts: 1, now: clock.now() });
      const { resume } = (await run.progress()).get("plan") ?? {};
      expect(resume).toEqual(state === "paused" ? { calls: [1] } : undefined);
    }
    await store.dropOldLogs(new Date(clock.now().getTime() - DAY_MS), NEVER);
    expect((await (await open("paused")).progress()).get("plan")?.resume).toEqual({ calls: [1] });
  });

  it("are left when it is stopped", async () => {
    const { clock, store, reserve } = await openWithRun();
    await reserve();
    clock.advance(100 * DAY_MS);
    await store.dropOldLogs(clock.now(), AbortSignal.abort());
    expect(await exportAll(store, "calls")).toHaveLength(1);
  });

  it("and other data go by their kind, each where it is asked for, and no other", async () => {
    const clock = new FakeClock(TAKEN_AT);
    const store = await stores.open({ clock });
    const run = await store.openRun({ kind: "collect", scope: "x", span: WEEK, plan: null, now: clock.now() });
    const old = { mediaId: "1", publishedAt: "2026-08-01T10:00:00.000Z" };
    await run.keep(
      batch({
        days: [day(), day({ day: "2026-08-01" })],
        totals: [total(), total({ fromDay: "2026-07-27", toDay: "2026-08-02" })],
        media: [media(), media(old)],
        mediaInsights: [mediaPoint(), mediaPoint({ mediaId: old.mediaId })],
        comments: [comment(), comment({ commentId: "2", createdAt: "2026-08-01T10:00:00.000Z" })],
      }),
      { callKey: "x", done: true },
      [],
    );
    for (const [mediaId, fetchedAt] of [
      ["1", "2026-08-01T10:00:00.000Z"],
      ["2", TAKEN_AT],
    ] as const) {
      await store.keepThumbnail({ mediaId, mediaType: "image/jpeg", bytes: new Uint8Array([1]), fetchedAt });
    }
    const bytes = new Uint8Array([2]);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const seal = (reportId: string) =>
      store.sealed.keep({
        reportId,
        cut: "",
        period: WEEK,
        model: [JSON.stringify({ pictures: { a: sha256 } })],
        pictures: [bytes],
      });
    await seal("old");
    const count = async (): Promise<readonly number[]> => [
      (await exportAll(store, "account_days")).length,
      (await exportAll(store, "account_totals")).length,
      (await exportAll(store, "media")).length,
      (await exportAll(store, "media_insights")).length,
      (await exportAll(store, "comments")).length,
      (await store.thumbnailIds(["1", "2"])).size,
      (await store.sealed.list(9)).length,
    ];
    const before = new Date("2026-10-01T00:00:00Z");
    expect(await count()).toEqual([2, 2, 2, 2, 2, 2, 1]);
    await store.dropOldData("comments", before);
    expect(await count()).toEqual([2, 2, 2, 2, 1, 2, 1]);
    await store.dropOldData("pictures", before);
    expect(await count()).toEqual([2, 2, 2, 2, 1, 1, 1]);
    await store.dropOldData("readings", before);
    expect(await count()).toEqual([1, 1, 1, 1, 1, 1, 1]);
    clock.advance(DAY_MS);
    await seal("new");
    await store.dropOldData("reports", clock.now());
    expect(await count()).toEqual([1, 1, 1, 1, 1, 1, 1]);
    // The newer report shows the same picture.
    expect(await store.sealed.picture(sha256)).toEqual(bytes);
    clock.advance(DAY_MS);
    await store.dropOldData("reports", clock.now());
    expect(await store.sealed.picture(sha256)).toBeUndefined();
    const signIn = (person: string) => store.deskLog.begin({ person, action: "sign-in", about: null });
    const listPeople = async () => (await store.deskLog.list(9)).map(({ person }) => person);
    await signIn("ada");
    clock.advance(DAY_MS);
    await signIn("mia");
    await store.dropOldData("mails", clock.now());
    expect(await listPeople()).toEqual(["mia", "ada"]);
    await store.dropOldData("desk", new Date(clock.now().getTime() - DAY_MS / 2));
    expect(await listPeople()).toEqual(["mia"]);
  });
});
