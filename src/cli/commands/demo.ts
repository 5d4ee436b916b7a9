// All of it against the sandbox: two Tuesdays of an agency's life, its clients' reports of the second, and their way into mailboxes.

import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type CollectOutcome, collect } from "../../collect/index.ts";
import { type LoadInput, loadSettings, type RawObject, type Settings } from "../../config/index.ts";
import { addDays, type DaySpan, spanBefore } from "../../dataset/index.ts";
import { makeReport, summariseReport } from "../../report/index.ts";
import { type Sandbox, startSandbox } from "../../sandbox/index.ts";
import { type Clock, countOf, makeFolder } from "../../shared/index.ts";
import { type CatchAll, startCatchAll } from "../catch-all.ts";
import { chooseTasks } from "../clients/report-tasks.ts";
import { openDataset, openServices, toCollectOptions, toSpan } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { deliverPeriod } from "../delivery.ts";
import { openDesk } from "../desk/open-desk.ts";
import type { ExitCode } from "../exit.ts";
import { readMailExcerpt } from "../mail-excerpt.ts";
import type { Print } from "../print.ts";
import type { Progress } from "../progress.ts";
import { toReportOptions } from "../report-options.ts";
import { runClients } from "../run/run-clients.ts";
import type { RunSummary } from "../run/run-summary.ts";
import { EVERYBODY } from "../selection.ts";
import { showProgress } from "../spending.ts";
import { tell } from "./report.ts";
import { tellRun, toRunDocument, toRunExitCode } from "./run.ts";

/** As many as the mail opens with. */
const FIGURES_SHOWN = 6;
const WEEK_MS = 7 * 86_400_000;

/** With the texts of all comments two Tuesdays are more than one hour's calls, and nobody waits for an hour. */
const CALLS_WITH_COMMENTS = 2_000;

const MUSEUM = ["museum.am.hafen", "hotel_seeblick", "botanischer_garten.sued", "theater_im_speicher"];

/** Three clients of one agency, each as it likes its report. */
const CLIENTS = [
  {
    name: "Kaffee Nord",
    accounts: ["kaffee_nord*"],
    report: { locale: "de-DE", brand: { name: "Kaffee Nord", colour: "#6b3f1d" } },
    reports: [{ every: "week", edition: "full", to: ["inhaber@kaffee-nord.test"] }],
  },
  {
    name: "Fjellvik",
    accounts: ["fjellvik*"],
    report: { brand: { name: "Fjellvik", colour: "#0f6b4f" } },
    reports: [{ every: "week", edition: "brief", to: ["marketing@fjellvik.test"] }],
  },
  {
    name: "Haus & Kultur",
    accounts: MUSEUM,
    report: { locale: "fr-FR", brand: { name: "Haus & Kultur", colour: "#7a1f4d" } },
    reports: [{ every: "month", edition: "full", to: ["direction@haus-kultur.test"] }],
  },
] as const;

const GROUPS = {
  "Kaffee Nord": [
    "kaffee_nord",
    "kaffee_nord.hamburg",
    "kaffee_nord.luebeck",
    "kaffee_nord_rostock",
    "kaffee_nord.backstube",
  ],
  Fjellvik: ["fjellvik", "fjellvik_de", "fjellvik.fr", "fjellvik_jp", "fjellvik.mena"],
  "Haus & Kultur": MUSEUM,
};

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock, signal, cwd } = context;
  const outDir = resolve(cwd, typeof flags.out === "string" ? flags.out : "reports/demo");
  const database = join(outDir, "demo.db");
  // Each demo starts from nothing, so that it shows what a first week looks like.
  for (const ending of ["", "-wal", "-shm"]) await rm(database + ending, { force: true });
  const outbox = join(outDir, "outbox");
  await rm(outbox, { recursive: true, force: true });
  const sandbox = await startSandbox(flags.desk === true ? { settings: { callsPerHour: CALLS_WITH_COMMENTS } } : {});
  const progress = print.progress();
  try {
    await makeFolder(outDir);
    await using mailbox = await startCatchAll(outbox, signal);
    const load = toDemoInput(sandbox, {
      outDir,
      database,
      mailbox,
      isWhole: flags.whole === true,
      hasDesk: flags.desk === true,
    });
    const settings = loadSettings(load);
    const span = toSpan(flags.period, settings, clock.now());
    const shiftMs = toTuesday(span, clock.now()) - clock.now().getTime();
    const demo: Demo = { settings, load, sandbox, span, shiftMs, outDir, progress };
    const before = { span: spanBefore(span), shiftMs: shiftMs - WEEK_MS, pictures: false };
    await collectWeek(context, settings, sandbox, before, progress);
    const exitCode = flags.whole === true ? await tellWhole(context, demo) : await tellClients(context, demo);
    await tellMails(mailbox, print);
    if (flags.desk === true) await keepDesk(context, demo);
    return exitCode;
  } finally {
    progress.end();
    await sandbox.close();
    if (flags.keep !== true) {
      for (const ending of ["", "-wal", "-shm"]) await rm(database + ending, { force: true });
    }
  }
}

