// Reports over stores of many accounts and weeks, filled for it in a temporary folder: that memory does not grow with the
// weeks held, and what the largest takes (V15).
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillHistory } from "./fill-history.ts";
import type { HistoryReading } from "./history-process.ts";
import { readMessage } from "./start-sandbox.ts";

const FORMATS = ["model", "html", "xlsx", "pdf"] as const;
type Format = (typeof FORMATS)[number];

export interface HistorySize {
  readonly accounts: number;
  readonly weeks: number;
}

export interface HistoryResult extends HistorySize {
  readonly rows: number;
  readonly storeBytes: number;
  readonly readings: Readonly<Partial<Record<Format, HistoryReading>>>;
}

/** The same accounts with more weeks may take so much more; V8 is never twice the same. */
const MOST_OVER_WEEKS = 1.15;
const MOST_PER_ACCOUNT = 1.3;
/** Of ours and the browser's together, for every format. */
const MOST_MEMORY_MIB = 3_000;

/** "500x13,5000x52" as sizes. Throws for anything else. */
export function parseSizes(list: string): readonly HistorySize[] {
  return list.split(",").map((size) => {
    const [, accounts, weeks] = /^(\d+)x(\d+)$/.exec(size) ?? [];
    if (accounts === undefined || weeks === undefined) throw new Error(`${size} is no size such as 500x13`);
    return { accounts: Number(accounts), weeks: Number(weeks) };
  });
}

/** `formats` names what is measured, "model" being the report before it is a file. */
export async function measureHistory(
  sizes: readonly HistorySize[],
  formats: readonly string[],
  onStep: (step: string) => void,
): Promise<readonly HistoryResult[]> {
  const results: HistoryResult[] = [];
  for (const { accounts, weeks } of sizes) {
    const folder = await mkdtemp(join(tmpdir(), "gazette-bench-"));
    try {
      onStep(`a store of ${accounts} accounts and ${weeks} weeks, being filled`);
      const path = join(folder, "gazette.db");
      const rows = await fillHistory(path, accounts, weeks);
      const readings: Partial<Record<Format, HistoryReading>> = {};
      for (const format of FORMATS.filter((name) => formats.includes(name))) {
        onStep(`${format} of ${accounts} accounts and ${weeks} weeks`);
        readings[format] = await runProcess(folder, format);
        onStep(tell(format, accounts, readings[format]));
      }
      results.push({ accounts, weeks, rows, storeBytes: (await stat(path)).size, readings });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return results;
}

async function runProcess(folder: string, format: Format): Promise<HistoryReading> {
  const child = fork(new URL("./history-process.ts", import.meta.url), [folder, format]);
  const ended = once(child, "exit");
  const reading = (await readMessage(child)) as HistoryReading;
  child.disconnect();
  await ended;
  return reading;
}

export function printHistory(results: readonly HistoryResult[]): string {
  const lines = results.flatMap(({ accounts, weeks, rows, storeBytes, readings }) => [
    `  ${accounts} accounts × ${weeks} weeks: ${rows.toLocaleString("en")} rows, ${toMiB(storeBytes / 1_024)} MiB`,
    ...FORMATS.flatMap((format) => {
      const reading = readings[format];
      return reading === undefined ? [] : `    ${tell(format, accounts, reading)}`;
    }),
  ]);
  return [
    "`gazette report` over a store on disk (a format's figures hold its model and seal):",
    ...lines,
    ...FORMATS.flatMap((format) => judge(format, results)),
    "",
  ].join("\n");
}

function tell(format: Format, accounts: number, reading: HistoryReading): string {
  const { modelMs, fileMs, cpuMs, bytes, peakRssKiB, browserKiB } = reading;
  const seconds = Math.round((modelMs + fileMs) / 1_000);
  const size = bytes === 0 ? "" : `, ${toMiB(bytes / 1_024)} MiB`;
  const browser = browserKiB === 0 ? "" : ` and ${toMiB(browserKiB)} MiB of the browser`;
  const each = (cpuMs / accounts).toFixed(1);
  return `${format}: ${seconds} s (${each} ms of our processor time an account)${size}; peak memory ${toMiB(peakRssKiB)} MiB${browser}`;
}

/** Over the weeks at one number of accounts; over the accounts at one number of weeks; and all there is. */
function judge(format: Format, results: readonly HistoryResult[]): readonly string[] {
  const held = results.flatMap(({ accounts, weeks, readings }) => {
    const reading = readings[format];
    return reading === undefined ? [] : [{ accounts, weeks, ...reading }];
  });
  const lines: string[] = [];
  const say = (what: string, ratio: number, goal: number): void =>
    void lines.push(`  ${format}, ${what}: ×${ratio.toFixed(2)}, goal ×${goal} ${ratio <= goal ? "met" : "MISSED"}`);
  const last = held.at(-1);
  const shorter = held.find((one) =>
    held.some(({ accounts, weeks }) => accounts === one.accounts && weeks > one.weeks),
  );
  const longer = held.findLast(({ accounts }) => accounts === shorter?.accounts);
  if (shorter !== undefined && longer !== undefined)
    say(
      `peak memory of ${longer.accounts} accounts, ${longer.weeks} weeks over ${shorter.weeks}`,
      longer.peakRssKiB / shorter.peakRssKiB,
      MOST_OVER_WEEKS,
    );
  const first = held.find(({ weeks }) => weeks === last?.weeks);
  if (first !== undefined && last !== undefined && first !== last)
    say(
      `processor time of an account among ${last.accounts} over one among ${first.accounts}`,
      last.cpuMs / last.accounts / (first.cpuMs / first.accounts),
      MOST_PER_ACCOUNT,
    );
  if (last !== undefined) {
    const memory = toMiB(last.peakRssKiB + last.browserKiB);
    const verdict = memory <= MOST_MEMORY_MIB ? "met" : "MISSED";
    lines.push(`  ${format}, all memory at ${last.accounts}: ${memory} MiB, goal ${MOST_MEMORY_MIB} ${verdict}`);
  }
  return lines;
}

function toMiB(kib: number): number {
  return Math.round(kib / 1_024);
}
