// The report: model and HTML over the number of accounts, and pages a second against Chromium printing the same pages bare, as many at once.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { ReportReading } from "./report-process.ts";
import { readMessage } from "./start-sandbox.ts";

export interface HtmlResult {
  readonly accounts: number;
  readonly reading: ReportReading;
}

export interface PdfResult {
  readonly accounts: number;
  readonly ours: ReportReading;
  /** Not measured above `BARE_ACCOUNTS_MOST`: Chromium alone needs more memory than machines have. */
  readonly bare?: ReportReading | undefined;
}

const BARE_ACCOUNTS_MOST = 100;
const LEAST_SPEED = 0.95;
const LEAST_SPEED_LARGE = 1;
const MOST_PER_ACCOUNT = 1.3;
const MOST_BYTES_A_PAGE = 100_000;

export async function measureHtml(
  sizes: readonly number[],
  onStep: (step: string) => void,
): Promise<readonly HtmlResult[]> {
  const results: HtmlResult[] = [];
  for (const accounts of sizes) {
    onStep(`model and HTML of ${accounts} accounts`);
    results.push({ accounts, reading: await runProcess("html", accounts) });
  }
  return results;
}

/** Each size once by each side, one after the other: what the machine does meanwhile hits both. */
export async function measurePdf(
  sizes: readonly number[],
  onStep: (step: string) => void,
): Promise<readonly PdfResult[]> {
  const results: PdfResult[] = [];
  for (const accounts of sizes) {
    onStep(`PDF of ${accounts} accounts`);
    const bare = accounts <= BARE_ACCOUNTS_MOST ? await runProcess("bare", accounts) : undefined;
    results.push({ accounts, ours: await runProcess(bare === undefined ? "whole" : "ours", accounts), bare });
  }
  return results;
}

async function runProcess(side: "html" | "ours" | "whole" | "bare", accounts: number): Promise<ReportReading> {
  const child = fork(new URL("./report-process.ts", import.meta.url), [side, String(accounts)]);
  const ended = once(child, "exit");
  const reading = (await readMessage(child)) as ReportReading;
  child.disconnect();
  await ended;
  return reading;
}

export function printHtml(results: readonly HtmlResult[]): string {
  const lines = results.map(({ accounts, reading }) => {
    const each = (reading.ms / accounts).toFixed(1);
    return `  ${accounts} accounts: ${each} ms an account, ${toMiB(reading.bytes / 1_024)} MiB; peak memory ${toMiB(reading.peakRssKiB)} MiB`;
  });
  const [first, last] = [results[0], results.at(-1)];
  if (first !== undefined && last !== undefined && first !== last) {
    const ratio = last.reading.ms / last.accounts / (first.reading.ms / first.accounts);
    const verdict = ratio <= MOST_PER_ACCOUNT ? "met" : "MISSED";
    lines.push(
      `  An account among ${last.accounts} over one among ${first.accounts}: ×${ratio.toFixed(2)}, goal ×${MOST_PER_ACCOUNT} ${verdict}`,
    );
  }
  return ["Model and HTML, 13 weeks and 20 media an account:", ...lines, ""].join("\n");
}

export function printPdf(results: readonly PdfResult[]): string {
  const paceOf = ({ pages, ms }: ReportReading): number => (pages / ms) * 1_000;
  const largest = results.findLast(({ bare }) => bare !== undefined)?.bare;
  const lines = results.map(({ accounts, ours, bare }) => {
    const against = bare ?? largest;
    const goal = bare === undefined ? LEAST_SPEED_LARGE : LEAST_SPEED;
    const speed = against === undefined ? Number.NaN : paceOf(ours) / paceOf(against);
    const of = bare === undefined ? `bare Chromium's at ${largest?.pages ?? "?"} pages` : "bare Chromium's";
    const bytes = ours.bytes / ours.pages;
    return [
      `  ${accounts} accounts, ${ours.pages} pages: ${paceOf(ours).toFixed(1)} a second, ×${speed.toFixed(2)} of ${of}, goal ×${goal} ${speed >= goal ? "met" : "MISSED"};`,
      ` ${Math.round(bytes / 1_000)} kB a page${bytes > MOST_BYTES_A_PAGE ? " MISSED" : ""};`,
      ` peak memory ${toMiB(ours.peakRssKiB)} MiB and ${toMiB(ours.browserKiB)} MiB of the browser`,
      bare === undefined ? "" : ` (bare: ${toMiB(bare.browserKiB)} MiB)`,
    ].join("");
  });
  return [
    "PDF, printed in parts and joined (from the model on where Chromium alone is not measured):",
    ...lines,
    "",
  ].join("\n");
}

function toMiB(kib: number): number {
  return Math.round(kib / 1_024);
}
