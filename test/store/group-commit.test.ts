import { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WriteTransaction } from "../../src/store/database.ts";
import { createGroupCommit } from "../../src/store/group-commit.ts";
import type { Schema } from "../../src/store/schema.ts";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";
import { HANG } from "../support/hang.ts";

let queries: Kysely<Schema>;
let statements: string[];
let write: ReturnType<typeof createGroupCommit>;
/** Ways to the disk begun and not yet ended. */
let flushes: PromiseWithResolvers<void>[];
let isDiskQuick: boolean;

beforeEach(async () => {
  const database = new DatabaseSync(":memory:");
  statements = [];
  queries = new Kysely<Schema>({
    dialect: createSqliteDialect({ database, path: ":memory:", lockWaitMs: 0 }),
    log: ({ query }) => void statements.push(query.sql),
  });
  await sql`create table notes (note text primary key)`.execute(queries);
  flushes = [];
  isDiskQuick = true;
  write = createGroupCommit(queries, () => {
    const flush = Promise.withResolvers<void>();
    flushes.push(flush);
    if (isDiskQuick) flush.resolve();
    return flush.promise;
  });
  statements = [];
});

afterEach(() => queries.destroy());

function addNote(note: string): (trx: WriteTransaction) => Promise<string> {
  return async (trx) => {
    await sql`insert into notes values (${note})`.execute(trx);
    return note;
  };
}

async function readNotes(): Promise<readonly string[]> {
  const { rows } = await sql<{ note: string }>`select note from notes order by note`.execute(queries);
  return rows.map(({ note }) => note);
}

describe("writes that wait together", () => {
  it("share a transaction and get their own results", async () => {
    expect(await Promise.all(["a", "b", "c"].map((note) => write(addNote(note))))).toEqual(["a", "b", "c"]);
    expect(statements.filter((statement) => statement.startsWith("savepoint"))).toHaveLength(3);
    expect(await readNotes()).toEqual(["a", "b", "c"]);
  });

  it("fail each by itself, and what the failed one wrote is undone", async () => {
    const outcomes = await Promise.allSettled([
      write(addNote("a")),
      write(async (trx) => {
        await addNote("half")(trx);
        throw new Error("no");
      }),
      write(addNote("c")),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await readNotes()).toEqual(["a", "c"]);
  });

  it("see what those before them wrote", async () => {
    const counts = [1, 2, 3].map((nth) =>
      write(async (trx) => {
        await addNote(String(nth))(trx);
        const { rows } = await sql<{ held: number }>`select count(*) as held from notes`.execute(trx);
        return rows[0]?.held;
      }),
    );
    expect(await Promise.all(counts)).toEqual([1, 2, 3]);
  });

  it("return when the disk has them, those that must outlive a power cut", async () => {
    isDiskQuick = false;
    const returned: string[] = [];
    const note = (name: string, outlives?: "process"): Promise<unknown> =>
      write(addNote(name), outlives).then((held) => returned.push(held));
    const safe = note("a");
    await note("b", "process");
    expect(returned).toEqual(["b"]);
    expect(await readNotes()).toEqual(["a", "b"]);
    // Meanwhile others are written.
    await note("c", "process");
    expect(returned).toEqual(["b", "c"]);
    flushes[0]?.resolve();
    await safe;
    expect(returned).toEqual(["b", "c", "a"]);
    expect(flushes).toHaveLength(1);
  });

  it("that follow to the disk are not waited for, and what became of them is told to the next who waits", async () => {
    isDiskQuick = false;
    expect(await write(addNote("a"), "power-cut-soon")).toBe("a");
    expect(flushes).toHaveLength(1);
    flushes[0]?.reject(new Error("the disk is gone"));
    isDiskQuick = true;
    expect(await write(addNote("b"), "process")).toBe("b");
    await expect(write(addNote("c"))).rejects.toThrow("the disk is gone");
    expect(await write(addNote("d"))).toBe("d");
  });

  it("do not return as done when the disk refused them", async () => {
    isDiskQuick = false;
    const outcomes = Promise.allSettled([write(addNote("a")), write(addNote("b")), write(addNote("c"), "process")]);
    await vi.waitFor(() => expect(flushes).toHaveLength(1), HANG);
    flushes[0]?.reject(new Error("the disk is gone"));
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    isDiskQuick = true;
    expect(await write(addNote("d"))).toBe("d");
  });

  it("all fail when the transaction itself is lost, and the next one works", async () => {
    const lost = Promise.allSettled([write(addNote("a")), write((trx) => sql`rollback`.execute(trx))]);
    expect((await lost).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await readNotes()).toEqual([]);
    expect(await write(addNote("b"))).toBe("b");
    expect(await readNotes()).toEqual(["b"]);
  });
});

it("a write alone needs no savepoint, and fails as a whole", async () => {
  await expect(
    write(async (trx) => {
      await addNote("half")(trx);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await readNotes()).toEqual([]);
  expect(statements.some((statement) => statement.startsWith("savepoint"))).toBe(false);
});
