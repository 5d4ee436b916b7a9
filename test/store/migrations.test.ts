// An empty database gets the tables of the description; a store of an earlier edition is brought to today's shape.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { toNoted } from "../../src/dataset/index.ts";
import { openStore } from "../../src/store/index.ts";
import { migrate } from "../../src/store/migrate.ts";
import { MIGRATIONS, type Migration } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { TABLES } from "../../src/store/tables/index.ts";
import { createDatabasePlace, engines, type Place } from "./engines.ts";
import { account, comment } from "./records.ts";

const createEmptyPlace = (engine: (typeof engines)[number]): Promise<Place> =>
  engine.name === "PostgreSQL" ? createDatabasePlace("template1") : engine.createPlace();

const TODAY = ["0012-names-and-pictures", ...Object.keys(MIGRATIONS)];

/** Made up: what two editions to come may want. */
const LATER: Readonly<Record<string, Migration>> = {
  ...MIGRATIONS,
  "0101-places": async (db) => {
    await db.schema.alterTable("lessons").addColumn("place", "text").execute();
  },
  "0102-places-by-name": async (db) => {
    await sql`update lessons set place = upper(topic)`.execute(db);
    await db.schema.createIndex("lessons_by_place").on("lessons").column("place").execute();
  },
};

async function withPlace<T>(engine: (typeof engines)[number], use: (url: string) => Promise<T>): Promise<T> {
  const place = await createEmptyPlace(engine);
  try {
    return await use(place.url);
  } finally {
    await place.remove();
  }
}

async function inDatabase<T>(
  url: string,
  use: (database: Awaited<ReturnType<typeof openDatabase>>["database"]) => Promise<T>,
): Promise<T> {
  const { database } = await openDatabase(url);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

async function fill(url: string): Promise<void> {
  await using store = await openStore({ url });
  const learntAt = "2026-11-16T06:00:00.000Z";
  await store.learn({ connection: "agency", topic: "form", finding: "2", message: "", learntAt });
}

/** A database as it was before there was an inbox. */
async function dropInbox(queries: Parameters<ReturnType<typeof sql>["execute"]>[0]): Promise<void> {
  for (const table of ["comment_threads", "comment_presence", "saved_replies"])
    await sql`drop table ${sql.table(table)}`.execute(queries);
  for (const index of ["comments_by_writer", "comments_by_thread", "comment_actions_by_reason"])
    await sql`drop index ${sql.ref(index)}`.execute(queries);
  await sql`create index comments_by_writer on comments (account_id, username)`.execute(queries);
}

const readPlaces = (url: string) =>
  inDatabase(url, async (database) => {
    const { rows } = await sql<{ place: string }>`select place from lessons`.execute(database.queries);
    return rows.map(({ place }) => place);
  });

const readNames = (url: string) =>
  inDatabase(url, async (database) => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      database.queries,
    );
    return rows.map(({ name }) => name);
  });