interface Demo {
  readonly settings: Settings;
  readonly load: LoadInput;
  readonly sandbox: Sandbox;
  readonly span: DaySpan;
  readonly shiftMs: number;
  readonly outDir: string;
  readonly progress: Progress;
}

/** The desk on what was made, with the sandbox behind it, until it is stopped. */
async function keepDesk(
  { clock, print, signal, flags }: CommandContext,
  { settings, load, sandbox }: Demo,
): Promise<void> {
  sandbox.setNow(null);
  await using store = await openDataset(settings, clock);
  const port = typeof flags.port === "number" ? flags.port : 0;
  await using server = await openDesk({ settings, load, store, clock, print, port });
  print.result(`The desk is at ${server.url}, on the demo's data; the sandbox answers it. Ctrl-C ends both.`);
  if (!signal.aborted) await once(signal, "abort");
}

/** As `run` does it: one collection, each client its own report and mail. */
async function tellClients(
  { flags, print, clock, signal }: CommandContext,
  { settings, sandbox, span, shiftMs, progress }: Demo,
): Promise<ExitCode> {
  const shifted: Clock = { ...clock, now: () => new Date(clock.now().getTime() + shiftMs) };
  sandbox.setNow(shiftMs === 0 ? null : shifted.now());
  const summary = await runClients({
    settings,
    tasks: chooseTasks(settings, { client: [], period: flags.period }, clock.now()),
    coming: [],
    narrowing: EVERYBODY,
    calls: { whenSpent: "stop" },
    clock: shifted,
    progress,
    signal,
  });
  progress.end();
  await using store = await openDataset(settings, clock);
  const [first] = await store.sealed.newest();
  await tellAccounts(store, { ...summary, period: span }, print);
  print.json({ ...toRunDocument(summary), reportId: first?.reportId ?? null, cuts: [] });
  tellRun(summary, settings.period.timeZone, print);
  return toRunExitCode({ ...summary, outcome: toDemoOutcome(summary) }, signal);
}

/** Gaps of the stand-in's accounts are no failure of a demo; what could not be made is. */
function toDemoOutcome({ outcome, failures, clients = [] }: RunSummary): RunSummary["outcome"] {
  const isMade = failures.length === 0 && clients.every(({ files }) => files.length > 0);
  return outcome === "partial" && isMade ? "complete" : outcome;
}

/** All fourteen accounts in one report, as where there are no clients. */
async function tellWhole(
  context: CommandContext,
  { settings, sandbox, span, shiftMs, outDir, progress }: Demo,
): Promise<ExitCode> {
  const { clock, print, signal } = context;
  const outcome = await collectWeek(context, settings, sandbox, { span, shiftMs, pictures: true }, progress);
  progress.end();
  await using services = await openServices(settings, clock, { whenSpent: "stop" });
  await tellAccounts(services.store, outcome, print);
  const options = await toReportOptions(settings, services.store, { span, now: clock.now() });
  const model = await summariseReport(services.store, options);
  const report = await makeReport(
    services.store,
    model,
    {
      formats: settings.report.formats,
      template: settings.report.template,
      outDir,
      onStep: (name) => progress.update({ done: 0, of: 0, text: `rendering ${name}` }),
    },
    signal,
  );
  progress.update({ done: 0, of: 0, text: "sending" });
  const accountIds = (await services.store.read.accounts()).map(({ accountId }) => accountId);
  await deliverPeriod({ settings, store: services.store, clock, span, signal, made: [{ ...report, accountIds }] });
  progress.end();
  return tell([report], print);
}

/**
 * When the agency looks: at nine in Berlin on the second morning after the period, when Meta's last day of it has been over
 * for a day (`toEndOfSpan`). Figures read days later would be those of another week's followers. Before that morning: now.
 */
function toTuesday(span: DaySpan, now: Date): number {
  return Math.min(Date.parse(`${addDays(span.to, 2)}T08:00:00Z`), now.getTime());
}

