// The server engine: several machines on one dataset. One pool a process; nothing it does needs a session, so that a
// connection pooler may stand between.
import { Kysely, type RawBuilder, sql } from "kysely";
import { DatabaseError, Pool, types } from "pg";
import type { Database, Guards, Outlives } from "./database.ts";
import { toPostgresPlace } from "./postgres-address.ts";
import { createPostgresDialect } from "./postgres-dialect.ts";
import type { Schema } from "./schema.ts";
import { StoreError } from "./store-error.ts";

const CONNECTIONS = 4;
const KEEP_ALIVE_AFTER_MS = 10_000;

/** deadlock_detected and serialization_failure: nothing of the transaction is there. */
const UNDONE: readonly string[] = ["40P01", "40001"];
const TRIES = 5;

export interface PostgresWaits {
  /** For a connection, and for a free one of the pool. */
  readonly connectMs: number;
  /** For other writers, before `STORE_LOCKED`. */
  readonly lockMs: number;
  /** For the server to finish a statement of a write, and for this process to go on with it. */
  readonly statementMs: number;
  /** For an answer, whatever became of the server (RELIABILITY F10); longer than the two above. */
  readonly answerMs: number;
}

const WAITS: PostgresWaits = { connectMs: 10_000, lockMs: 10_000, statementMs: 30_000, answerMs: 40_000 };

export interface PostgresOptions {
  /** "postgres://user:password@host:5432/database", with libpq's parameters (sslmode, options …). */
  readonly url: string;
  readonly waits?: Partial<PostgresWaits> | undefined;
}

/**
 * Connects, and checks that the database can hold a dataset. Throws `STORE_UNAVAILABLE`, naming host and database and
 * never user or password.
 */
export async function openPostgres({ url, waits: given }: PostgresOptions): Promise<Database> {
  const place = toPostgresPlace(url);
  const waits = { ...WAITS, ...given };
  const queries = new Kysely<Schema>({ dialect: createPostgresDialect({ pool: createPool(url, waits), place }) });
  try {
    const schemaName = await readSchemaName(queries, place);
    return {
      queries,
      columnTypes: {
        text: sql`text collate "C"`,
        blob: sql`bytea`,
        keyedTable: undefined,
        monthly: (column) => sql`partition by range (${sql.ref(column)})`,
      },
      schemaName,
      readTime: () => readTime(queries),
      write: (work, outlives = "power-cut", guards) => {
        const turn = toTurn({ schemaName, outlives, guards, waits });
        const transact = () =>
          queries
            .transaction()
            // A stricter level, if the server is set to one, would read what was there before the turn came.
            .setIsolationLevel("read committed")
            .execute(async (trx) => {
              // What the work reads, the time too, it reads once its turn has come.
              await turn.execute(trx);
              return work(trx);
            });
        return guards === undefined ? transact() : again(transact);
      },
      close: () => queries.destroy(),
    };
  } catch (error) {
    await queries.destroy();
    throw error;
  }
}

interface Turn {
  readonly schemaName: string;
  readonly outlives: Outlives;
  readonly guards: Guards | undefined;
  readonly waits: PostgresWaits;
}

/**
 * Waits behind the other writers of this dataset, or of what is guarded, in the order of its names: no two wait for one
 * another. All of it ends with the transaction.
 */
function toTurn({ schemaName, outlives, guards, waits }: Turn): RawBuilder<unknown> {
  const whole = `gazette ${schemaName}`;
  const locks = [...new Set(guards)].toSorted().map((name) => toLock("pg_advisory_xact_lock", `${whole} ${name}`));
  return sql`
    select
      set_config('lock_timeout', ${String(waits.lockMs)}, true),
      set_config('statement_timeout', ${String(waits.statementMs)}, true),
      set_config('idle_in_transaction_session_timeout', ${String(waits.statementMs)}, true),
      ${outlives === "power-cut" ? sql`` : sql`set_config('synchronous_commit', 'off', true),`}
      ${sql.join([toLock(guards === undefined ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared", whole), ...locks])}
  `;
}

function toLock(lock: "pg_advisory_xact_lock" | "pg_advisory_xact_lock_shared", name: string): RawBuilder<unknown> {
  return sql`${sql.raw(lock)}(hashtextextended(${name}, 0))`;
}

/** Rows that two writes meet at in another order: one of them is undone, and goes behind the other. */
async function again<T>(transact: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact();
    } catch (error) {
      if (tries >= TRIES || !(error instanceof DatabaseError) || !UNDONE.includes(error.code ?? "")) throw error;
    }
  }
}

async function readSchemaName(queries: Kysely<Schema>, place: string): Promise<string> {
  const { rows } = await sql<{ schema_name: string | null; encoding: string }>`
    select current_schema() as schema_name, current_setting('server_encoding') as encoding
  `.execute(queries);
  const [{ schema_name: schemaName = null, encoding = "" } = {}] = rows;
  if (schemaName !== null && encoding === "UTF8") return schemaName;
  throw new StoreError({
    code: "STORE_UNAVAILABLE",
    sentence: `Could not use the store ${place}: ${
      schemaName === null ? "the user's search_path names no schema that exists" : `its encoding is ${encoding}`
    }.`,
    hint: schemaName === null ? "Create the schema first." : "Let store.url name a database with encoding UTF8.",
  });
}

async function readTime(queries: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms
  `.execute(queries);
  return new Date(rows[0]?.ms ?? Number.NaN);
}

/** Broken connections are not used again. */
function createPool(url: string, waits: PostgresWaits): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: "gazette",
    max: CONNECTIONS,
    connectionTimeoutMillis: waits.connectMs,
    query_timeout: waits.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    pipeline: true,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is replaced by the next query; unheard, it would end the process.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  return pool;
}

function ignore(): void {}

/** Counts are far below 2^53, so bigint columns are plain numbers; bytes are plain bytes. */
function getTypeParser(type: number, format?: "text" | "binary"): (value: string) => unknown {
  if (type === types.builtins.INT8) return Number;
  const parse = types.getTypeParser(type, format as "text");
  return type === types.builtins.BYTEA ? (value) => Uint8Array.from(parse(value)) : parse;
}
