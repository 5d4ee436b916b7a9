import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "./schema.ts";
import type { ExportRow } from "./store.ts";
import { findExport, type Table } from "./tables/index.ts";

/** Rows a query: a chunk is all that is ever in memory. */
const CHUNK_ROWS = 1_000;

type PlainRow = Readonly<Record<string, string | number | null>>;

/**
 * Streams an export table in key order, a chunk at a time, each beginning behind the last key; so no read stays open
 * while the consumer writes. Rows written meanwhile may or may not be among them. Throws RangeError for a table that
 * is not exported.
 */
export async function* readExportRows(
  queries: Kysely<Schema>,
  name: string,
  { history = false }: { readonly history?: boolean } = {},
): AsyncGenerator<ExportRow> {
  const table = findExport(name);
  const source = (history ? table.export?.history : undefined) ?? name;
  // The history of a table with another home has one reading a moment, so the moment joins its key.
  const key = source === name ? table.key : [...table.key, "taken_at"];
  const latestBy = history ? undefined : table.export?.latestBy;
  const columns = Object.keys(table.columns);
  let last: PlainRow | undefined;
  for (;;) {
    const rows = await readChunk(queries, { source, columns, key, latestBy, last });
    for (const row of rows) yield toExportRow(table, row);
    last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK_ROWS) return;
  }
}

interface ChunkQuestion {
  readonly source: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly latestBy: readonly string[] | undefined;
  readonly last: PlainRow | undefined;
}

async function readChunk(queries: Kysely<Schema>, question: ChunkQuestion): Promise<readonly PlainRow[]> {
  const { source, columns, key, latestBy, last } = question;
  const conditions: RawBuilder<unknown>[] = [sql`1 = 1`];
  if (last !== undefined) {
    conditions.push(sql`(${listColumns(key)}) > (${sql.join(key.map((column) => last[column] ?? null))})`);
  }
  if (latestBy !== undefined) {
    const sameThing = latestBy.map((column) => sql`${sql.ref(`newer.${column}`)} = ${sql.ref(`reading.${column}`)}`);
    conditions.push(sql`reading.taken_at = (
      select max(newer.taken_at) from ${sql.table(source)} as newer where ${sql.join(sameThing, sql` and `)}
    )`);
  }
  const { rows } = await sql<PlainRow>`
    select ${listColumns(columns)}
    from ${sql.table(source)} as reading
    where ${sql.join(conditions, sql` and `)}
    order by ${listColumns(key)}
    limit ${sql.lit(CHUNK_ROWS)}
  `.execute(queries);
  return rows;
}

function listColumns(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

function toExportRow({ columns }: Table, row: PlainRow): ExportRow {
  const entries = Object.entries(columns).map(([column, kind]) => {
    const value = row[column] ?? null;
    if (value !== null && kind.startsWith("flag")) return [column, value !== 0] as const;
    return [column, kind === "blank" && value === "" ? null : value] as const;
  });
  return Object.fromEntries(entries);
}
