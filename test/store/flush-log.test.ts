// The real log of a real database, and the syncs the system is asked for.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLogFlush } from "../../src/store/flush-log.ts";

let folder: string;
let database: DatabaseSync;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-flush-"));
  database = new DatabaseSync(join(folder, "gazette.db"));
  database.exec("pragma journal_mode = wal; pragma synchronous = normal; create table notes (note text)");
});

afterEach(async () => {
  if (database.isOpen) database.close();
  await rm(folder, { recursive: true });
});

describe("the way to the disk", () => {
  it("is the log's, and calls that come while one is under way share the next", async () => {
    const log = openLogFlush(join(folder, "gazette.db"));
    const first = log.flush();
    const [second, third] = [log.flush(), log.flush()];
    expect(second).toBe(third);
    expect(second).not.toBe(first);
    const ended: string[] = [];
    await Promise.all([first.then(() => ended.push("first")), second.then(() => ended.push("second"))]);
    expect(ended).toEqual(["first", "second"]);
    await log.close();
  });

  it("keeps SQLite's locks: a writer stays alone though the log was opened and closed beside it", async () => {
    database.exec("begin immediate; insert into notes values ('held')");
    const log = openLogFlush(join(folder, "gazette.db"));
    await log.flush();
    await log.close();
    const other = new DatabaseSync(join(folder, "gazette.db"), { timeout: 0 });
    expect(() => other.exec("begin immediate")).toThrow("database is locked");
    other.close();
    database.exec("commit");
  });

  it("ends when those who wait for the disk have been answered", async () => {
    const log = openLogFlush(join(folder, "gazette.db"));
    const waiting = [log.flush(), log.flush()];
    await log.close();
    expect(await Promise.allSettled(waiting)).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
  });

  // Root may list every folder.
  it.skipIf(process.getuid?.() === 0)("needs no folder that may be listed, as SQLite needs none", async () => {
    await chmod(folder, 0o300);
    const log = openLogFlush(join(folder, "gazette.db"));
    await log.flush();
    await log.close();
    await chmod(folder, 0o700);
  });

  it("says so when there is no log, and finds it later", async () => {
    const path = join(folder, "other.db");
    const log = openLogFlush(path);
    await expect(log.flush()).rejects.toMatchObject({ code: "ENOENT" });
    const other = new DatabaseSync(path);
    other.exec("pragma journal_mode = wal; create table notes (note text)");
    await log.flush();
    await log.close();
    other.close();
  });
});
