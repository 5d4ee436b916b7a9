// `npm run bench`: what a weekly run costs in calls, in time over the bare requests, and in memory. Ratios, because
// seconds belong to the machine.
import { parseArgs } from "node:util";
import { measureClients, printClients } from "./clients.ts";
import { measureDecode, printDecode } from "./decode.ts";
import { LATENCY_MS } from "./delay.ts";
import { measureDesk, printDesk } from "./desk.ts";
import { measureHistory, parseSizes, printHistory } from "./history.ts";
import { measurePeakRss, measureWorld, type WorldResult } from "./measure.ts";
import { measureHtml, measurePdf, printHtml, printPdf } from "./report.ts";
import { measureStart, printStart } from "./start.ts";
import { measureStrict, printStrict, type StrictResult } from "./strict.ts";
import { printMemory, printWorlds } from "./table.ts";
import { measureWorkbooks, printWorkbooks } from "./workbook.ts";
import { measureWorkers, printWorkers } from "./workers.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    accounts: { type: "string", default: "1,10,60,200" },
    memory: { type: "string", default: "60,1000" },
    rounds: { type: "string", default: "3" },
    workbook: { type: "string", default: "10000,100000,1000000" },
    html: { type: "string", default: "50,200,1000" },
    pdf: { type: "string", default: "20,80,1000" },
    clients: { type: "string", default: "60" },
    /** Reports of clients made at once. */
    parallel: { type: "string", default: "2" },
    /** Accounts × weeks; the last fills some 11 GB of the temporary folder. */
    history: { type: "string", default: "500x13,500x52,2000x52,5000x52" },
    formats: { type: "string", default: "model,html,xlsx,pdf" },
    /**
     * Parts to measure: start, decode, calls, strict, memory, workbook, html, pdf, clients; desk, which fills two stores; workers, a quarter
     * of an hour; history, an hour.
     */
    only: { type: "string", default: "start,decode,calls,strict,memory,workbook,html,pdf,clients" },
    strict: { type: "string", default: "20,60" },
    /** Accounts × editions that workers collect and make. */
    workers: { type: "string", default: "2000x200" },
    /** Connections × ms an answer takes, of the API they collect from. */
    "workers-api": { type: "string", default: `10x${LATENCY_MS}` },
    /** Accounts × comments of the desk's store. */
    desk: { type: "string", default: "5000x1000000" },
    /** Stores filled before, measured instead of new ones. */
    "desk-url": { type: "string", multiple: true, default: [] },
  },
});
const parts = values.only.split(",");
const toNumbers = (list: string, part: string): readonly number[] =>
  parts.includes(part) ? list.split(",").filter(Boolean).map(Number) : [];
const say = (step: string): void => void process.stderr.write(`measuring ${step}…\n`);

/** More than the other rounds: a start takes a blink, and a busy machine disturbs it. */
const STARTS = 15;
const starts = parts.includes("start") ? measureStart(STARTS) : [];

const decode = parts.includes("decode") ? measureDecode() : undefined;
const worlds: WorldResult[] = [];
for (const accounts of toNumbers(values.accounts, "calls"))
  worlds.push(await measureWorld(accounts, Number(values.rounds), say));

const stricts: StrictResult[] = [];
for (const accounts of toNumbers(values.strict, "strict")) {
  say(`a strict world of ${accounts} accounts`);
  stricts.push(await measureStrict(accounts));
}

const memory: { readonly accounts: number; readonly peakRssKiB: number }[] = [];
for (const accounts of toNumbers(values.memory, "memory")) {
  say(`memory with ${accounts} accounts`);
  memory.push({ accounts, peakRssKiB: await measurePeakRss(accounts) });
}

const workbooks = await measureWorkbooks(toNumbers(values.workbook, "workbook"), say);
const pages = await measureHtml(toNumbers(values.html, "html"), say);
const prints = await measurePdf(toNumbers(values.pdf, "pdf"), say);

const clients = await measureClients(toNumbers(values.clients, "clients"), Number(values.parallel), say);

const histories = parts.includes("history")
  ? await measureHistory(parseSizes(values.history), values.formats.split(","), say)
  : [];

const [deskAccounts = 0, deskComments = 0] = values.desk.split("x").map(Number);
const desks = parts.includes("desk")
  ? await measureDesk({ accounts: deskAccounts, comments: deskComments, urls: values["desk-url"] }, say)
  : [];

const [workAccounts = 0, workEditions = 0] = values.workers.split("x").map(Number);
const [workConnections = 0, workLatencyMs = 0] = values["workers-api"].split("x").map(Number);
const workers = parts.includes("workers")
  ? [
      await measureWorkers(
        { accounts: workAccounts, editions: workEditions, connections: workConnections, latencyMs: workLatencyMs },
        say,
      ),
    ]
  : [];

const ratio = (memory.at(-1)?.peakRssKiB ?? Number.NaN) / (memory[0]?.peakRssKiB ?? Number.NaN);
if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ starts, decode, worlds, stricts, memory: { readings: memory, ratio }, workbooks, pages, prints, clients, histories, desks, workers }, null, 2)}\n`,
  );
} else {
  if (starts.length > 0) process.stdout.write(printStart(starts));
  if (decode !== undefined) process.stdout.write(printDecode(decode));
  if (worlds.length > 0) process.stdout.write(printWorlds(worlds));
  if (stricts.length > 0) process.stdout.write(printStrict(stricts));
  if (memory.length > 1) process.stdout.write(printMemory(memory, ratio));
  if (workbooks.length > 0) process.stdout.write(printWorkbooks(workbooks));
  if (pages.length > 0) process.stdout.write(printHtml(pages));
  if (prints.length > 0) process.stdout.write(printPdf(prints));
  if (clients.length > 0) process.stdout.write(printClients(clients));
  for (const one of workers) process.stdout.write(printWorkers(one));
  if (desks.length > 0) process.stdout.write(printDesk(desks));
  if (histories.length > 0) process.stdout.write(printHistory(histories));
}
