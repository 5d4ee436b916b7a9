// Every table of the store, described once: the schema, rows and records, upserts, exports and the database itself read here.
import { sql } from "kysely";
import { COMMENT_TABLES } from "./comments.ts";
import { DATASET_TABLES } from "./dataset.ts";
import { DELIVERY_TABLES } from "./delivery.ts";
import { DESK_TABLES } from "./desk.ts";
import { RUN_TABLES } from "./runs.ts";
import type { Kind, Table } from "./table.ts";

export type { Columns, Kind, Table } from "./table.ts";

export const TABLES = { ...DATASET_TABLES, ...COMMENT_TABLES, ...RUN_TABLES, ...DELIVERY_TABLES, ...DESK_TABLES };

export type TableName = keyof typeof TABLES;

/** Indexes that are more than columns. */
export const SPECIAL_INDEXES = [
  // Each edition at most once to a recipient, whoever races to queue it.
  sql`create unique index deliveries_once on deliveries (edition, recipient)`,
  // At most one unfinished run of a scope, whoever races to open it.
  sql`create unique index runs_unfinished on runs (kind, scope) where state in ('running', 'paused')`,
  // A thread is its top comment with what names it. Spelt as the reader asks it.
  sql`create index comments_by_thread on comments ((coalesce(parent_id, comment_id)))`,
  // A gap with one day only is a gap of that day, and one without any ends at ''. Spelt as the reader asks it.
  sql`create index gaps_by_end on gaps ((coalesce(nullif(to_day, ''), from_day)))`,
];

/** The columns of a table, its own ones last. */
export function listColumns(
  name: TableName,
): readonly { readonly name: string; readonly kind: Kind; readonly isNullable: boolean }[] {
  const { columns, own = {} }: Table = TABLES[name];
  return Object.entries({ ...columns, ...own }).map(([column, kind]) => ({
    name: column,
    kind: kind.replace("?", "") as Kind,
    isNullable: kind === "mark" || kind.endsWith("?"),
  }));
}

/** A table as users may export it. Throws RangeError for one that they may not. */
export function findExport(name: string): Table {
  const table: Table | undefined = Object.hasOwn(TABLES, name) ? TABLES[name as TableName] : undefined;
  if (table?.export === undefined) throw new RangeError(`There is no table "${name}" to export.`);
  return table;
}

/** Columns of each table users may export, by its name. */
export function listExports(): Readonly<Record<string, readonly string[]>> {
  const tables: readonly (readonly [string, Table])[] = Object.entries(TABLES);
  return Object.fromEntries(
    tables.flatMap(([name, table]) => (table.export === undefined ? [] : [[name, Object.keys(table.columns)]])),
  );
}
