// One table carried over to another engine and compared with what it came from, row by row in the order of its key.
import { type RawBuilder, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import { StoreError } from "./store-error.ts";
import { type Kind, listColumns, TABLES, type Table, type TableName } from "./tables/index.ts";

type Value = string | number | Uint8Array | null;
type Row = Readonly<Record<string, Value>>;

/** How a row reads where it goes: what it says of the engine it comes from is told in the other's terms. */
export type Translate = (table: TableName, row: Row) => Row;

/** Rows in memory at once, by what a row may weigh: letters' files and sealed models are megabytes each. */
function toRowsAtOnce(table: TableName): number {
  if (listColumns(table).some(({ kind }) => kind === "blob")) return 1;
  const { isLarge }: Table = TABLES[table];
  return isLarge === true ? 100 : 1_000;
}

/** Writes every row of `from` into `to`, where the table is empty; answers how many there were. */
export async function copyTable(
  table: TableName,
  from: WriteTransaction,
  to: WriteTransaction,
  translate: Translate,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const rows of readInPieces(table, from)) {
    signal.throwIfAborted();
    await insertRows(
      table,
      to,
      rows.map((row) => translate(table, row)),
    );
    count += rows.length;
  }
  // So that the first questions, the comparison's among them, are planned for what is there now.
  await sql`analyze ${sql.table(table)}`.execute(to);
  return count;
}

/** Throws `STORE_COPY_DIFFERS` where one has a row, or a value, that the other has not. */
export async function compareTable(
  table: TableName,
  from: WriteTransaction,
  to: WriteTransaction,
  translate: Translate,
  signal: AbortSignal,
): Promise<void> {
  const columns = listColumns(table);
  const copies = readInPieces(table, to);
  for await (const rows of readInPieces(table, from)) {
    signal.throwIfAborted();
    const copied = (await copies.next()).value ?? [];
    for (const [index, row] of rows.entries()) {
      const expected = translate(table, row);
      const found = copied[index];
      const column = columns.find(({ name }) => !isSame(expected[name], found?.[name]));
      if (column !== undefined)
        throw toDiffers(table, found === undefined ? "is missing" : `differs in ${column.name}`);
    }
    if (copied.length > rows.length) throw toDiffers(table, "is there that was not copied");
  }
  if (((await copies.next()).value ?? []).length > 0) throw toDiffers(table, "is there that was not copied");
}

/** The whole table in the order of its key, each piece beginning behind the last row of the one before. */
async function* readInPieces(table: TableName, trx: WriteTransaction): AsyncGenerator<readonly Row[], undefined> {
  const { key }: Table = TABLES[table];
  const most = toRowsAtOnce(table);
  const columns = listNames(listColumns(table).map(({ name }) => name));
  let last: Row | undefined;
  for (;;) {
    const beyond = last === undefined ? sql`1 = 1` : isBeyond(key, last);
    const { rows } = await sql<Row>`
      select ${columns} from ${sql.table(table)} where ${beyond} order by ${listNames(key)} limit ${sql.lit(most)}
    `.execute(trx);
    last = rows.at(-1);
    if (last === undefined) return undefined;
    yield rows;
  }
}

function isBeyond(key: readonly string[], last: Row): RawBuilder<unknown> {
  return sql`(${listNames(key)}) > (${sql.join(key.map((column) => last[column] ?? null))})`;
}

/**
 * As one JSON parameter, whatever the number of rows and columns: one statement a table, and no number of parameters to
 * keep to. Numbers are written in JavaScript's shortest form, which reads as the same double; bytes as PostgreSQL's hex.
 */
async function insertRows(table: TableName, to: WriteTransaction, rows: readonly Row[]): Promise<void> {
  const columns = listColumns(table);
  const cells = rows.map((row) =>
    Object.fromEntries(columns.map(({ name, kind }) => [name, toJsonCell(kind, row[name] ?? null)])),
  );
  const names = listNames(columns.map(({ name }) => name));
  await sql`
    insert into ${sql.table(table)} (${names})
    select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(cells)}::json)
  `.execute(to);
}

function toJsonCell(kind: Kind, value: Value): string | number | null {
  if (!(value instanceof Uint8Array)) return value;
  return kind === "blob" ? `\\x${Buffer.from(value).toString("hex")}` : Buffer.from(value).toString("utf8");
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  return one === other;
}

function listNames(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

function toDiffers(table: TableName, how: string): StoreError {
  return new StoreError({
    code: "STORE_COPY_DIFFERS",
    sentence: `Could not move the store: read back from the new one, a row of ${table} ${how}. Nothing was moved.`,
    hint: "The old store is as it was: go on with it, and tell us of this.",
  });
}
