// The server engine: several machines on one dataset. One pool a process; nothing it does needs a session, so that a
// connection pooler may stand between.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from "kysely";
import { Pool, type PoolClient, types } from "pg";
import type { Database, WriteTransaction } from "./database.ts";
import { toPostgresPlace } from "./postgres-address.ts";
import { isConnectionLost, toStoreError } from "./postgres-failure.ts";
import type { Schema } from "./schema.ts";
import { StoreError } from "./store-error.ts";

const CONNECTIONS = 4;
const KEEP_ALIVE_AFTER_MS = 10_000;

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
  const queries = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: createPool(url, place, waits) }) });
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
      // A stricter level, if the server is set to one, would read what was there before the turn came.
      write: (work, outlives = "power-cut") =>
        queries
          .transaction()
          .setIsolationLevel("read committed")
          .execute(async (trx) => {
            await takeTurn(trx, schemaName, waits);
            if (outlives !== "power-cut") await sql`set local synchronous_commit = off`.execute(trx);
            return work(trx);
          }),
      close: () => queries.destroy(),
    };
  } catch (error) {
    await queries.destroy();
    throw error;
  }
}

/** Waits behind the other writers of this dataset. All of it ends with the transaction. */
async function takeTurn(trx: WriteTransaction, schemaName: string, waits: PostgresWaits): Promise<void> {
  await sql`
    select
      set_config('lock_timeout', ${String(waits.lockMs)}, true),
      set_config('statement_timeout', ${String(waits.statementMs)}, true),
      set_config('idle_in_transaction_session_timeout', ${String(waits.statementMs)}, true),
      pg_advisory_xact_lock(hashtextextended(${`gazette ${schemaName}`}, 0))
  `.execute(trx);
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

/** A pool whose failures are `StoreError`s and whose broken connections are not used again. */
function createPool(url: string, place: string, waits: PostgresWaits): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    application_name: "gazette",
    max: CONNECTIONS,
    connectionTimeoutMillis: waits.connectMs,
    query_timeout: waits.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is replaced by the next query; unheard, it would end the process.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      try {
        return guardClient(await pool.connect(), place);
      } catch (error) {
        throw toStoreError(error, place);
      }
    },
  };
}

function ignore(): void {}

/** One use of a pooled connection. Kysely may also ask a connection for cursors; nothing here streams. */
function guardClient(client: PoolClient, place: string): PostgresPoolClient {
  let lost: { readonly failure: unknown } | undefined;
  const query = async (text: string, parameters: readonly unknown[] = []): Promise<unknown> => {
    // The rollback of a transaction whose connection is gone must not wait as long as its query did.
    if (lost !== undefined) throw lost.failure;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      const failure = toStoreError(error, place);
      if (isConnectionLost(error)) lost = { failure };
      throw failure;
    }
  };
  return {
    query: query as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy === true || lost !== undefined),
  };
}

/** Counts are far below 2^53, so bigint columns are plain numbers; bytes are plain bytes. */
function getTypeParser(type: number, format?: "text" | "binary"): (value: string) => unknown {
  if (type === types.builtins.INT8) return Number;
  const parse = types.getTypeParser(type, format as "text");
  return type === types.builtins.BYTEA ? (value) => Uint8Array.from(parse(value)) : parse;
}
