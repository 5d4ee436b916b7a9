// A SQLite store carried over to PostgreSQL: whole, compared, all or nothing.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { moveStore, openStore } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { listColumns, TABLES, type TableName } from "../../src/store/tables/index.ts";
import { createDatabasePlace, engines, postgresAbsent } from "./engines.ts";
import { runOnServer } from "./postgres-door.ts";
import { startProcess } from "./start-process.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const [{ createPlace: createFilePlace }] = engines as [(typeof engines)[number]];
const ALL = Object.keys(TABLES) as TableName[];
/** What either engine may order, spell or round in a way of its own. */
const TEXTS = ["", "Ä🥐", "a'b\\\"\n", "Z", "a", "ä", "\u{10FFFF}", "x{}[],null"];
const NUMBERS = [0.1 + 0.2, 1e300, -5e-324, 123_456_789.125, 1, 0];

function toValue(table: TableName, column: string, kind: string, at: number): string | number | Uint8Array | null {
  if (kind === "blob") return new Uint8Array([at, 0, 255, 92, 120]);
  if (kind === "real") return NUMBERS[at % NUMBERS.length] ?? 0;
  if (kind === "flag") return at % 2;
  if (kind === "integer") return at * 2 ** 40;
  if (kind === "moment" || kind === "mark")
    return `2026-11-${String(1 + (at % 28)).padStart(2, "0")}T08:00:00.00${at % 10}Z`;
  // Of the day a partition goes by, and of what is unique by itself.
  if (/(^|_)day$/.test(column)) return `2026-${String(1 + (at % 12)).padStart(2, "0")}-15`;
  if (kind === "list") return JSON.stringify([String(at)]);
  if (column === "holder") return "";
  return `${TEXTS[at % TEXTS.length]}${table} ${column} ${at}`;
}

