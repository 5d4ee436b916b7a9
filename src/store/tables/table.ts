// How a table is described.
/**
 * What a column holds. Moments are UTC ISO text to the millisecond, so that text order is time order; flags are 0 and 1;
 * a `list` is a JSON array of texts; in a `blank` '' stands for absent, as a key allows no null; a `mark` is a moment the
 * store notes by itself, no part of a record; a `note` is one of `dataset/note.ts`, as JSON.
 */
export type Kind = "text" | "blank" | "moment" | "mark" | "integer" | "real" | "flag" | "list" | "note" | "blob";

/** A trailing "?" marks a column that may be null; a `mark` always may. */
export type Columns = Readonly<Record<string, Kind | `${Kind}?`>>;

export interface Table {
  /** In their order in the database, and in the export if there is one (PRODUCT §4). */
  readonly columns: Columns;
  /** Columns behind these that no export shows. */
  readonly own?: Columns;
  /** Primary key: the order of the export. */
  readonly key: readonly string[];
  /** The moment of the reading: a row held is replaced only by one that is not older. */
  readonly stamp?: string;
  /** Ways to the rows other than their key, by name. */
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  /** The day or moment by whose month PostgreSQL keeps the rows apart; there it is part of the primary key. */
  readonly monthly?: string;
  /** Large rows, which SQLite advises against in keyed tables. */
  readonly isLarge?: true;
  /** That users may export it. Renaming or moving a column of such a table breaks what they built. */
  readonly export?: {
    /** Where every reading is kept when the table itself holds the newest only. */
    readonly history?: string;
    /** For tables that hold every reading: the columns that name one thing, of which the newest reading counts. */
    readonly latestBy?: readonly string[];
  };
}
