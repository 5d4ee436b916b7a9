// A table of the dataset as CSV, JSON lines or Parquet.

import { resolve } from "node:path";
import { countOf } from "../../shared/index.ts";
import { exportParquet } from "../../store/index.ts";
import { openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { toCsvLine } from "../csv.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { writeFile } from "../write-file.ts";

const ROWS_A_CHUNK = 500;

export async function run(context: CommandContext): Promise<ExitCode> {
  const { args, flags, print, clock, signal, cwd } = context;
  const [table = ""] = args;
  const settings = context.settings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  const columns = store.tables[table];
  if (columns === undefined) {
    throw new UsageError(`There is no table "${table}".`, `Tables: ${Object.keys(store.tables).join(", ")}.`);
  }
  const chunks = toChunks(store, table, columns, {
    format: typeof flags.format === "string" ? flags.format : "csv",
    history: flags.history === true,
  });
  const out = typeof flags.out === "string" ? resolve(cwd, flags.out) : undefined;
  if (out === undefined) {
    for await (const chunk of chunks.pieces) {
      signal.throwIfAborted();
      if (!(await print.data(chunk))) break;
    }
    return EXIT.complete;
  }
  await writeFile(out, chunks.pieces, signal);
  print.json({ table, file: out, rows: chunks.count() });
  print.result(`${countOf(chunks.count(), "row")} of ${table} in ${out}`);
  return EXIT.complete;
}

type Store = Awaited<ReturnType<typeof openDataset>>;

/** The table in pieces that can be written as they come, and how many rows have passed so far. */
function toChunks(
  store: Store,
  table: string,
  columns: readonly string[],
  { format, history }: { readonly format: string; readonly history: boolean },
) {
  let count = 0;
  async function* exportRows(...args: Parameters<Store["exportRows"]>): ReturnType<Store["exportRows"]> {
    for await (const row of store.exportRows(...args)) {
      count += 1;
      yield row;
    }
  }
  async function* toLines(): AsyncGenerator<string> {
    let lines: string[] = format === "csv" ? [toCsvLine(columns)] : [];
    for await (const row of exportRows(table, { history })) {
      lines.push(format === "csv" ? toCsvLine(columns.map((column) => row[column] ?? null)) : JSON.stringify(row));
      if (lines.length < ROWS_A_CHUNK) continue;
      yield `${lines.join("\n")}\n`;
      lines = [];
    }
    if (lines.length > 0) yield `${lines.join("\n")}\n`;
  }
  const pieces: AsyncIterable<string | Uint8Array> =
    format === "parquet" ? exportParquet({ exportRows }, table, { history }) : toLines();
  return { pieces, count: () => count };
}
