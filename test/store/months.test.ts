// On PostgreSQL what grows by the day lies apart by month: made ahead, dropped whole, and brought to it from before.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openStore, type Store } from "../../src/store/index.ts";
import { MONTHLY_TABLES } from "../../src/store/months.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createDatabasePlace, postgresAbsent } from "./engines.ts";
import { LAST_WEEK, makeData, toAccountId } from "./made-data.ts";
import { batch, day, exportAll, openWeek, total } from "./records.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const DAY_MS = 86_400_000;
const NEVER = new AbortController().signal;

async function query<Row>(url: string, text: string): Promise<readonly Row[]> {
  const { database } = await openDatabase(url);
  try {
    return (await sql.raw<Row>(text).execute(database.queries)).rows;
  } finally {
    await database.close();
  }
}

/** Parts of a table and their rows, without the empty ones where told. */
async function listParts(url: string, table: string, isFilled = false): Promise<Readonly<Record<string, number>>> {
  const rows = await query<{ part: string; rows: number }>(
    url,
    `select relname as part, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || relname, false, true, '')))[1]::text::int as rows
     from pg_inherits join pg_class on oid = inhrelid where inhparent = '${table}'::regclass order by relname`,
  );
  return Object.fromEntries(
    rows.flatMap(({ part, rows: count }) => (isFilled && count === 0 ? [] : [[part.slice(table.length + 1), count]])),
  );
}