/** Each mail: who got it, where it lies, what it says first. */
async function tellMails({ mails }: CatchAll, print: Print): Promise<void> {
  for (const { recipient, path } of mails) {
    const { subject, lines } = readMailExcerpt(await readFile(path, "utf8"), FIGURES_SHOWN);
    print.result(path);
    print.result();
    print.result(`Mailed to ${recipient}, a mailbox of the demo's own: ${subject}`);
    for (const line of lines) print.result(`  ${line}`, "dim");
  }
}

/** One Tuesday's collection, `shiftMs` from now, by the sandbox's clock and by ours. */
async function collectWeek(
  { clock, signal }: CommandContext,
  settings: Settings,
  sandbox: Sandbox,
  { span, shiftMs, pictures }: { readonly span: DaySpan; readonly shiftMs: number; readonly pictures: boolean },
  progress: Progress,
): Promise<CollectOutcome> {
  const shifted: Clock = { ...clock, now: () => new Date(clock.now().getTime() + shiftMs) };
  sandbox.setNow(shiftMs === 0 ? null : shifted.now());
  await using services = await openServices(settings, shifted, { whenSpent: "stop" });
  const options = toCollectOptions(settings, span, EVERYBODY, showProgress(progress));
  return await collect(services, { ...options, pictures }, signal);
}

async function tellAccounts(
  store: Awaited<ReturnType<typeof openServices>>["store"],
  { calls, gaps, period }: Pick<CollectOutcome, "calls" | "gaps" | "period">,
  print: Print,
): Promise<void> {
  const accounts = await store.read.accounts();
  const rows = accounts.map(async (account) => {
    const totals = await store.read.totals(account.accountId, period);
    const total = (metric: string) =>
      totals.find((one) => one.metric === metric && one.breakdown === "" && one.fromDay === period.from)?.value;
    return [
      `@${account.username}`,
      account.pageName,
      account.followersCount,
      total("reach"),
      total("views"),
      total("total_interactions"),
    ];
  });
  print.table(
    [
      { title: "ACCOUNT" },
      { title: "PAGE" },
      { title: "FOLLOWERS", align: "right" },
      { title: "REACH", align: "right" },
      { title: "VIEWS", align: "right" },
      { title: "INTERACTIONS", align: "right" },
    ],
    await Promise.all(rows),
  );
  print.result();
  print.result(
    `${period.from} to ${period.to}: ${countOf(accounts.length, "account")}, ${countOf(calls, "call")}, ${countOf(gaps, "gap")} (told in the report).`,
  );
}

/** Somebody looks before these go, and the weekly ones have their time: the desk has something to show. */
const AT_THE_DESK: Readonly<Record<string, RawObject>> = {
  "Kaffee Nord": { review: { when: "always", by: "lead@nordlicht.test" } },
  "Haus & Kultur": { review: { when: "gaps" }, delivery: { whenGaps: "hold", holdBelowCoverage: 0.99 } },
};
const CRONS: Readonly<Record<string, string>> = { week: "0 9 * * 2", month: "0 9 4 * *" };

function listClients(hasDesk: boolean): readonly RawObject[] {
  if (!hasDesk) return CLIENTS;
  return CLIENTS.map((client) => ({
    ...client,
    reports: client.reports.map((report) => ({ ...report, cron: CRONS[report.every] ?? null })),
    ...AT_THE_DESK[client.name],
  }));
}

interface DemoInput {
  readonly outDir: string;
  readonly database: string;
  readonly mailbox: CatchAll;
  readonly isWhole: boolean;
  readonly hasDesk: boolean;
}

/** Settings of its own: nobody's configuration file or token has a part in the demo. */
function toDemoInput(
  { url, token, appSecret }: Sandbox,
  { outDir, database, mailbox, isWhole, hasDesk }: DemoInput,
): LoadInput {
  return {
    cwd: outDir,
    env: { GAZETTE_TOKEN: token, GAZETTE_APP_SECRET: appSecret },
    overrides: {
      graph: { url },
      accounts: { groups: GROUPS },
      store: { url: `sqlite:${database}` },
      period: { timeZone: "Europe/Berlin" },
      report: { outDir, brand: { name: "Nordlicht Agency", colour: "#0b5fff" } },
      ...(hasDesk ? { collect: { comments: "all" }, budget: { callsPerHour: CALLS_WITH_COMMENTS } } : {}),
      delivery: {
        smtp: mailbox.address,
        from: "Nordlicht Agency <reports@nordlicht.test>",
        ...(isWhole ? { recipients: [{ to: ["lead@nordlicht.test"] }] } : {}),
      },
      ...(isWhole ? {} : { clients: listClients(hasDesk) }),
    },
  };
}
