// The embedded engine: one file, one connection, many processes.
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { PRIVATE_FILE, PRIVATE_FOLDER } from "../shared/index.ts";
import type { Database } from "./database.ts";
import { openLogFlush } from "./flush-log.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { Schema } from "./schema.ts";
import { createSqliteDialect } from "./sqlite-dialect.ts";
import { toFlushError, toStoreError } from "./sqlite-failure.ts";
import { StoreError } from "./store-error.ts";

const IN_MEMORY = ":memory:";

/** SQLite's own wait blocks the whole process, so it is kept below what anyone notices; the driver waits for the rest. */
const NATIVE_LOCK_WAIT_MS = 50;
const LOCK_WAIT_MS = 10_000;

/** SQLite's own 2 MB do not hold what the answers of one group change: pages were written before their commit, and read again. */
const CACHE_KIB = 16 * 1024;
/** Its own 1,000 carry the log over, and wait for the disk twice, every few answers; the same pages come again. 16 MB. */
const LOG_PAGES = 4_000;

export interface SqliteOptions {
  /** A file, created with its folder when missing, or ":memory:". */
  readonly path: string;
  readonly lockWaitMs?: number | undefined;
}

/** Opens the file in WAL mode. Throws `STORE_UNAVAILABLE` when it cannot be opened, created or is no database. */
export async function openSqlite({ path, lockWaitMs = LOCK_WAIT_MS }: SqliteOptions): Promise<Database> {
  const database = openFile(path);
  if (path !== IN_MEMORY) keepTemporaryFilesBeside(database, path);
  const queries = new Kysely<Schema>({ dialect: createSqliteDialect({ database, path, lockWaitMs }) });
  try {
    await sql`pragma journal_mode = wal`.execute(queries);
    await sql`pragma cache_size = ${sql.lit(-CACHE_KIB)}`.execute(queries);
    await sql`pragma wal_autocheckpoint = ${sql.lit(LOG_PAGES)}`.execute(queries);
    // Commits are consistent whatever happens; those that must outlive a power cut wait for `log.flush`.
    await sql`pragma synchronous = normal`.execute(queries);
  } catch (error) {
    database.close();
    throw error;
  }
  const file = database.location();
  const log = file === null ? undefined : openLogFlush(file);
  const flush = async (): Promise<void> => {
    try {
      await log?.flush();
    } catch (error) {
      throw toFlushError(error, path);
    }
  };
  return {
    queries,
    columnTypes: { text: sql`text`, blob: sql`blob`, keyedTable: sql`without rowid`, monthly: undefined },
    schemaName: undefined,
    write: createGroupCommit(queries, flush),
    close: async () => {
      try {
        // Also waits its turn behind whatever is still under way.
        await sql`pragma wal_checkpoint(truncate)`.execute(queries);
      } catch {
        // What is not copied into the main file stays in the log beside it, and is read from there.
      }
      await log?.close();
      await queries.destroy();
    },
  };
}

/** A full /tmp would else be told as a full disk, with room where the store is (RELIABILITY F5). */
function keepTemporaryFilesBeside(database: DatabaseSync, path: string): void {
  try {
    database.exec(`pragma temp_store_directory = '${resolve(dirname(path)).replaceAll("'", "''")}'`);
  } catch {
    // A folder that may not be written: what needs it fails with a sentence of its own.
  }
}

function openFile(path: string): DatabaseSync {
  try {
    if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  } catch (error) {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: `Could not use the store ${path}: its folder cannot be created.`,
      hint: "Let store.url name a folder the user who runs Gazette may write.",
      cause: error,
    });
  }
  try {
    if (path !== IN_MEMORY) makePrivate(path);
    return new DatabaseSync(path, { timeout: NATIVE_LOCK_WAIT_MS, enableForeignKeyConstraints: true });
  } catch (error) {
    throw toStoreError(error, path);
  }
}

/** SQLite would make it as the umask says, and gives its log the mode of the file itself; one that is there keeps its own. */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, "a", PRIVATE_FILE));
  } catch {
    // SQLite says why the file cannot be opened.
  }
}
