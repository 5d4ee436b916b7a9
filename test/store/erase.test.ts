// Forgetting: nothing of an account or a client is left in any table but lines of logs, and nothing of others is touched.
import { existsSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { NewDelivery, NewLetter, Store } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { TABLES } from "../../src/store/tables/index.ts";
import { engines } from "./engines.ts";
import {
  account,
  audiencePoint,
  batch,
  comment,
  day,
  gap,
  media,
  mediaPoint,
  openWeek,
  TAKEN_AT,
  total,
  WEEK,
} from "./records.ts";
import { createTestStores } from "./test-store.ts";

const GONE = { id: "17841499000000001", name: "zzgone" };
const STAYS = { id: "17841499000000002", name: "zzstays" };

const toReport = (who: { readonly id: string; readonly name: string }, client = "", reportKey = "") => ({
  reportId: `2026-11-16_2026-11-22_${who.name}${client.length}`,
  cut: "",
  client,
  reportKey,
  period: WEEK,
  model: [JSON.stringify({ section: `account-${who.id}`, name: who.name, pictures: { "1": "0".repeat(64) } })],
});

const toLetter = (name: string): NewLetter => {
  const body = { html: `<p>${name}</p>`, plain: name };
  return {
    subject: name,
    ...body,
    light: body,
    files: [{ name: "a.html", mediaType: "text/html", bytes: Buffer.from(name) }],
  };
};

const toDelivery = (report: ReturnType<typeof toReport>, changes: Partial<NewDelivery> = {}): NewDelivery => ({
  kind: "report",
  edition: `edition ${report.reportId}`,
  cut: "",
  period: WEEK,
  reportId: report.reportId,
  client: report.client,
  reportKey: report.reportKey,
  recipients: ["a@x.test"],
  state: "queued",
  toMessageId: () => "<1@x.test>",
  ...changes,
});

/** Everything of one account: figures, posts, comments, a picture, what was learnt, told and done. */
async function fill(store: Store, { id, name }: typeof GONE): Promise<void> {
  const mediaId = `${id}7`;
  await store.keepDiscovery(
    [account({ accountId: id, username: name, name, pageName: name, pageId: `${id}0` })],
    [
      {
        connection: "agency",
        pageId: `${id}0`,
        pageName: name,
        reason: "no-longer-listed",
        message: `${name} is gone`,
        seenAt: TAKEN_AT,
      },
    ],
  );
  const run = await openWeek(store, name);
  await run.keep(
    batch({
      days: [day({ accountId: id })],
      totals: [total({ accountId: id })],
      media: [media({ accountId: id, mediaId, caption: `${name} caption` })],
      mediaInsights: [mediaPoint({ accountId: id, mediaId })],
      audience: [audiencePoint({ accountId: id })],
      comments: [comment({ accountId: id, mediaId, commentId: `${id}9`, text: `${name}!`, username: `${name}_fan` })],
      gaps: [gap({ accountId: id, subject: `${id}/x`, message: `${name} says` })],
    }),
    { callKey: `${id}/all`, done: false, resume: { username: name } },
    [],
  );
  const thread = comment({ accountId: id, mediaId, commentId: `${id}9`, text: `${name}!` });
  await store.inbox.assign({ thread, connection: "agency", by: "jana", at: TAKEN_AT }, "tom");
  await store.inbox.enter({ commentId: `${id}9`, accountId: id, person: "jana", doing: "looking", forMs: 9e9 });
  await run.close({ state: "partial", accounts: 1, message: `@${name} was refused.`, now: new Date(TAKEN_AT) });
  await store.keepThumbnail({ mediaId, mediaType: "image/jpeg", bytes: Buffer.from(name), fetchedAt: TAKEN_AT });
  await store.learn({ connection: "agency", topic: `refused:${id}`, finding: "x", message: name, learntAt: TAKEN_AT });
  const known = await store.names.read();
  await store.names.keep([...known, { key: "accounts.groups.G", name, accountIds: [id] }]);
  const report = toReport({ id, name });
  await store.sealed.keep({ ...report, pictures: [Buffer.from(`${name} picture`)] });
  await store.outbox.queue(toDelivery(report), toLetter(name));
}

/** Every table's rows as text, by table. */
async function dump(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { database } = await openDatabase(url);
  try {
    const tables = new Map<string, readonly string[]>();
    for (const table of Object.keys(TABLES)) {
      const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(database.queries);
      tables.set(
        table,
        rows.map((row) => JSON.stringify(row, (_, value) => (Buffer.isBuffer(value) ? value.toString() : value))),
      );
    }
    return tables;
  } finally {
    await database.close();
  }
}

function listMentions(tables: ReadonlyMap<string, readonly string[]>, needles: readonly string[]): readonly string[] {
  return [...tables].flatMap(([table, rows]) =>
    rows.some((row) => needles.some((one) => row.includes(one))) ? [table] : [],
  );
}

describe.each(engines)("forgetting on $name", ({ createPlace, name: engine }) => {
  const { open, newPlace } = createTestStores(createPlace);

  it("takes everything of an account, leaves lines of logs, and touches nothing of another", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    await fill(store, GONE);
    await fill(store, STAYS);
    const of = { accounts: [{ accountId: GONE.id, username: GONE.name, pageId: `${GONE.id}0` }], clients: [] };
    const before = await dump(url);
    const counted = await store.eraser.count(of);
    expect(await dump(url)).toEqual(before);
    expect(await store.eraser.erase(of)).toEqual(counted);
    expect(counted.removed).toMatchObject({
      accounts: 1,
      account_days: 1,
      comments: 1,
      comment_threads: 1,
      comment_presence: 1,
      comment_actions: 1,
      thumbnails: 1,
      sealed_reports: 1,
      letters: 1,
    });
    expect(counted.remaining).toMatchObject({ deliveries: 1, runs: 1 });
    const after = await dump(url);
    // The run's scope and the mail's line say that there was one: by the names this test gave them.
    expect(listMentions(after, [GONE.id, GONE.name]).toSorted()).toEqual(["deliveries", "runs"]);
    const rows = (tables: ReadonlyMap<string, readonly string[]>) =>
      [...tables].map(([table, all]) => [
        table,
        all.filter((row) => row.includes(STAYS.id) || row.includes(STAYS.name)),
      ]);
    expect(rows(after)).toEqual(rows(before));
    expect((await store.outbox.list()).map(({ state }) => state).toSorted()).toEqual(["failed", "queued"]);
    expect((await store.eraser.erase(of)).removed).toMatchObject({ accounts: 0, sealed_reports: 0, letters: 0 });
  });

  it("takes a client's reports, mails, notes and slots, and the pictures only they show", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    await fill(store, STAYS);
    const report = toReport(STAYS, "Zz & Co", "week");
    await store.sealed.keep({ ...report, pictures: [Buffer.from("zz picture")] });
    await store.outbox.queue(toDelivery(report, { state: "held" }), toLetter("Zz & Co"));
    await store.notes.keep({ client: "Zz & Co", reportKey: "week" }, WEEK, "Zz & Co closed a shop");
    const slot = { slotAt: TAKEN_AT, period: WEEK, state: "due" } as const;
    await store.slots.note([
      { ...slot, job: "Zz & Co/week" },
      { ...slot, job: "Zz & Cooper/week" },
    ]);
    const { removed } = await store.eraser.erase({ accounts: [], clients: ["Zz & Co"] });
    expect(removed).toMatchObject({ sealed_reports: 1, letters: 1, report_notes: 1, schedule_slots: 1, accounts: 0 });
    const after = await dump(url);
    expect(listMentions(after, ['"Zz & Co"', "Zz & Co/", "Zz & Co closed"])).toEqual(["deliveries"]);
    expect((await store.slots.open()).map(({ job }) => job)).toEqual(["Zz & Cooper/week"]);
    expect(await store.sealed.find(toReport(STAYS).reportId)).toBeDefined();
  });

  it.runIf(engine === "SQLite")("leaves no byte of it in the file", async () => {
    const { url } = await newPlace();
    const store = await open({ url });
    await fill(store, GONE);
    const path = url.replace(/^sqlite:/, "");
    const read = () =>
      [path, `${path}-wal`].filter(existsSync).map((file) => readFileSync(file).includes(`${GONE.name} caption`));
    expect(read()).toContain(true);
    await store.eraser.erase({ accounts: [{ accountId: GONE.id, username: GONE.name, pageId: "" }], clients: [] });
    expect(read()).not.toContain(true);
  });
});
