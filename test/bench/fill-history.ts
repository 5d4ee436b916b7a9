// A store as years of weekly collections leave it: one account's rows are made here, and the engine copies them to the
// others with other ids and figures, so that gigabytes are written in minutes.
import { DatabaseSync } from "node:sqlite";
import type { DaySpan } from "../../src/dataset/index.ts";
import { openStore } from "../../src/store/index.ts";
import { toHistoryRows } from "./history-rows.ts";

/** The period reports are about: the last week of every history. */
export const HISTORY_WEEK: DaySpan = { from: "2026-11-16", to: "2026-11-22" };
export const HISTORY_NOW = new Date("2026-11-23T08:00:00Z");

const FIRST_ID = 17_841_400_000_000_001n;
const ACCOUNTS_A_COMMIT = 50;
const SCALES = 17;

function toHistoryAccountId(at: number): string {
  return String(FIRST_ID + BigInt(at));
}

/** How ids are made of an account's id `:id`, and figures of its scale `:scale`; other columns are every account's. */
const COPIES: Readonly<Record<string, string>> = {
  account_id: ":id",
  media_id: "case media_id when '' then '' else :id || media_id end",
  comment_id: ":id || comment_id",
  call_id: ":id || call_id",
  subject: ":id || subject",
  username: "case username when '' then 'user_' || :id else username end",
  name: "'Bakery & Café Nº ' || substr(:id, -4)",
  page_id: "'1' || :id",
  page_name: "'Bakery ' || substr(:id, -4)",
  permalink: "permalink || :id",
  value: "value * :scale",
  old_value: "old_value * :scale",
  new_value: "new_value * :scale",
  followers_count: "followers_count * :scale",
};

/** Creates the SQLite file and fills it with `weeks` weeks of `accounts` accounts; answers the number of rows. */
export async function fillHistory(path: string, accounts: number, weeks: number): Promise<number> {
  await using store = await openStore({ url: `sqlite:${path}` });
  await store.close();
  const database = new DatabaseSync(path);
  database.exec("pragma synchronous = off; pragma journal_mode = off; pragma cache_size = -262144");
  database.exec("pragma temp_store = memory");
  let rows = 0;
  const copies: ReturnType<DatabaseSync["prepare"]>[] = [];
  for (const [table, columns] of Object.entries(toHistoryRows(HISTORY_WEEK, weeks))) {
    const [first = {}] = columns;
    const names = Object.keys(first);
    const once = table === "runs" ? "main" : "temp";
    const target = once === "main" ? table : `one_${table}`;
    if (once === "temp") database.exec(`create temp table ${target} (${names.join()})`);
    const insert = database.prepare(`insert into ${once}.${target} values (${names.map(() => "?").join()})`);
    for (const row of columns) insert.run(...names.map((name) => row[name] ?? null));
    if (once === "main") continue;
    const values = names.map((name) => COPIES[name] ?? name).join();
    copies.push(database.prepare(`insert into main.${table} (${names.join()}) select ${values} from temp.${target}`));
  }
  for (let at = 0; at < accounts; at += 1) {
    if (at % ACCOUNTS_A_COMMIT === 0) database.exec(at === 0 ? "begin" : "commit; begin");
    const named = { id: toHistoryAccountId(at), scale: 1 + (at % SCALES) };
    for (const copy of copies) {
      copy.setAllowUnknownNamedParameters(true);
      rows += Number(copy.run(named).changes);
    }
  }
  database.exec("commit; pragma journal_mode = wal");
  database.close();
  return rows;
}
