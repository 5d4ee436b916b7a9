import type { BasicType, ByteWriter } from "hyparquet-writer";
import type { ExportRow, Store } from "./store.ts";
import { type Columns, findExport } from "./tables/index.ts";

/** Rows a row group: what is in memory at once. Large enough for column statistics to be worth their place. */
const ROWS_A_GROUP = 20_000;

interface Column {
  readonly name: string;
  readonly type: BasicType;
}

type Cell = ExportRow[string] | bigint;

/**
 * A table as the bytes of one Parquet file, in the order of `exportRows`, a row group at a time. Every column may be
 * null: ids, days and instants are STRING, counts INT64, figures DOUBLE, flags BOOLEAN (docs/data-dictionary.md).
 * Throws RangeError for a table that is not exported.
 */
export async function* exportParquet(
  store: Pick<Store, "exportRows">,
  name: string,
  options: { readonly history?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const columns = listColumns(findExport(name).columns);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: columns.map((column) => ({ ...column, data: [] })) }),
    createdBy: "gazette",
  });
  for await (const rows of cutIntoGroups(store.exportRows(name, options))) {
    const columnData = columns.map((column) => ({ name: column.name, data: rows.map((row) => toCell(column, row)) }));
    await writer.write({ columnData, rowGroupSize: ROWS_A_GROUP });
    yield takeBytes(bytes);
  }
  await writer.finish();
  yield takeBytes(bytes);
}

const TYPES: Readonly<Record<string, BasicType>> = { integer: "INT64", real: "DOUBLE", flag: "BOOLEAN" };

function listColumns(columns: Columns): readonly Column[] {
  return Object.entries(columns).map(([name, kind]) => ({ name, type: TYPES[kind.replace("?", "")] ?? "STRING" }));
}

function toCell({ name, type }: Column, row: ExportRow): Cell {
  const value = row[name] ?? null;
  return type === "INT64" && typeof value === "number" ? BigInt(value) : value;
}

async function* cutIntoGroups(rows: AsyncIterable<ExportRow>): AsyncGenerator<readonly ExportRow[]> {
  let group: ExportRow[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < ROWS_A_GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** What was written since the last time; the writer goes on counting from the beginning of the file. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const taken = writer.getBytes().slice();
  writer.index = 0;
  return taken;
}
