// Forgetting accounts and clients: all that is held of them, in one list that names each table, so that one that is added
// without a word here is noticed by a test. What remains are lines of logs that say that something was done, and not what.

import { type RawBuilder, sql } from "kysely";
import type { Database, WriteTransaction } from "./database.ts";
import { dropIdleLetters } from "./letters.ts";
import { type FoundSeals, findSealsWhere, removeSeals } from "./seals.ts";
import { type Kind, listColumns, type TableName } from "./tables/index.ts";

/** Who is to be forgotten. */
export interface Forgotten {
  readonly accounts: readonly { readonly accountId: string; readonly username: string; readonly pageId: string }[];
  /** Names of clients. */
  readonly clients: readonly string[];
}

/** Rows by kind of data. */
export interface ForgottenRows {
  readonly removed: Readonly<Record<string, number>>;
  /** Lines of logs that stay, without content. */
  readonly remaining: Readonly<Record<string, number>>;
}

export interface Eraser {
  /** What there is to remove, and what would stay; changes nothing. */
  count(of: Forgotten): Promise<ForgottenRows>;
  /** Removes it in one transaction. */
  erase(of: Forgotten): Promise<ForgottenRows>;
}

/** What becomes of each table's rows; "log" rows stay, as lines without content. */
export const ERASED: Readonly<Record<TableName, "account" | "owner" | "mention" | "log" | "own">> = {
  accounts: "account",
  account_profiles: "account",
  account_reads: "account",
  account_days: "account",
  account_totals: "account",
  account_day_readings: "account",
  account_total_readings: "account",
  restatements: "account",
  media_insights: "account",
  audience: "account",
  comments: "account",
  comment_walks: "account",
  comment_threads: "account",
  comment_presence: "account",
  gaps: "account",
  call_pauses: "account",
  // Each by a question of its own, before what it is found by is gone.
  missing_accounts: "own",
  thumbnails: "own",
  comment_archive: "own",
  sealed_reports: "own",
  sealed_pictures: "own",
  letters: "own",
  letter_files: "own",
  share_links: "own",
  media: "account",
  comment_actions: "account",
  report_notes: "owner",
  saved_replies: "owner",
  schedule_slots: "own",
  lessons: "mention",
  name_matches: "mention",
  troubles: "mention",
  run_progress: "mention",
  deliveries: "log",
  runs: "log",
  run_connections: "log",
  calls: "log",
  desk_log: "log",
  boot_times: "log",
  leases: "log",
};

/** A message of a log may quote what it was about: it goes, the line stays. */
const SCRUBBED = [
  ["runs", "message"],
  ["deliveries", "message"],
  ["schedule_slots", "message"],
  ["run_connections", "failure"],
  ["desk_log", "about"],
  ["desk_log", "message"],
] as const;

export function createEraser({ queries, write, schemaName }: Database): Eraser {
  return {
    count: (of) => countRows(queries as unknown as WriteTransaction, of),
    async erase(of) {
      // SQLite alone would leave the bytes of what was deleted in its pages.
      const isSqlite = schemaName === undefined;
      const rows = await write(async (trx) => {
        if (isSqlite) await sql`pragma secure_delete = on`.execute(trx);
        const before = await countRows(trx, of);
        await eraseRows(trx, of);
        return before;
      });
      if (isSqlite) await sql`pragma wal_checkpoint(truncate)`.execute(queries);
      return rows;
    },
  };
}

async function countRows(trx: WriteTransaction, of: Forgotten): Promise<ForgottenRows> {
  const removed: Record<string, number> = {};
  for (const [table, where] of listRemovals(of)) removed[table] = await count(trx, table, where);
  const seals = await findSeals(trx, of);
  removed.sealed_reports = seals.reportIds.length;
  removed.sealed_pictures = seals.orphans.length;
  const mails = sealedMails(of, seals.reportIds);
  const letters = sql<boolean>`letter_id in (select letter_id from deliveries where ${mails})`;
  removed.letters = await count(trx, "letters", letters);
  return {
    removed,
    remaining: {
      deliveries: await count(trx, "deliveries", mails),
      calls: await count(trx, "calls", mentions("calls", ["path"], of)),
      runs: await count(trx, "runs", mentions("runs", ["scope", "message"], of)),
    },
  };
}

