// `gazette report` in one format over a filled store, in a process of its own, as the command does it: model, file, seal.
import { join } from "node:path";
import { makeReport, type ReportFormat, summariseReport } from "../../src/report/index.ts";
import { openStore } from "../../src/store/index.ts";
import { watchBrowsers } from "./browser-use.ts";
import { HISTORY_NOW, HISTORY_WEEK } from "./fill-history.ts";

export interface HistoryReading {
  readonly modelMs: number;
  /** The file and the seal; 0 for the model alone. */
  readonly fileMs: number;
  /** Of processor time, ours alone: a busy machine does not lengthen it. */
  readonly cpuMs: number;
  readonly bytes: number;
  readonly peakRssKiB: number;
  /** Proportional share of all browser processes, where the system tells. */
  readonly browserKiB: number;
}

const GROUPS = 12;
const [, , folder = ".", format = "model"] = process.argv;
const endWatch = watchBrowsers();
const start = performance.now();
await using store = await openStore({ url: `sqlite:${join(folder, "gazette.db")}` });
const names = (await store.read.accounts()).map(({ username }) => username);
const model = await summariseReport(store, {
  span: HISTORY_WEEK,
  timeZone: "Europe/Berlin",
  locale: "en-GB",
  title: "Instagram weekly",
  brand: { name: "Acme", colour: "#0b5fff" },
  paper: "A4",
  sortBy: "engagementRate",
  now: HISTORY_NOW,
  generator: "Gazette",
  groups: Object.fromEntries(
    Array.from({ length: GROUPS }, (_, group) => [
      `Group ${group + 1}`,
      names.filter((_name, at) => at % GROUPS === group),
    ]),
  ),
  alias: {},
});
const built = performance.now();
let bytes = 0;
if (format !== "model") {
  const formats = [format as ReportFormat];
  const outDir = join(folder, "reports");
  const outcome = await makeReport(store, model, { formats, template: "weekly", outDir }, new AbortController().signal);
  for (const failure of outcome.failures) throw failure;
  bytes = outcome.files.reduce((sum, file) => sum + file.bytes, 0);
}
const { user, system } = process.cpuUsage();
const reading: HistoryReading = {
  modelMs: built - start,
  fileMs: format === "model" ? 0 : performance.now() - built,
  cpuMs: (user + system) / 1_000,
  bytes,
  peakRssKiB: process.resourceUsage().maxRSS,
  browserKiB: endWatch().peakKiB,
};
process.send?.(reading);
