// All an engine must do. Every query above this line is Kysely or SQL both engines understand; where they differ,
// the difference is a member here.
import type { Expression, Kysely, Transaction } from "kysely";
import type { Schema } from "./schema.ts";

export type WriteTransaction = Transaction<Schema>;

/** Column types the engines spell differently. */
export interface ColumnTypes {
  /** Text that sorts by code point. */
  readonly text: Expression<unknown>;
  readonly blob: Expression<unknown>;
  /** Words after a `create table` whose rows live in their primary key's index; undefined when all tables do or none can. */
  readonly keyedTable: Expression<unknown> | undefined;
  /** Words after a `create table` whose rows lie apart by the month of a column; undefined where every table is whole. */
  readonly monthly: ((column: string) => Expression<unknown>) | undefined;
}

/**
 * What a finished write outlives. `power-cut`: it is on disk. `process`: every way a process can die, kill -9 included,
 * but a power cut may take the last moments; enough for entries that only hold us back, and many times faster.
 * `power-cut-soon`: as `process`, and on its way to the disk; the next `power-cut` waits for it, too, and is told when it
 * did not get there.
 */
export type Outlives = "power-cut" | "power-cut-soon" | "process";

/**
 * What a write needs to itself, by name: a connection's ledger, an account's rows (`guards.ts`). Writes that name the same
 * take turns; those that name nothing in common go side by side, and whoever names nothing has the whole dataset to itself.
 */
export type Guards = readonly string[];

/**
 * One open database. Its failures arrive as `StoreError`.
 * Inside `write` use only the transaction: another query of the same process might wait for it for ever.
 */
export interface Database {
  readonly queries: Kysely<Schema>;
  readonly columnTypes: ColumnTypes;
  /** Where its tables are, of several places in one database; undefined when there is but one. */
  readonly schemaName: string | undefined;
  /** The server's clock, which all machines on it can go by; absent where there is but one machine. */
  readonly readTime?: (() => Promise<Date>) | undefined;
  /**
   * Runs `work` in one transaction; when it returns, the work is on disk, unless it need not outlive a power cut.
   * Writers take turns, those of other processes included, and each sees all the ones before it have written: what
   * `work` reads stays true until it ends. With `guards` that holds of what they name, and of what only writes without any
   * change; an empty list is for one that reads nothing it relies on. `work` may then be run again, after what it wrote
   * was undone. SQLite has one writer whatever is named.
   */
  write<T>(work: (trx: WriteTransaction) => Promise<T>, outlives?: Outlives, guards?: Guards): Promise<T>;
  /** Absent where nothing fences it. */
  readonly confirmHeld?: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}