async function eraseRows(trx: WriteTransaction, of: Forgotten): Promise<void> {
  const seals = await findSeals(trx, of);
  await removeSeals(trx, seals);
  // Whoever waited for one of these waits no more: there is nothing to send.
  await sql`
    update deliveries set state = 'failed', message = ${"What it held was forgotten."}, code = null, next_at = null, holder = ''
    where ${sealedMails(of, seals.reportIds)} and state in ('queued', 'sending', 'held', 'unknown')
  `.execute(trx);
  await dropIdleLetters(trx);
  for (const [table, where] of listRemovals(of)) await remove(trx, table, where);
  for (const [table, column] of SCRUBBED) {
    const where = mentions(table, [column], of);
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${where}`.execute(trx);
  }
}

/** In an order in which nothing is needed that is gone. */
function listRemovals(of: Forgotten): readonly (readonly [TableName, RawBuilder<boolean>])[] {
  const ids = of.accounts.map(({ accountId }) => accountId);
  const ofAccounts = isIn("account_id", ids);
  const pages = of.accounts.map(({ pageId }) => pageId).filter((pageId) => pageId !== "");
  return [
    ["thumbnails", sql<boolean>`media_id in (select media_id from media where ${ofAccounts})`],
    ["comment_archive", sql<boolean>`action_id in (select action_id from comment_actions where ${ofAccounts})`],
    ["missing_accounts", isIn("page_id", pages)],
    ...tablesOf("account").map((table) => [table, ofAccounts] as const),
    ...tablesOf("owner").map((table) => [table, isIn("client", of.clients)] as const),
    [
      "schedule_slots",
      anyOf(of.clients.map((client) => sql<boolean>`job like ${`${escapeLike(client)}/%`} escape '\\'`)),
    ],
    ...tablesOf("mention").map((table) => [table, mentions(table, textColumns(table), of)] as const),
  ];
}

function tablesOf(kind: (typeof ERASED)[TableName]): readonly TableName[] {
  return (Object.keys(ERASED) as TableName[]).filter((table) => ERASED[table] === kind);
}

const TEXTS: readonly Kind[] = ["text", "blank", "list", "note"];

function textColumns(table: TableName): readonly string[] {
  return listColumns(table).flatMap(({ name, kind }) => (TEXTS.includes(kind) ? [name] : []));
}

/** Rows in which an account's id, its @name, or a client as the configuration's names have it, stands. */
function mentions(table: TableName, columns: readonly string[], { accounts, clients }: Forgotten): RawBuilder<boolean> {
  const needles = [
    ...accounts.flatMap(({ accountId, username }) => [accountId, ...(username === "" ? [] : [`@${username}`])]),
    ...(table === "name_matches" ? clients.map((client) => `clients[${client}]`) : []),
  ];
  return anyOf(
    columns.flatMap((column) =>
      needles.map((needle) => sql<boolean>`${sql.ref(column)} like ${`%${escapeLike(needle)}%`} escape '\\'`),
    ),
  );
}

/** Mails of these reports, and all of a client. */
function sealedMails({ clients }: Pick<Forgotten, "clients">, reportIds: readonly string[]): RawBuilder<boolean> {
  return anyOf([isIn("client", clients), isIn("report_id", reportIds)]);
}

/** Reports that tell of one of them, and pictures that no other report shows. */
function findSeals(trx: WriteTransaction, { accounts, clients }: Forgotten): Promise<FoundSeals> {
  return findSealsWhere(
    trx,
    ({ client }, text) => clients.includes(client) || accounts.some(({ accountId }) => text.includes(accountId)),
  );
}

async function count(trx: WriteTransaction, table: TableName, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ rows: number | string }>`
    select count(*) as rows from ${sql.table(table)} where ${where}
  `.execute(trx);
  return Number(rows[0]?.rows ?? 0);
}

async function remove(trx: WriteTransaction, table: TableName, where: RawBuilder<boolean>): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${where}`.execute(trx);
}

function isIn(column: string, values: readonly string[]): RawBuilder<boolean> {
  return values.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join([...values])})`;
}

function anyOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql`1 = 0` : sql`(${sql.join([...conditions], sql` or `)})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
