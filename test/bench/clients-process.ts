// The reports of so many clients, so many at once, in a process of its own; as `run` makes them, without a store.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sideBySide } from "../../src/cli/run/side-by-side.ts";
import { keepBrowser, makeReport } from "../../src/report/index.ts";
import { watchBrowsers } from "./browser-use.ts";
import { ACCOUNTS_A_CLIENT } from "./clients.ts";
import { buildBenchModel } from "./report-world.ts";

export interface ClientsReading {
  readonly ms: number;
  readonly peakRssKiB: number;
  /** Proportional share of all browser processes, where the system tells. */
  readonly browserKiB: number;
  /** Cores kept busy on the average, browsers included. */
  readonly cores: number;
}

const [, , count = "1", parallel = "1"] = process.argv;
const outDir = await mkdtemp(join(tmpdir(), "gazette-bench-"));
const signal = new AbortController().signal;

async function makeClient(client: number): Promise<void> {
  const model = await buildBenchModel(ACCOUNTS_A_CLIENT);
  const options = {
    formats: ["pdf", "html", "xlsx"],
    template: "weekly",
    outDir: join(outDir, String(client)),
  } as const;
  const { failures } = await makeReport(undefined, model, options, signal);
  if (failures.length > 0) throw failures[0];
}

// One by one each has a browser of its own, as so many commands would have.
const browser = parallel === "1" ? undefined : keepBrowser();
// What a process needs once (modules, fonts, drawings) is not what a report costs.
await makeClient(-1);
const endWatch = watchBrowsers();
const start = performance.now();
const startCpu = process.cpuUsage();
await sideBySide(
  Array.from({ length: Number(count) }, (_, client) => client),
  Number(parallel),
  makeClient,
);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(startCpu);
const { peakKiB: browserKiB, cpuMs } = endWatch();
const cores = ((user + system) / 1_000 + cpuMs) / ms;
await browser?.[Symbol.asyncDispose]();
await rm(outDir, { recursive: true, force: true });
process.send?.({ ms, peakRssKiB: process.resourceUsage().maxRSS, browserKiB, cores } satisfies ClientsReading);
