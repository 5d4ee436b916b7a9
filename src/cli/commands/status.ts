// What ran, what is held, and what may still be spent this hour. Spends nothing.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Settings } from "../../config/index.ts";
import type { ConnectionHealth } from "../../schedule/index.ts";
import { countOf } from "../../shared/index.ts";
import type { SealedReport } from "../../store/index.ts";
import { chooseClients } from "../clients/choose-clients.ts";
import { openDataset } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { toDeliveryDocument } from "../delivery-words.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { printHours, readHours } from "../hours.ts";
import { listTroubles } from "../run/list-troubles.ts";
import { readClients } from "../run/read-clients.ts";
import { readOperation } from "../run/read-operation.ts";

const RUNS_SHOWN = 10;
const DELIVERIES_SHOWN = 20;
const SLOTS_SHOWN = 10;
const REPORTS_SHOWN = 10;

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, clock, flags } = context;
  const settings = context.settings({ secrets: "optional" });
  const chosen = flags.client.length === 0 ? [] : chooseClients(settings, flags.client).map(({ name }) => name);
  const isAsked = (client: string): boolean => chosen.length === 0 || chosen.includes(client);
  await using store = await openDataset(settings, clock);
  const [runs, accounts, missing, lessons, deliveries, slots, reports] = await Promise.all([
    store.read.runs(RUNS_SHOWN),
    store.read.accounts(),
    store.read.missing(),
    store.lessons(),
    store.outbox.list(chosen.length === 0 ? { limit: DELIVERIES_SHOWN } : {}),
    store.slots.recent(SLOTS_SHOWN),
    store.sealed.list(REPORTS_SHOWN),
  ]).then(
    ([runs, accounts, missing, lessons, mails, slots, reports]) =>
      [
        runs,
        accounts,
        missing,
        lessons,
        mails.filter(({ client }) => isAsked(client)).slice(0, DELIVERIES_SHOWN),
        slots.filter(({ job }) => chosen.length === 0 || chosen.some((name) => job.startsWith(`${name}/`))),
        reports.filter(({ client }) => isAsked(client)),
      ] as const,
  );
  const operation = await readOperation(settings, store, clock.now());
  const troubles = listTroubles(operation, settings.delivery.warnBelowCoverage).map(({ message }) => message);
  const health = new Map(operation.connections.map((one) => [one.connection, one]));
  const hours = await readHours(settings, store, clock);
  const connections = hours.connections.map((hour) => ({ ...health.get(hour.connection), ...hour }));
  const waiting = await store.comments.actions({ states: ["planned", "sending", "unknown"] });
  const due = waiting.filter(({ dueAt }) => dueAt <= clock.now().toISOString()).length;
  const filesIn = reports[0] === undefined ? null : await findFiles(reports[0], toOutDir(settings, reports[0]));
  const clients = await readClients(settings, store, clock.now());
  const asked = flags.client.length === 0 ? clients : clients.filter(({ client }) => isAsked(client));
  print.json({
    ...(settings.clients.length === 0 ? {} : { clients: asked, brokenClients: settings.brokenClients }),
    store: settings.store.place,
    filesIn,
    troubles,
    accounts: accounts.length,
    missing: missing.length,
    ...hours,
    connections,
    runs,
    lessons,
    deliveries: deliveries.map(toDeliveryDocument),
    slots,
    reports,
    commentActions: { waiting: waiting.length, due },
  });
  print.result(`${countOf(accounts.length, "account")} in ${settings.store.place}`, "strong");
  printHours(hours, print, (connection) => toLastRunWords(health.get(connection) ?? {}));
  for (const message of troubles) print.result(message, "bad");
  if (filesIn !== null) print.result(`The newest report's files are in ${filesIn}`);
  if (waiting.length > 0) {
    const now = due === 0 ? "" : `, ${due} of them are due: \`gazette comments settle\``;
    print.result(`${waiting.length} comment actions wait (\`gazette comments log --waiting\`)${now}`, "warn");
  }
  print.result();
  if (runs.length === 0) print.result("Nothing was collected yet. Start with `gazette collect`.");
  else {
    print.table(
      [
        { title: "STARTED" },
        { title: "PERIOD" },
        { title: "STATE" },
        { title: "ACCOUNTS", align: "right" },
        { title: "CALLS", align: "right" },
        { title: "GAPS", align: "right" },
        { title: "WHY" },
      ],
      runs.map((row) => [
        row.startedAt.slice(0, 16).replace("T", " "),
        `${row.fromDay}..${row.toDay}`,
        { text: row.state, tone: row.state === "complete" ? "good" : row.state === "failed" ? "bad" : "warn" },
        row.accounts,
        row.calls,
        row.gaps,
        row.message,
      ]),
    );
  }
  if (asked.length > 0) {
    print.result();
    print.table(
      [{ title: "CLIENT" }, { title: "REPORT" }, { title: "LAST" }, { title: "NEXT" }, { title: "MAILS" }],
      asked.map(({ client, report, lastPeriod, nextAt, mails }) => [
        client,
        report,
        lastPeriod === null ? "" : `${lastPeriod.from}..${lastPeriod.to}`,
        nextAt?.slice(0, 16).replace("T", " "),
        Object.entries(mails)
          .map(([state, count]) => `${count} ${state}`)
          .join(", "),
      ]),
    );
  }
  if (reports.length > 0) {
    print.result();
    print.table(
      [{ title: "SEALED" }, { title: "REPORT" }, { title: "CUT" }],
      reports.map(({ sealedAt, reportId, cut }) => [sealedAt.slice(0, 16).replace("T", " "), reportId, cut]),
    );
  }
  if (deliveries.length > 0) {
    print.result();
    print.table(
      [{ title: "MAIL" }, { title: "STATE" }, { title: "RECIPIENT" }, { title: "PERIOD" }, { title: "WHY" }],
      deliveries.map(({ updatedAt, state, recipient, cut, period, message }) => [
        updatedAt.slice(0, 16).replace("T", " "),
        { text: state, tone: state === "sent" ? "good" : state === "failed" ? "bad" : "warn" },
        cut === "" ? recipient : `${recipient} (${cut})`,
        `${period.from}..${period.to}`,
        message,
      ]),
    );
  }
  if (slots.length > 0) {
    print.result();
    print.table(
      [{ title: "SLOT" }, { title: "JOB" }, { title: "STATE" }, { title: "PERIOD" }, { title: "WHY" }],
      slots.map(({ slotAt, job, state, period, message }) => [
        slotAt.slice(0, 16).replace("T", " "),
        job,
        { text: state, tone: state === "done" ? "good" : state === "failed" || state === "missed" ? "bad" : "warn" },
        period === undefined ? "" : `${period.from}..${period.to}`,
        message,
      ]),
    );
  }
  for (const { connection, topic, finding } of lessons) {
    if (topic === "form")
      print.detail(`${connection}: the API refuses form ${Number(finding) - 1}; form ${finding} is used.`);
  }
  return EXIT.complete;
}

function toOutDir({ clients, report }: Settings, { client, reportKey }: SealedReport): string {
  const own = clients.find(({ name }) => name === client)?.reports.find(({ key }) => key === reportKey);
  return own?.settings.report.outDir ?? report.outDir;
}

/** Where its files are, unless they were written elsewhere or are gone. */
async function findFiles({ period, cut }: SealedReport, outDir: string): Promise<string | null> {
  // Loaded only where there is a report: it brings charts, workbooks and the browser along.
  const { toReportFolder } = await import("../../report/index.ts");
  const folder = resolve(toReportFolder(period, { outDir, cut }));
  return existsSync(folder) ? folder : null;
}

/** "13 of 14 accounts answered in the last run, 97 percent of its values came". */
function toLastRunWords({
  accountsAsked,
  accountsAnswered,
  coverage,
}: Partial<Pick<ConnectionHealth, "accountsAsked" | "accountsAnswered" | "coverage">>): string | undefined {
  if (typeof accountsAsked !== "number" || accountsAsked === 0) return undefined;
  const share = typeof coverage === "number" ? `, ${Math.floor(coverage * 100)} percent of its values came` : "";
  return `${accountsAnswered} of ${countOf(accountsAsked, "account")} answered in the last run${share}`;
}