describe.skipIf(postgresAbsent !== undefined)(`tables by month (${postgresAbsent ?? "PostgreSQL"})`, () => {
  const stores = createTestStores(() => createDatabasePlace("template1"));

  const keepDays = async (store: Store, days: readonly string[]): Promise<void> => {
    const run = await openWeek(store, `scope ${days.join()}`);
    const records = {
      days: days.map((label) => day({ day: label })),
      totals: days.map((to) => total({ fromDay: to, toDay: to })),
    };
    await run.keep(batch(records), { callKey: "x", done: true }, []);
    await run.close({ state: "complete", accounts: 1, now: new Date() });
  };

  it("are made for the last three months and the next two, and further ahead as time goes on", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const store = await stores.open({ url, clock });
    const first = ["2026_08", "2026_09", "2026_10", "2026_11", "2026_12", "2027_01"];
    for (const { table } of MONTHLY_TABLES)
      expect(Object.keys(await listParts(url, table))).toEqual([...first, "other"]);
    clock.advance(70 * DAY_MS);
    // A process that stays up makes them when a collection begins, another when it opens the store.
    await openWeek(store, "later");
    expect(Object.keys(await listParts(url, "calls"))).toEqual([...first, "2027_02", "2027_03", "2027_04", "other"]);
    clock.advance(30 * DAY_MS);
    await stores.open({ url, clock });
    expect(Object.keys(await listParts(url, "account_days")).slice(-2)).toEqual(["2027_05", "other"]);
    // A clock that is years off and comes back leaves no gap, and no months in between.
    clock.advance(10 * 365 * DAY_MS);
    await stores.open({ url, clock });
    clock.advance(-10 * 365 * DAY_MS + 31 * DAY_MS);
    await stores.open({ url, clock });
    const months = Object.keys(await listParts(url, "account_days")).slice(-5);
    expect(months).toEqual(["2027_06", "2037_02", "2037_03", "2037_04", "other"]);
  });

  it("take what belongs to no month yet, and give it to the month once there is one", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const store = await stores.open({ url, clock });
    const days = ["2024-02-29", "2026-11-30", "2026-12-01", "2027-03-01", "2027-04-02"];
    await keepDays(store, days);
    expect(await listParts(url, "account_days", true)).toEqual({ "2026_11": 1, "2026_12": 1, other: 3 });
    clock.advance(50 * DAY_MS);
    await Promise.all([stores.open({ url, clock }), stores.open({ url, clock })]);
    for (const table of ["account_days", "account_day_readings", "account_totals", "account_total_readings"])
      expect(await listParts(url, table, true)).toEqual({ "2026_11": 1, "2026_12": 1, "2027_03": 1, other: 2 });
    expect((await exportAll(store, "account_days")).map((row) => row.day)).toEqual(days);
    expect(await store.read.days("17841400000000001", { from: "2026-11-30", to: "2027-03-01" })).toHaveLength(3);
    expect(await store.read.totals("17841400000000001", { from: "2026-11-30", to: "2027-03-01" })).toHaveLength(3);
  });

  it("drop whole months that are no longer kept, and of a month the days that are not", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock("2026-11-23T08:00:00Z");
    const store = await stores.open({ url, clock });
    await keepDays(store, [
      "2020-01-01",
      "2026-08-31",
      "2026-09-30",
      "2026-10-01",
      "2026-10-15",
      "2026-10-16",
      "2026-11-01",
    ]);
    await store.dropOldData("readings", new Date("2026-10-15T12:00:00Z"));
    for (const table of ["account_days", "account_day_readings", "account_totals", "account_total_readings"]) {
      const parts = await listParts(url, table);
      expect(Object.keys(parts)).toEqual(["2026_10", "2026_11", "2026_12", "2027_01", "other"]);
      expect(parts).toMatchObject({ "2026_10": 1, "2026_11": 1, other: 0 });
    }
    // What is read back for days whose month is gone is kept all the same.
    await keepDays(store, ["2026-09-30"]);
    expect(await listParts(url, "account_days", true)).toEqual({ "2026_10": 1, "2026_11": 1, other: 1 });
    await stores.open({ url, clock });
    expect(Object.keys(await listParts(url, "account_days"))).not.toContain("2026_09");
  });

  it("drop months of the call log, but none with a call that counts", async () => {
    const { url } = await stores.newPlace();
    const clock = new FakeClock("2026-08-31T23:50:00Z");
    const store = await stores.open({ url, clock });
    const reserve = () =>
      store.ledger.reserve({ connection: "agency", pool: "calls", cost: 1, perHour: 5, path: "me" });
    await reserve();
    clock.advance(20 * 60_000);
    await reserve();
    await store.dropOldLogs(new Date("2026-09-01T00:00:00Z"), NEVER);
    expect(await listParts(url, "calls", true)).toEqual({ "2026_08": 1, "2026_09": 1 });
    expect(await store.ledger.callsLeft("agency", "calls", 5)).toEqual({ left: 3 });
    clock.advance(45 * 60_000);
    await store.dropOldLogs(new Date("2026-09-01T00:00:00Z"), NEVER);
    expect(Object.keys(await listParts(url, "calls"))).not.toContain("2026_08");
    expect(await store.ledger.callsLeft("agency", "calls", 5)).toEqual({ left: 4 });
    await store.dropOldLogs(new Date("2026-10-01T00:00:00Z"), AbortSignal.abort());
    expect(await listParts(url, "calls", true)).toEqual({ "2026_09": 1 });
  });

  it("are what a database becomes whose tables were whole, with every row", async () => {
    const { url } = await stores.newPlace();
    await (await openStore({ url })).close();
    const listIndexes = () =>
      query<{ def: string }>(
        url,
        `select indexdef as def from pg_indexes where tablename in (${MONTHLY_TABLES.map(({ table }) => `'${table}'`).join()}) order by indexname`,
      );
    const fresh = await listIndexes();
    for (const { table } of MONTHLY_TABLES) {
      await query(url, `create table plain (like ${table})`);
      await query(url, `drop table ${table}`);
      await query(url, `alter table plain rename to ${table}`);
    }
    for (const { def } of fresh) {
      const [, name, table, columns = ""] = /INDEX (\w+) ON ONLY \w+\.(\w+) USING btree \((.*)\)/.exec(def) ?? [];
      const key = columns.replace("call_id, reserved_at", "call_id");
      await query(
        url,
        name?.endsWith("_key")
          ? `alter table ${table} add constraint ${name} primary key (${key})`
          : `create index ${name} on ${table} (${columns})`,
      );
    }
    await query(url, "delete from kysely_migration where name = '0019-months'");
    const { database } = await openDatabase(url);
    await makeData(database, { accounts: 3, weeks: 20 });
    await database.close();
    await query(
      url,
      `insert into account_days values ('x', 'never', 'reach', 1, ''), ('x', '1970-01-01', 'reach', 1, '')`,
    );
    const dump = async () =>
      Object.fromEntries(
        await Promise.all(
          MONTHLY_TABLES.map(async ({ table }) => [
            table,
            (await query(url, `select * from ${table}`)).map((row) => JSON.stringify(row)).toSorted(),
          ]),
        ),
      );
    const before = await dump();

    const store = await stores.open({ url, clock: new FakeClock("2026-11-23T08:00:00Z") });
    expect(await dump()).toEqual(before);
    expect(await listIndexes()).toEqual(fresh);
    const parts = await listParts(url, "account_days");
    expect(Object.keys(parts)).toEqual([
      "2026_07",
      "2026_08",
      "2026_09",
      "2026_10",
      "2026_11",
      "2026_12",
      "2027_01",
      "other",
    ]);
    expect(parts).toMatchObject({ "2026_10": 31 * 2 * 3, other: 2 });
    expect(await store.read.days(toAccountId(1), LAST_WEEK)).toHaveLength(14);
    expect(await query(url, "select relname from pg_class where relname like '%_whole%'")).toEqual([]);
  });
});
