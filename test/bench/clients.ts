// Many clients' reports in one run: side by side against the same made one after the other, and against Chromium printing a
// page of that size bare, once for each. Ratios, as seconds belong to the machine.
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import type { ClientsReading } from "./clients-process.ts";
import { measurePdf } from "./report.ts";
import { readMessage } from "./start-sandbox.ts";

export interface ClientsResult {
  readonly clients: number;
  readonly parallel: number;
  readonly apart: ClientsReading;
  readonly together: ClientsReading;
  /** One bare print of a report of as many accounts. */
  readonly bareMs: number;
}

/** A client of an agency has some fifteen accounts (issue 17). */
export const ACCOUNTS_A_CLIENT = 15;
const LEAST_GAIN = 1.6;
const MOST_OVER_BARE = 1.15;

export async function measureClients(
  counts: readonly number[],
  parallel: number,
  onStep: (step: string) => void,
): Promise<readonly ClientsResult[]> {
  const results: ClientsResult[] = [];
  for (const clients of counts) {
    onStep(`reports of ${clients} clients`);
    const [bare] = await measurePdf([ACCOUNTS_A_CLIENT], onStep);
    const apart = await runProcess(clients, 1);
    const together = await runProcess(clients, parallel);
    results.push({ clients, parallel, apart, together, bareMs: bare?.bare?.ms ?? Number.NaN });
  }
  return results;
}

async function runProcess(clients: number, parallel: number): Promise<ClientsReading> {
  const child = fork(new URL("./clients-process.ts", import.meta.url), [String(clients), String(parallel)]);
  const ended = once(child, "exit");
  const reading = (await readMessage(child)) as ClientsReading;
  child.disconnect();
  await ended;
  return reading;
}

export function printClients(results: readonly ClientsResult[]): string {
  const lines = results.flatMap(({ clients, parallel, apart, together, bareMs }) => {
    const gain = apart.ms / together.ms;
    const over = together.ms / clients / bareMs;
    const toText = (ms: number): string => `${(ms / clients / 1_000).toFixed(2)} s`;
    const toVerdict = (isMet: boolean): string => (isMet ? "met" : "MISSED");
    return [
      `  ${clients} clients of ${ACCOUNTS_A_CLIENT} accounts, PDF, HTML and XLSX: ${toText(apart.ms)} a report one by one, ${toText(together.ms)} with ${parallel} at once: ×${gain.toFixed(2)}, goal ×${LEAST_GAIN} ${toVerdict(gain >= LEAST_GAIN)}`,
      `  A report over one bare Chromium print (${(bareMs / 1_000).toFixed(2)} s): ×${over.toFixed(2)}, goal ×${MOST_OVER_BARE} ${toVerdict(over <= MOST_OVER_BARE)}`,
      `  Cores busy one by one ${apart.cores.toFixed(2)}, at once ${together.cores.toFixed(2)} of ${availableParallelism()}`,
      `  Peak memory one by one ${toMiB(apart.peakRssKiB)} MiB and browsers ${toMiB(apart.browserKiB)} MiB, at once ${toMiB(together.peakRssKiB)} MiB and browsers ${toMiB(together.browserKiB)} MiB`,
    ];
  });
  return ["Reports of many clients in one run:", ...lines, ""].join("\n");
}

function toMiB(kib: number): string {
  return (kib / 1_024).toFixed(0);
}
