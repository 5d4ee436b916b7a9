// The workbook's writer against bare exceljs streaming of the same cells, each in a process of its own.
import { fork } from "node:child_process";
import { once } from "node:events";
import { readMessage } from "./start-sandbox.ts";
import type { WorkbookReading } from "./workbook-process.ts";

export interface WorkbookResult {
  readonly rows: number;
  readonly ours: WorkbookReading;
  /** Not measured above `BARE_ROWS_MOST`, where it no longer fits in memory. */
  readonly bare?: WorkbookReading | undefined;
  /** Our rows a second over those of bare exceljs. */
  readonly speed?: number | undefined;
}

const BARE_ROWS_MOST = 100_000;
const LEAST_SPEED = 0.8;
/** What is in use stays the same; V8 lets its nursery grow for a while before it rests. */
const MOST_MEMORY = 1.5;

/** Each size once by each side, one after the other: what the machine does meanwhile hits both. */
export async function measureWorkbooks(
  sizes: readonly number[],
  onStep: (step: string) => void,
): Promise<readonly WorkbookResult[]> {
  const results: WorkbookResult[] = [];
  for (const rows of sizes) {
    onStep(`workbook of ${rows} rows`);
    const bare = rows <= BARE_ROWS_MOST ? await runProcess("bare", rows) : undefined;
    const ours = await runProcess("ours", rows);
    results.push({ rows, ours, bare, speed: bare === undefined ? undefined : bare.ms / ours.ms });
  }
  return results;
}

async function runProcess(side: "ours" | "bare", rows: number): Promise<WorkbookReading> {
  const child = fork(new URL("./workbook-process.ts", import.meta.url), [side, String(rows)]);
  const ended = once(child, "exit");
  const reading = (await readMessage(child)) as WorkbookReading;
  child.disconnect();
  await ended;
  return reading;
}

export function printWorkbooks(results: readonly WorkbookResult[]): string {
  const lines = results.map(({ rows, ours, speed }) => {
    const pace = Math.round((rows / ours.ms) * 1_000).toLocaleString("en");
    const against =
      speed === undefined
        ? ""
        : `, ×${speed.toFixed(2)} of bare exceljs, goal ×${LEAST_SPEED} ${speed >= LEAST_SPEED ? "met" : "MISSED"}`;
    const memory = Math.round(ours.peakRssKiB / 1_024);
    return `  ${rows.toLocaleString("en")} rows: ${pace} a second${against}; peak memory ${memory} MiB`;
  });
  const [middle, last] = [results.at(-2), results.at(-1)];
  if (middle !== undefined && last !== undefined) {
    const ratio = last.ours.peakRssKiB / middle.ours.peakRssKiB;
    const verdict = ratio <= MOST_MEMORY ? "met" : "MISSED";
    const sizes = `${last.rows.toLocaleString("en")} rows over ${middle.rows.toLocaleString("en")}`;
    lines.push(`  Peak memory, ${sizes}: ×${ratio.toFixed(2)}, goal ×${MOST_MEMORY} ${verdict}`);
  }
  return ["Workbook, 13 columns, streamed to a file:", ...lines, ""].join("\n");
}
