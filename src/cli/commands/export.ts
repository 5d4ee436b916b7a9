// A table of the dataset as CSV or JSON lines.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { toCsvLine } from "../csv.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";

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
  const isCsv = flags.format !== "jsonl";
  const lines = toLines(store.exportRows(table, { history: flags.history === true }), columns, isCsv);
  const out = typeof flags.out === "string" ? resolve(cwd, flags.out) : undefined;
  if (out === undefined) {
    for await (const chunk of lines.chunks) {
      signal.throwIfAborted();
      if (!(await print.data(chunk))) break;
    }
    return EXIT.complete;
  }
  await writeAside(out, lines.chunks, signal);
  print.json({ table, file: out, rows: lines.count() });
  print.result(`${lines.count()} rows of ${table} in ${out}`);
  return EXIT.complete;
}

function toLines(
  rows: ReturnType<Awaited<ReturnType<typeof openDataset>>["exportRows"]>,
  columns: readonly string[],
  isCsv: boolean,
) {
  let count = 0;
  async function* chunks(): AsyncGenerator<string> {
    let chunk: string[] = isCsv ? [toCsvLine(columns)] : [];
    for await (const row of rows) {
      count += 1;
      chunk.push(isCsv ? toCsvLine(columns.map((column) => row[column] ?? null)) : JSON.stringify(row));
      if (chunk.length < ROWS_A_CHUNK) continue;
      yield `${chunk.join("\n")}\n`;
      chunk = [];
    }
    if (chunk.length > 0) yield `${chunk.join("\n")}\n`;
  }
  return { chunks: chunks(), count: () => count };
}

/** A file under its final name is whole (V11). */
async function writeAside(path: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.part`;
  const stream = createWriteStream(aside);
  try {
    await once(stream, "open");
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      if (!stream.write(chunk)) await once(stream, "drain");
    }
    stream.end();
    await once(stream, "close");
    await rename(aside, path);
  } catch (cause) {
    stream.destroy();
    await rm(aside, { force: true });
    if (signal.aborted) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UsageError(`Could not write ${path}: ${reason}.`, "Choose another file with --out.");
  }
}
