// What only the embedded engine can meet: files, locks, a full disk.
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, StoreError } from "../../src/store/index.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { account, TAKEN_AT } from "./records.ts";
import { startProcess } from "./start-process.ts";

describe("the SQLite engine", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gazette-sqlite-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function failureOf(opening: Promise<unknown>): Promise<StoreError> {
    const failure = await opening.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof StoreError)) throw new Error(`Expected a StoreError, got ${failure}`);
    return failure;
  }

  it("works in memory, and creates the folder of a file", async () => {
    const inMemory = await openStore({ url: "sqlite::memory:" });
    await inMemory.keepDiscovery([account()], []);
    expect(await inMemory.read.accounts()).toHaveLength(1);
    await inMemory.close();
    await using store = await openStore({ url: `sqlite:${folder}/new/deeper/gazette.db` });
    expect(await store.read.accounts()).toEqual([]);
  });

  it("commits in WAL mode, waiting for the disk by itself, with foreign keys on", async () => {
    const database = await openSqlite({ path: join(folder, "gazette.db") });
    const read = async (pragma: string) =>
      Object.values((await sql.raw(`pragma ${pragma}`).execute(database.queries)).rows[0] ?? {});
    expect(await read("journal_mode")).toEqual(["wal"]);
    expect(await read("synchronous")).toEqual([1]);
    expect(await read("foreign_keys")).toEqual([1]);
    await database.close();
  });

  it("writes to a store behind a link, whose log lies beside the file the link leads to", async () => {
    await mkdir(join(folder, "disk"));
    await writeFile(join(folder, "disk", "gazette.db"), "");
    await symlink(join(folder, "disk", "gazette.db"), join(folder, "gazette.db"));
    await using store = await openStore({ url: `sqlite:${folder}/gazette.db` });
    await store.keepDiscovery([account()], []);
    expect(await store.read.accounts()).toHaveLength(1);
  });

  it("says what is wrong with a path that cannot hold a store", async () => {
    const file = join(folder, "notes.txt");
    await writeFile(file, "not a database, but long enough to look like a file somebody needs ".repeat(20));
    await mkdir(join(folder, "a-folder"));
    for (const [path, why] of [
      [`${file}/gazette.db`, "its folder cannot be created"],
      [file, "the file is not a database"],
      [join(folder, "a-folder"), "the file cannot be opened"],
    ] as const) {
      const failure = await failureOf(openStore({ url: `sqlite:${path}` }));
      expect(failure).toMatchObject({ code: "STORE_UNAVAILABLE", message: `Could not use the store ${path}: ${why}.` });
      expect(failure.hint).toBeTruthy();
    }
    expect(await readFile(file, "utf8")).toContain("somebody needs");
  });

  it.each([
    ["create table accounts (id integer)", "it holds tables of another program"],
    ["create table kysely_migration (id integer)", "its tables are not as Gazette has made them"],
    [
      "create table kysely_migration (name text primary key, timestamp text); insert into kysely_migration values ('2023_first', '')",
      "it holds tables of another program",
    ],
  ])("leaves another program's database as it is: %s", async (statements, why) => {
    const file = join(folder, "foreign.db");
    const foreign = new DatabaseSync(file);
    foreign.exec(statements);
    foreign.close();
    const failure = await failureOf(openStore({ url: `sqlite:${file}` }));
    expect(failure).toMatchObject({ code: "STORE_UNAVAILABLE", message: `Could not use the store ${file}: ${why}.` });
    const after = new DatabaseSync(file);
    expect(after.prepare("select count(*) as tables from sqlite_schema where type = 'table'").get()).toEqual({
      tables: 1,
    });
    after.close();
  });

  it("says that its tables are not as they were made", async () => {
    const file = join(folder, "changed.db");
    await (await openStore({ url: `sqlite:${file}` })).close();
    const changed = new DatabaseSync(file);
    changed.exec("alter table accounts drop column username");
    changed.close();
    await using store = await openStore({ url: `sqlite:${file}` });
    await expect(store.read.accounts()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("refuses other engines without repeating the URL", async () => {
    for (const url of ["mysql://gazette:s3cret@db", "gazette.db", "sqlite:"]) {
      const failure = await failureOf(openStore({ url }));
      expect(failure.code).toBe("STORE_UNAVAILABLE");
      expect(`${failure.message} ${failure.hint}`).not.toContain("s3cret");
    }
  });

  it("refuses a store that a newer program has migrated, and leaves it as it is", async () => {
    const path = join(folder, "gazette.db");
    await (await openStore({ url: `sqlite:${path}` })).close();
    const newer = new DatabaseSync(path);
    newer.exec("insert into kysely_migration values ('9999-from-the-future', '2027-01-01T00:00:00.000Z')");
    newer.close();
    const before = await readFile(path);
    const failure = await failureOf(openStore({ url: `sqlite:${path}` }));
    expect(failure.code).toBe("STORE_NEWER_SCHEMA");
    expect(failure.message).toContain('"9999-from-the-future"');
    expect(failure.message).toMatch(/this program knows up to "\d{4}-[a-z-]+"/);
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it("is migrated once by processes that open it at the same time", async () => {
    const url = `sqlite:${join(folder, "gazette.db")}`;
    const children = [1, 2, 3].map(() => startProcess("reserve-many.ts", url, "1", "9"));
    for (const child of children) child.go();
    expect(await Promise.all(children.map((child) => child.output()))).toEqual(Array(3).fill("open\n1\n"));
  });

  it("waits for another writer without freezing the process, then says the store is locked", async () => {
    const path = join(folder, "gazette.db");
    const database = await openSqlite({ path, lockWaitMs: 400 });
    await migrate(database, path);
    const other = new DatabaseSync(path);
    other.exec("begin immediate");
    // Beats of the process beside the waiting: one that froze would show none.
    let beats = 0;
    const heartbeat = setInterval(() => {
      beats += 1;
    }, 10);
    const write = () => database.write((trx) => trx.deleteFrom("lessons").execute());
    const startedAt = performance.now();
    expect(await failureOf(write())).toMatchObject({ code: "STORE_LOCKED" });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(400);
    clearInterval(heartbeat);
    expect(beats).toBeGreaterThan(2);

    const waiting = write();
    other.exec("rollback");
    other.close();
    await waiting;
    await database.close();
  });

  it("says a full disk is full, keeps what was acknowledged and goes on once there is room", async () => {
    const path = join(folder, "gazette.db");
    const database = await openSqlite({ path });
    await migrate(database, path);
    const keep = (topic: string, message: string) =>
      database.write((trx) =>
        trx
          .insertInto("lessons")
          .values({ connection: "a", topic, finding: "f", message, learnt_at: TAKEN_AT })
          .execute(),
      );
    await keep("before", "small");
    await sql`pragma max_page_count = 1`.execute(database.queries);
    expect(await failureOf(keep("too much", "x".repeat(1_000_000)))).toMatchObject({ code: "STORE_FULL" });
    await sql`pragma max_page_count = 100000`.execute(database.queries);
    await keep("after", "small");
    const kept = await database.queries.selectFrom("lessons").select("topic").orderBy("topic").execute();
    expect(kept.map((row) => row.topic)).toEqual(["after", "before"]);
    await database.close();
  });
});