/** Rows of every table, however many there are of them, straight from its description. */
async function fillAll(url: string, rows: number): Promise<void> {
  const { database } = await openDatabase(url);
  try {
    await database.write(async (trx) => {
      for (const table of ALL) {
        for (let at = 0; at < rows; at += 1) {
          const columns = listColumns(table);
          const values = columns.map(({ name, kind, isNullable }) =>
            isNullable && at % 3 === 0 ? null : toValue(table, name, kind, at),
          );
          await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
            values (${sql.join(values)})`.execute(trx);
        }
      }
    });
  } finally {
    await database.close();
  }
}

/** Every row of every table, in an order that no engine decides; what the ledger's own time tells is left out. */
async function dump(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { database } = await openDatabase(url);
  try {
    const tables: Record<string, readonly string[]> = {};
    for (const table of ALL) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database.queries);
      tables[table] = rows
        .map((row) => JSON.stringify(Object.entries(row).toSorted(byName).map(toComparable)))
        .toSorted();
    }
    return tables;
  } finally {
    await database.close();
  }
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);
const OWN_TIMES = ["counted_at", "since_at", "until_at"];

function toComparable([name, value]: [string, unknown]): unknown {
  if (OWN_TIMES.includes(name)) return name;
  return [name, value instanceof Uint8Array ? [...value] : value];
}

describe.skipIf(postgresAbsent !== undefined)(`moving a store (${postgresAbsent ?? "to PostgreSQL"})`, () => {
  const files = createTestStores(createFilePlace);
  const databases = createTestStores(() => createDatabasePlace("template1"));

  async function newPlaces(rows = 0) {
    const [from, to] = await Promise.all([files.newPlace(), databases.newPlace()]);
    await (await openStore({ url: from.url })).close();
    if (rows > 0) await fillAll(from.url, rows);
    return { from: from.url, to: to.url };
  }

  it("carries over every row of every table, and leaves the old one as it was", async () => {
    const places = await newPlaces(24);
    const before = await dump(places.from);
    const told: string[] = [];
    const moved = await moveStore({ ...places, onTable: (table, rows, step) => told.push(`${step} ${table} ${rows}`) });
    expect(moved.rows).toEqual(Object.fromEntries(ALL.map((table) => [table, 24])));
    expect(told).toEqual([...ALL.map((table) => `written ${table} 24`), ...ALL.map((table) => `compared ${table} 24`)]);
    expect(await dump(places.to)).toEqual(before);
    expect(await dump(places.from)).toEqual(before);
    expect(JSON.stringify(moved)).not.toContain("s3cret");
    // No table of the file is left behind because no description names it.
    const { database } = await openDatabase(places.from);
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
      database.queries,
    );
    await database.close();
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...ALL, "kysely_migration"].toSorted());
  });

  it("goes on in pieces where there are more rows than fit one, and with text PostgreSQL cannot hold", async () => {
    const places = await newPlaces();
    const { database } = await openDatabase(places.from);
    await database.write(async (trx) => {
      await sql`
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 2500)
        insert into account_days select printf('a%04d', i / 3), printf('2026-%02d-%02d', 1 + i % 12, 1 + i % 28), 'reach', i / 7.0, '2026-11-23T08:00:00.000Z' from n
      `.execute(trx);
      await sql`insert into lessons values ('agency', 'form', '1', ${"nul\0here"}, '2026-11-23T08:00:00.000Z')`.execute(
        trx,
      );
    });
    await database.close();
    expect((await moveStore(places)).rows).toMatchObject({ account_days: 2500, lessons: 1 });
    const store = await databases.open({ url: places.to });
    expect(await store.lessons()).toMatchObject([{ message: "nul\uFFFDhere" }]);
    expect((await store.read.days("a0400", { from: "2026-01-01", to: "2026-12-31" })).length).toBe(3);
  });

  it("killed in the middle has moved nothing, and is begun anew", async () => {
    const places = await newPlaces(12);
    for (const stopAt of ["written media", "compared gaps"]) {
      const mover = startProcess("move-store.ts", places.from, places.to, stopAt);
      for await (const line of mover.lines) if (line.startsWith(stopAt)) break;
      await mover.kill();
      expect(Object.values(await dump(places.to)).flat()).toEqual([]);
    }
    const moved = await moveStore(places);
    expect(Object.values(moved.rows).every((rows) => rows === 12)).toBe(true);
    expect(await dump(places.to)).toEqual(await dump(places.from));
  });

  it("is stopped by its signal, with nothing moved", async () => {
    const places = await newPlaces(3);
    const stop = new AbortController();
    const moving = moveStore({ ...places, signal: stop.signal, onTable: (table) => table === "media" && stop.abort() });
    await expect(moving).rejects.toThrow(/abort/i);
    expect(Object.values(await dump(places.to)).flat()).toEqual([]);
  });

  it("refuses a place that holds something else, or a dataset already, and changes nothing there", async () => {
    const places = await newPlaces(2);
    await runOnServer(places.to, "create table ledger (id text)");
    await expect(moveStore(places)).rejects.toMatchObject({
      code: "STORE_NOT_EMPTY",
      message: expect.stringContaining("ledger"),
    });
    await runOnServer(places.to, "drop table ledger");
    await moveStore(places);
    const held = await dump(places.to);
    await expect(moveStore(places)).rejects.toMatchObject({ code: "STORE_NOT_EMPTY" });
    expect(await dump(places.to)).toEqual(held);
  });

  it("refuses a copy that reads differently, and leaves none", async () => {
    const places = await newPlaces(2);
    await (await openStore({ url: places.to })).close();
    await runOnServer(
      places.to,
      `create function shout() returns trigger language plpgsql as $$begin new.message = upper(new.message); return new; end$$;
       create trigger shouts before insert on gaps for each row execute function shout()`,
    );
    await expect(moveStore(places)).rejects.toMatchObject({
      code: "STORE_COPY_DIFFERS",
      message: expect.stringContaining("gaps differs in message"),
    });
    await runOnServer(
      places.to,
      `create or replace function shout() returns trigger language plpgsql as $$begin return null; end$$`,
    );
    await expect(moveStore(places)).rejects.toMatchObject({ message: expect.stringContaining("gaps is missing") });
    // One row too many: beside those that were copied, and in a table of which there was nothing to copy.
    const { database } = await openDatabase(places.from);
    await database.write((trx) => trx.deleteFrom("name_matches").execute());
    await database.close();
    for (const stray of [
      "insert into lessons values (chr(1114111), '', '', '', '') on conflict do nothing",
      "insert into name_matches values ('', '', '') on conflict do nothing",
    ]) {
      await runOnServer(
        places.to,
        `create or replace function shout() returns trigger language plpgsql as $$begin ${stray}; return new; end$$`,
      );
      await expect(moveStore(places)).rejects.toMatchObject({ message: expect.stringContaining("was not copied") });
    }
    expect(Object.values(await dump(places.to)).flat()).toEqual([]);
  });

  it("refuses while somebody is at work on the old store, and what is no SQLite store or no PostgreSQL", async () => {
    const places = await newPlaces(1);
    const store = await files.open({ url: places.from });
    const run = await store.openRun({
      kind: "collect",
      scope: "x",
      span: { from: "2026-11-16", to: "2026-11-22" },
      plan: null,
      now: new Date(),
    });
    await expect(moveStore(places)).rejects.toMatchObject({ code: "STORE_BUSY" });
    await run.close({ state: "complete", accounts: 0, now: new Date() });
    for (const wrong of [
      { from: "sqlite:/nowhere/at/all.db" },
      { from: "sqlite::memory:" },
      { from: places.to },
      { to: places.from },
    ]) {
      await expect(moveStore({ ...places, ...wrong })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    }
    expect((await moveStore(places)).rows.runs).toBe(2);
  });

  it("keeps the hour: what was spent before it still counts, however far the two clocks are apart", async () => {
    for (const aheadHours of [-3, 0, 3]) {
      const places = await newPlaces();
      const clock = new FakeClock(new Date(Date.now() + aheadHours * 3_600_000).toISOString());
      const old = await files.open({ url: places.from, clock });
      const reservation = { connection: "agency", pool: "calls", cost: 7, perHour: 10, path: "me" } as const;
      expect(await old.ledger.reserve(reservation)).toMatchObject({ granted: true });
      await old.ledger.pause({ connection: "other", pool: "calls", waitMs: 600_000, why: "asked to" });
      clock.advance(60_000);
      await old.close();
      await moveStore({ ...places, clock });
      const moved = await openStore({ url: places.to });
      expect(await moved.ledger.callsLeft("agency", "calls", 10)).toEqual({ left: 3 });
      expect(await moved.ledger.reserve(reservation)).toMatchObject({ granted: false });
      expect(await moved.ledger.pauses()).toMatchObject([{ connection: "other", why: "asked to" }]);
      await moved.close();
    }
  });
});
