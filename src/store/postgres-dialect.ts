// Kysely over pg with its pipeline: a statement nobody waits for leaves at once, and what follows does not wait for its answer.
// A write is then as many round trips as it has questions, not as it has statements.
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type { Pool, PoolClient } from "pg";
import { isConnectionLost, toStoreError } from "./postgres-failure.ts";
import { isSentAlong } from "./statement.ts";

export interface PostgresDialectOptions {
  /** Its clients must be pipelined. */
  readonly pool: Pool;
  /** Shown in errors; never with a password. */
  readonly place: string;
}

export function createPostgresDialect(options: PostgresDialectOptions): Dialect {
  return {
    createDriver: () => new PipelinedDriver(options),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

/** What the driver makes is all that Kysely hands it back. */
function toOwn(connection: DatabaseConnection): PipelinedConnection {
  return connection as PipelinedConnection;
}

class PipelinedDriver implements Driver {
  readonly #options: PostgresDialectOptions;

  constructor(options: PostgresDialectOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const { pool, place } = this.#options;
    try {
      return new PipelinedConnection(await pool.connect(), place);
    } catch (error) {
      throw toStoreError(error, place);
    }
  }

  async beginTransaction(connection: DatabaseConnection, { isolationLevel }: TransactionSettings): Promise<void> {
    toOwn(connection).begin(isolationLevel);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return toOwn(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return toOwn(connection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    toOwn(connection).release();
  }

  destroy(): Promise<void> {
    return this.#options.pool.end();
  }
}

interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: unknown[];
}

const CHANGES: readonly string[] = ["INSERT", "UPDATE", "DELETE", "MERGE"];

/** One use of a pooled connection. */
class PipelinedConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #place: string;
  /** Statements on their way whose answers are looked at before the transaction ends. */
  #underWay: Promise<unknown>[] = [];
  /** The first that failed: those behind it are only told that there was one. */
  #failed: { readonly failure: unknown } | undefined;
  #isLost = false;

  constructor(client: PoolClient, place: string) {
    this.#client = client;
    this.#place = place;
  }

  begin(isolationLevel: string | undefined): void {
    this.#sendAlong(`start transaction${isolationLevel === undefined ? "" : ` isolation level ${isolationLevel}`}`, []);
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql, parameters } = query;
    if (isSentAlong(query)) {
      this.#sendAlong(sql, parameters);
      return { rows: [] };
    }
    const { command, rowCount, rows } = await this.#ask(sql, parameters);
    const changed = CHANGES.includes(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {};
    return { ...changed, rows: rows as Row[] };
  }

  /** Leaves behind the last statement; one that failed has made it a rollback, and is told. */
  async commit(): Promise<void> {
    this.#sendAlong("commit", []);
    await Promise.all(this.#underWay);
  }

  async rollback(): Promise<void> {
    const answers = this.#underWay;
    this.#underWay = [];
    await this.#ask("rollback", []);
    await Promise.allSettled(answers);
  }

  release(): void {
    this.#client.release(this.#isLost);
  }

  #sendAlong(sql: string, parameters: readonly unknown[]): void {
    const answer = this.#ask(sql, parameters);
    answer.catch(() => undefined);
    this.#underWay.push(answer);
  }

  async #ask(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    // What comes after a lost connection, its rollback above all, must not wait as long as the query did.
    if (this.#isLost) throw this.#failed?.failure;
    try {
      return await this.#client.query(sql, [...parameters]);
    } catch (error) {
      this.#failed ??= { failure: toStoreError(error, this.#place) };
      if (isConnectionLost(error)) this.#isLost = true;
      throw this.#failed.failure;
    }
  }

  streamQuery(): never {
    throw new Error("The PostgreSQL engine does not stream: exports page by key.");
  }
}
