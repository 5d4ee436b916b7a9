// Kysely over node:sqlite: Kysely's own SQLite grammar, with a driver that never upgrades a read to a write and
// waits for a lock without freezing the process (RELIABILITY F1–F3).
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { isBusy, toStoreError } from "./sqlite-failure.ts";
import { readRowsOf } from "./statement.ts";

export interface SqliteConnectionOptions {
  readonly database: DatabaseSync;
  /** Shown in errors. */
  readonly path: string;
  /** How long another process may keep the write lock before `STORE_LOCKED`. */
  readonly lockWaitMs: number;
}

export function createSqliteDialect(options: SqliteConnectionOptions): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** One connection; Kysely hands it to one query or transaction at a time, so asynchronous work cannot interleave. */
class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;

  constructor(options: SqliteConnectionOptions) {
    this.#database = options.database;
    this.#connection = new NodeSqliteConnection(options);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // What a savepoint would undo is kept in memory: on disk, each changed page is written once more. Sorts of readers stay on disk.
    this.#database.exec("pragma temp_store = memory");
    try {
      await connection.executeQuery(CompiledQuery.raw("begin immediate"));
    } catch (error) {
      this.#database.exec("pragma temp_store = default");
      throw error;
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
    this.#database.exec("pragma temp_store = default");
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk ends the transaction by itself, and a second rollback would hide the first error.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
    this.#database.exec("pragma temp_store = default");
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

const STATEMENTS_KEPT = 300;
const LONGEST_KEPT = 20_000;

interface Prepared {
  readonly statement: StatementSync;
  /** A change has no columns to give back. */
  readonly isReader: boolean;
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #options: SqliteConnectionOptions;
  readonly #statements = new Map<string, Prepared>();

  constructor(options: SqliteConnectionOptions) {
    this.#options = options;
  }

  /** The few statements a collection repeats for every call are compiled once. */
  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#options.database.prepare(sql);
    const prepared = { statement, isReader: statement.columns().length > 0 };
    // A list of ids differs in length each time: it would only push the others out.
    if (sql.length > LONGEST_KEPT) return prepared;
    const oldest = this.#statements.keys().next().value;
    if (this.#statements.size >= STATEMENTS_KEPT && oldest !== undefined) this.#statements.delete(oldest);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const deadline = performance.now() + this.#options.lockWaitMs;
    for (;;) {
      try {
        return execute<Row>(this.#prepare(query.sql), query);
      } catch (error) {
        if (!isBusy(error) || performance.now() >= deadline) throw toStoreError(error, this.#options.path);
      }
      // Uneven waits, so that two waiting processes do not knock in step.
      await delay(5 + Math.random() * 25);
    }
  }

  /** Exports page by key instead of holding the one connection. */
  streamQuery(): never {
    throw new Error("The SQLite engine does not stream: it would hold its one connection while the reader thinks.");
  }
}

function execute<Row>({ statement, isReader }: Prepared, query: CompiledQuery): QueryResult<Row> {
  // Only strings, numbers, null and bytes are bound by this room (schema.ts).
  const values = query.parameters as readonly SQLInputValue[];
  const rows = readRowsOf(query) as readonly (readonly SQLInputValue[])[] | undefined;
  if (rows !== undefined) {
    for (const row of rows) statement.run(...row);
    return { rows: [] };
  }
  if (isReader) return { rows: statement.all(...values) as Row[] };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}