describe.each(engines)("a store on $name", (engine) => {
  it("is made with every table, column and index of the description", () =>
    withPlace(engine, async (url) => {
      await inDatabase(url, async (database) => {
        await migrate(database, "the store");
        const found = await database.queries.introspection.getTables();
        // A month of a table, and where what belongs to none of them lies, are parts of it (months.test.ts).
        const own = found.filter(
          ({ schema, name }) => schema === database.schemaName && !/_(\d{4}_\d\d|other)$/.test(name),
        );
        const columns = Object.fromEntries(
          own.map(({ name, columns }) => [
            name,
            Object.fromEntries(columns.map((column) => [column.name, column.isNullable])),
          ]),
        );
        const described = Object.entries(TABLES).map(([name, table]) => {
          const all = { ...table.columns, ...("own" in table ? table.own : {}) };
          const cells = Object.entries(all).map(([column, kind]) => [column, kind === "mark" || kind.endsWith("?")]);
          return [name, Object.fromEntries(cells)];
        });
        expect(columns).toEqual(Object.fromEntries(described));
        const { rows } = await sql<{ name: string }>`
          ${engine.name === "SQLite" ? sql`select name from sqlite_master where type = 'index'` : sql`select indexname as name from pg_indexes where schemaname = current_schema()`}
        `.execute(database.queries);
        const indexes = Object.values(TABLES).flatMap((table) => Object.keys("indexes" in table ? table.indexes : {}));
        const names = rows.map(({ name }) => name);
        for (const index of [...indexes, "deliveries_once", "runs_unfinished", "gaps_by_end"])
          expect(names).toContain(index);
      });
    }));

  it("of an earlier edition gets what it lacks, once, in order, and keeps what it holds", () =>
    withPlace(engine, async (url) => {
      await fill(url);
      await Promise.all([1, 2].map(() => inDatabase(url, (database) => migrate(database, "the store", LATER))));
      expect(await readPlaces(url)).toEqual(["FORM"]);
      expect(await readNames(url)).toEqual([...TODAY, "0101-places", "0102-places-by-name"]);
    }));

  it("of before there were clients becomes what a new one is, and its reports are the nameless client's", () =>
    withPlace(engine, async (url) => {
      await inDatabase(url, async (database) => {
        await migrate(database, "the store", {});
        for (const index of [
          "gaps_by_account",
          "deliveries_by_report",
          "sealed_reports_by_owner",
          "sealed_reports_by_moment",
        ])
          await sql`drop index ${sql.ref(index)}`.execute(database.queries);
        for (const [table, columns] of [
          ["deliveries", ["client", "report_key"]],
          ["sealed_reports", ["client", "report_key", "edition", "coverage"]],
        ] as const) {
          for (const column of columns)
            await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(database.queries);
        }
        for (const table of ["report_notes", "share_links", "desk_log"])
          await sql`drop table ${sql.table(table)}`.execute(database.queries);
        for (const table of ["gaps", "missing_accounts"])
          await sql`alter table ${sql.table(table)} drop column note`.execute(database.queries);
        await dropInbox(database.queries);
        await sql`insert into sealed_reports (report_id, cut, period_from, period_to, sealed_at, sha256, model)
          values ('old', '', '2026-11-09', '2026-11-15', '2026-11-17T06:00:00.000Z', '', ${new Uint8Array([1])})`.execute(
          database.queries,
        );
      });
      await using store = await openStore({ url });
      expect(await store.sealed.find("old")).toMatchObject({ client: "", reportKey: "", edition: "full" });
      await store.notes.keep({ client: "A", reportKey: "week" }, { from: "2026-11-09", to: "2026-11-15" }, "seen");
      expect(await store.notes.read({ client: "A", reportKey: "week" }, { from: "2026-11-09", to: "2026-11-15" })).toBe(
        "seen",
      );
    }));

  it("of before notes had codes gets them, and keeps what was noted", () =>
    withPlace(engine, async (url) => {
      const missing = { connection: "agency", reason: "nothing-listed", seenAt: "2026-11-16T06:00:00.000Z" } as const;
      const noted = toNoted({ code: "nothing-listed", args: { connection: "agency" } });
      await fill(url);
      await inDatabase(url, async ({ queries }) => {
        await sql`alter table gaps drop column note`.execute(queries);
        await sql`alter table missing_accounts drop column note`.execute(queries);
        await sql`delete from kysely_migration where name = '0014-notes'`.execute(queries);
        await sql`insert into missing_accounts (connection, page_id, reason, message, seen_at)
          values ('agency', '', 'nothing-listed', 'as it was', ${missing.seenAt})`.execute(queries);
      });
      await using store = await openStore({ url });
      expect(await store.read.missing()).toMatchObject([{ ...missing, message: "as it was", note: undefined }]);
      await store.keepDiscovery([], [{ ...missing, ...noted }]);
      expect(await store.read.missing()).toMatchObject([{ ...missing, ...noted }]);
    }));

  it("of before there was an inbox gets one, with the threads it holds, and is as quick as a new one", () =>
    withPlace(engine, async (url) => {
      {
        await using store = await openStore({ url });
        await store.keepDiscovery([account()], []);
        await store.comments.keep([comment(), comment({ commentId: "19000000000000002", text: "Where?" })], []);
      }
      const listIndexes = () =>
        inDatabase(url, async ({ queries }) => {
          const { rows } = await sql<{ name: string; sql: string }>`
            ${engine.name === "SQLite" ? sql`select name, sql from sqlite_master where type = 'index' and sql is not null` : sql`select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema()`}
          `.execute(queries);
          const spelt = (text: string) =>
            text.replaceAll('"', "").replaceAll(", ", ",").replace(/\s+/g, " ").replace(" (", "(");
          return rows.map(({ name, sql: text }) => `${name}: ${spelt(text).replace(" (", "(")}`).toSorted();
        });
      const fresh = await listIndexes();
      await inDatabase(url, async ({ queries }) => {
        await dropInbox(queries);
        await sql`delete from kysely_migration where name = '0015-inbox'`.execute(queries);
      });
      {
        await using store = await openStore({ url });
        const query = { scope: { allBut: [] }, order: "newest", limit: 10 } as const;
        expect((await store.inbox.page(query)).threads).toEqual([]);
        const { signal } = new AbortController();
        expect([await store.inbox.catchUp(signal), await store.inbox.catchUp(signal)]).toEqual([2, 0]);
        expect((await store.inbox.page(query)).threads.map(({ top: { text } }) => text)).toEqual(["Where?", "Lovely"]);
      }
      expect(await listIndexes()).toEqual(fresh);
    }));

  it("of before the inbox looked for names finds them, and keeps what people said of a thread", () =>
    withPlace(engine, async (url) => {
      const named = comment({ username: "Anna" });
      const answer = comment({
        commentId: "19000000000000002",
        parentId: named.commentId,
        username: account().username,
      });
      const marking = { thread: named, connection: "agency", by: "jana", at: "2026-11-23T08:00:00.000Z" };
      const readRows = () =>
        inDatabase(url, async ({ queries }) => {
          const rows = await queries.selectFrom("comment_threads").select(["folded", "done_by"]).execute();
          return rows;
        });
      {
        await using store = await openStore({ url });
        // It is gone through so many accounts at a time: the one with the comments stands behind those.
        const before = Array.from({ length: 120 }, (_, nth) =>
          account({ accountId: String(17_000_000_000_000_000n + BigInt(nth)) }),
        );
        await store.keepDiscovery([...before, account()], []);
        await store.comments.keep([named, answer], []);
        await store.inbox.setDone(marking, true);
      }
      const today = await readRows();
      expect(today).toEqual([{ folded: "\n@anna\nlovely\nlovely\n", done_by: "jana" }]);
      await inDatabase(url, async ({ queries }) => {
        await sql`update comment_threads set folded = ${"\nlovely\nlovely\n"}`.execute(queries);
        await sql`delete from kysely_migration where name = '0020-writers'`.execute(queries);
      });
      {
        await using _brought = await openStore({ url });
      }
      expect(await readRows()).toEqual(today);
    }));

  it("of before the hour was summed up by an index gets it", () =>
    withPlace(engine, async (url) => {
      await fill(url);
      const listIndexes = () =>
        inDatabase(url, async ({ queries }) => {
          const { rows } = await sql<{ sql: string }>`
            ${engine.name === "SQLite" ? sql`select sql from sqlite_master where type = 'index' and tbl_name = 'calls' and sql is not null` : sql`select indexdef as sql from pg_indexes where schemaname = current_schema() and tablename = 'calls'`}
          `.execute(queries);
          return rows.map(({ sql: text }) => text).toSorted();
        });
      const fresh = await listIndexes();
      await inDatabase(url, async ({ queries }) => {
        for (const index of ["calls_by_hour", "calls_by_path"])
          await sql`drop index ${sql.ref(index)}`.execute(queries);
        await sql`create index calls_by_hour on calls (connection, pool, counted_at)`.execute(queries);
        await sql`delete from kysely_migration where name = '0017-calls'`.execute(queries);
      });
      {
        await using _brought = await openStore({ url });
      }
      expect(await listIndexes()).toEqual(fresh);
    }));

  it("that half way cannot be brought to it stays as it was", () =>
    withPlace(engine, async (url) => {
      await fill(url);
      const broken: Readonly<Record<string, Migration>> = {
        ...LATER,
        "0103-nowhere": async (db) => {
          await sql`update nowhere set a = 1`.execute(db);
        },
      };
      await expect(inDatabase(url, (database) => migrate(database, "the store", broken))).rejects.toThrow();
      expect(await readNames(url)).toEqual(TODAY);
      await expect(readPlaces(url)).rejects.toThrow();
    }));

  it("that is new needs no migration: the description has it all", () =>
    withPlace(engine, async (url) => {
      const ran: string[] = [];
      const noted = { ...MIGRATIONS, "0101-noted": async () => void ran.push("0013") };
      await inDatabase(url, (database) => migrate(database, "the store", noted));
      expect([ran, await readNames(url)]).toEqual([[], [...TODAY, "0101-noted"]]);
    }));

  it("of before the tables were one description is opened where its shape is today's, and refused where it is older", () =>
    withPlace(engine, async (url) => {
      await fill(url);
      await inDatabase(url, async (database) => {
        await sql`insert into kysely_migration values ('0001-dataset', ''), ('0011-call-pauses', '')`.execute(
          database.queries,
        );
        await migrate(database, "the store");
        await sql`delete from kysely_migration where name = '0012-names-and-pictures'`.execute(database.queries);
        await expect(migrate(database, "the store")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      });
    }));
});
