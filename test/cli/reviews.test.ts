// Reminders and deadlines of what waits for somebody's word: once each, on both engines, whatever fails in between.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tendReviews } from "../../src/cli/run/reviews.ts";
import { loadSettings, type Settings } from "../../src/config/index.ts";
import { REVIEW } from "../../src/report/index.ts";
import type { Clock } from "../../src/shared/index.ts";
import type { NewDelivery, NewLetter, Store } from "../../src/store/index.ts";
import { engines } from "../store/engines.ts";
import { createTestStores, FakeClock } from "../store/test-store.ts";

const LETTER: NewLetter = { subject: "s", html: "h", plain: "p", light: { html: "h", plain: "p" }, files: [] };
const HOUR_MS = 3_600_000;

let folder = "";
let settings: Settings;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gazette-reviews-"));
  mkdirSync(join(folder, "config"));
  const client = (name: string, end: string) =>
    `  - { name: ${name}, accounts: [a], review: { by: lead@x.test, remindAfterHours: 2, deadlineHours: 8, whenUnreviewed: ${end} } }`;
  writeFileSync(
    join(folder, "config/gazette.yaml"),
    [
      "delivery: { from: r@x.test, smtp: 'smtp://x.test' }",
      "clients:",
      client("Keeps", "keep"),
      client("Sends", "send"),
    ].join("\n"),
  );
  settings = loadSettings({ cwd: folder, env: { GAZETTE_TOKEN: "t" } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const held = (client: string, changes: Partial<NewDelivery> = {}): NewDelivery => ({
  kind: "report",
  edition: `edition of ${client}`,
  cut: "",
  period: { from: "2026-11-16", to: "2026-11-22" },
  reportId: `report of ${client}`,
  client,
  reportKey: "week",
  recipients: ["one@x.test", "two@x.test"],
  state: "held",
  code: REVIEW,
  toMessageId: (recipient, round) => `<${client}.${recipient}.${round}@x.test>`,
  ...changes,
});

const listNotices = async ({ outbox }: Store): Promise<readonly string[]> =>
  (await outbox.list())
    .filter(({ kind }) => kind === "notice")
    .map(({ edition, client, recipient }) => `${client} ${/^notice\|([\w-]+)/.exec(edition)?.[1]} ${recipient}`)
    .toSorted();

describe.each(engines)("what waits for a reviewer on $name", ({ createPlace }) => {
  const { open } = createTestStores(createPlace);

  it("is reminded of once, and ends at its deadline as the client wants it", async () => {
    const clock = new FakeClock();
    const store = await open({ clock });
    for (const client of ["Keeps", "Sends"]) await store.outbox.queue(held(client), LETTER);
    const tend = async (hours: number): Promise<readonly string[]> => {
      clock.advance(hours * HOUR_MS);
      const released = await tendReviews(settings, store);
      return released.map(({ client, recipient, message }) => `${client} ${recipient} ${message}`).toSorted();
    };
    expect([await tend(1), await listNotices(store)]).toEqual([[], []]);
    const reminded = ["Keeps review-reminder lead@x.test", "Sends review-reminder lead@x.test"];
    for (const hours of [1, 0, 5]) expect([await tend(hours), await listNotices(store)]).toEqual([[], reminded]);
    expect(await tend(1)).toEqual([
      "Sends one@x.test Released at the deadline: lead@x.test said nothing in 8 hours.",
      "Sends two@x.test Released at the deadline: lead@x.test said nothing in 8 hours.",
    ]);
    const over = ["Keeps review-kept lead@x.test", ...reminded];
    for (const hours of [0, 9]) expect([await tend(hours), await listNotices(store)]).toEqual([[], over]);
    const states = (await store.outbox.list())
      .filter(({ kind }) => kind === "report")
      .map(({ client, state }) => `${client} ${state}`);
    expect(states.toSorted()).toEqual(["Keeps held", "Keeps held", "Sends queued", "Sends queued"]);
  });

  it("waits by the store's time, whatever a machine takes for now", async () => {
    const truth = new FakeClock();
    const ahead: Clock = {
      now: () => new Date(truth.now().getTime() + 30 * HOUR_MS),
      sleep: (delayMs) => truth.sleep(delayMs),
    };
    const store = await open({ clock: ahead, serverClock: truth });
    await store.outbox.queue(held("Sends"), LETTER);
    truth.advance(HOUR_MS);
    expect(await tendReviews(settings, store)).toEqual([]);
    expect(await listNotices(store)).toEqual([]);
  });

  it("is told of no second time when a step fails behind the first", async () => {
    const clock = new FakeClock();
    const store = await open({ clock });
    await store.outbox.queue(held("Keeps"), LETTER);
    clock.advance(9 * HOUR_MS);
    const broken: Store = {
      ...store,
      outbox: { ...store.outbox, remark: () => Promise.reject(new Error("killed")) },
    };
    for (const _try of [1, 2]) await expect(tendReviews(settings, broken)).rejects.toThrow("killed");
    await tendReviews(settings, store);
    expect(await listNotices(store)).toEqual(["Keeps review-kept lead@x.test"]);
  });

  it("is nobody's to remind of once it was released, rejected, or its client is gone", async () => {
    const clock = new FakeClock();
    const store = await open({ clock });
    for (const client of ["Keeps", "Sends", "Gone"]) await store.outbox.queue(held(client), LETTER);
    const rows = await store.outbox.list();
    const ids = (client: string) => rows.filter((row) => row.client === client).map(({ deliveryId }) => deliveryId);
    await store.outbox.release(ids("Keeps"));
    expect((await store.outbox.reject(ids("Sends"), "Rejected: no.")).map(({ state }) => state)).toEqual([
      "rejected",
      "rejected",
    ]);
    clock.advance(20 * HOUR_MS);
    expect(await tendReviews(settings, store)).toEqual([]);
    expect(await listNotices(store)).toEqual([]);
    // What was rejected is not sent by a later release, nor made anew by what is held or failed.
    expect(await store.outbox.release(ids("Sends"))).toEqual([]);
    const again = await store.outbox.queue(held("Sends", { replaces: ["held", "failed"], state: "queued" }), LETTER);
    expect(again.map(({ state }) => state)).toEqual(["rejected", "rejected"]);
  });
});
