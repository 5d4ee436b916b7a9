// A report of a period from the dataset. Never spends a call.

import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { type Settings, toFolderName } from "../../config/index.ts";
import { type DaySpan, toPeriodName } from "../../dataset/index.ts";
import {
  findTemplateFolder,
  findUnasked,
  keepBrowser,
  makeReport,
  parseModel,
  ReportError,
  type ReportFormat,
  type ReportModel,
  type ReportOutcome,
  summariseReport,
} from "../../report/index.ts";
import { CollectorError, toJsonPieces } from "../../shared/index.ts";
import { type Store, StoreError } from "../../store/index.ts";
import { chooseTasks, narrowTasks, type ReportTask } from "../clients/report-tasks.ts";
import { openDataset } from "../compose.ts";
import { tellNames } from "../configured-names.ts";
import type { CommandContext, Flags } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import type { Print } from "../print.ts";
import { listCuts, type ReportCut, type Split } from "../report/list-cuts.ts";
import { toReportScope } from "../report/report-scope.ts";
import { watchTemplate } from "../report/watch-template.ts";
import { toBucketFolder, toOwner, toReportOptions } from "../report-options.ts";
import { writeFile } from "../write-file.ts";

/** CONTRACT §3.2. */
const UNIQUE_DAYS_MOST = 30;

interface Made extends ReportOutcome {
  /** Absent for the whole report. */
  readonly cut?: string | undefined;
  /** Absent for the nameless client's. */
  readonly client?: string | undefined;
  readonly report?: string | undefined;
}

/** Of a model that is given, the period is its own. */
const NO_SPAN: DaySpan = { from: "", to: "" };

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock, signal, cwd } = context;
  const settings = context.settings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  await using _browser = keepBrowser();
  if (flags.fromModel === undefined)
    for (const words of await tellNames(settings, await store.read.accounts(), store)) print.warn(words);
  const chosen: Chosen[] = [];
  const failures: CollectorError[] = [];
  for (const task of await chooseReports(store, settings, flags, clock.now())) {
    try {
      chosen.push(await chooseModel(context, task, store));
    } catch (error) {
      // Where there are several, one that cannot be told leaves the others.
      if (task.client === undefined || !(error instanceof CollectorError) || error instanceof StoreError) throw error;
      failures.push(error);
    }
  }
  if (chosen.length === 0 && failures[0] !== undefined) throw failures[0];
  for (const { model } of chosen) tellUnasked(model, print);
  const [first] = chosen;
  if (typeof flags.model === "string" && first !== undefined)
    await writeModel(resolve(cwd, flags.model), first.model, signal);
  const make = async (): Promise<readonly Made[]> => {
    const made: Made[] = [];
    for (const { task, model, cut, cuts } of chosen) {
      made.push(await render(context, task, store, model, cut));
      for (const one of cuts) {
        const { options } = one;
        made.push(await render(context, task, store, await summariseReport(store, options, one.name), one.name));
      }
    }
    return made;
  };
  const code = tell(await make(), print, failures);
  if (flags.watch !== true) return code;
  await watch(context, first?.task.settings ?? settings, async () => void tellFiles(await make(), print));
  return EXIT.complete;
}

/** A model that is given is a report of its own, and its client's where it is sealed; else one of each client, or the one there is. */
async function chooseReports(
  store: Store,
  settings: Settings,
  flags: Flags,
  now: Date,
): Promise<readonly ReportTask[]> {
  if (typeof flags.fromModel !== "string") return narrowTasks(store, chooseTasks(settings, flags, now), flags);
  const sealed = await store.sealed.find(flags.fromModel);
  const client = settings.clients.find(({ name }) => name === sealed?.client);
  const own = client?.reports.find(({ key }) => key === sealed?.reportKey);
  return [{ client: client?.name, report: own?.key, settings: own?.settings ?? settings, span: NO_SPAN }];
}

/** How figures nobody asked for these days are had; the report itself, which clients read, names no command. */
function tellUnasked(model: ReportModel, print: Print): void {
  const { figures, tooLong } = findUnasked(model);
  const command = `gazette collect --period ${toPeriodName(model.period)}`;
  if (tooLong !== undefined) {
    print.note(
      `Meta gives unique reach for at most ${UNIQUE_DAYS_MOST} days at a time; this period has ${tooLong}. The report tells it for ${UNIQUE_DAYS_MOST} of them once \`${command}\` has asked.`,
    );
  }
  if (figures.length > 0) {
    const are = figures.length === 1 ? "is" : "are";
    const list = new Intl.ListFormat("en").format(figures);
    print.note(
      `${list} ${are} not held for these days: \`${command}\` asks for ${figures.length === 1 ? "it" : "them"}.`,
    );
  }
}

interface Chosen {
  readonly task: ReportTask;
  readonly model: ReportModel;
  /** What the whole of this command is cut to by --group and --account. */
  readonly cut: string | undefined;
  readonly cuts: readonly (ReportCut & { readonly options: Awaited<ReturnType<typeof toReportOptions>> })[];
}

async function chooseModel({ flags, clock, cwd }: CommandContext, task: ReportTask, store: Store): Promise<Chosen> {
  const { settings, span } = task;
  const cut = [...flags.group, ...flags.account.map(toPlainName)].join("-") || undefined;
  if (typeof flags.fromModel === "string") {
    return { task, model: await readModel(flags.fromModel, cwd, store), cut, cuts: [] };
  }
  const known = await store.read.accounts();
  const only = toReportScope(settings, known, flags);
  const options = await toReportOptions(settings, store, { span, only, now: clock.now() });
  const cuts = listCuts(toSplit(flags, settings), settings, known, only.accountIds);
  return {
    task,
    model: await summariseReport(store, options, cut),
    cut,
    cuts: cuts.map((one) => ({
      ...one,
      options: { ...options, only: { accountIds: one.accountIds, groups: one.groups } },
    })),
  };
}

function toSplit(flags: Flags, settings: Settings): Split {
  return (flags.split as Split | undefined) ?? settings.report.split;
}

async function render(
  { flags, print, signal, cwd }: CommandContext,
  { settings, client, report }: ReportTask,
  store: Store,
  model: ReportModel,
  cut: string | undefined,
): Promise<Made> {
  const progress = print.progress();
  const name = cut === undefined ? "" : ` of ${cut}`;
  try {
    const outcome = await makeReport(
      store,
      model,
      {
        formats: (flags.format as readonly ReportFormat[] | undefined) ?? settings.report.formats,
        template: settings.report.template,
        outDir: typeof flags.out === "string" ? toOut(resolve(cwd, flags.out), client, report) : settings.report.outDir,
        cut,
        owner: toOwner(settings),
        // What somebody wants elsewhere is no report of the house.
        bucket: flags.out === undefined ? toBucketFolder(settings) : undefined,
        onStep: (format) => progress.update({ done: 0, of: 0, text: `rendering ${format}${name}` }),
      },
      signal,
    );
    return { ...outcome, cut, client, report };
  } finally {
    progress.end();
  }
}

/** Each client's report in a folder of its own there, too. */
function toOut(out: string, client: string | undefined, report: string | undefined): string {
  return client === undefined ? out : join(out, toFolderName(client), toFolderName(report ?? ""));
}

/** Renders again whenever the template changes, until Ctrl-C; a broken template is told and waited for. */
async function watch({ print, signal }: CommandContext, settings: Settings, make: () => Promise<void>): Promise<void> {
  const folder = findTemplateFolder(settings.report.template);
  const changes = watchTemplate(folder, signal);
  print.note(`Watching ${folder}; Ctrl-C ends it.`);
  for await (const names of changes) {
    print.note(`${names.join(", ")} changed`);
    try {
      await make();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** Prints the files and what could not be made; also used by the demo. */
export function tell(made: readonly Made[], print: Print, unmade: readonly CollectorError[] = []): ExitCode {
  const [whole, ...parts] = made;
  if (whole === undefined) return EXIT.failed;
  const files = made.flatMap((one) => one.files);
  const failures = [...unmade, ...made.flatMap((one) => one.failures)];
  const hasClients = made.some(({ client }) => client !== undefined);
  print.json({
    outcome: failures.length === 0 ? "complete" : "partial",
    period: { from: whole.model.period.from, to: whole.model.period.to },
    reportId: whole.model.reportId,
    accounts: whole.model.accounts,
    files,
    failures: failures.map(({ code, message, hint }) => ({ code, message, hint })),
    cuts: parts
      .filter(({ cut }) => cut !== undefined || !hasClients)
      .map(({ cut, model }) => ({ cut, reportId: model.reportId, accounts: model.accounts })),
    ...(hasClients ? { clients: made.map(toClientDocument) } : {}),
  });
  tellFiles(made, print);
  for (const { message, hint } of unmade) print.failure(message, hint);
  return failures.length === 0 ? EXIT.complete : files.length === 0 ? EXIT.failed : EXIT.partial;
}

function toClientDocument({ client, report, cut, model, files }: Made) {
  const { from, to } = model.period;
  const { reportId, accounts } = model;
  return { client, report, cut: cut ?? null, period: { from, to }, reportId, accounts, files };
}

function tellFiles(made: readonly Made[], print: Print): void {
  for (const { path } of made.flatMap(({ files }) => files)) print.result(path);
  for (const { message, hint } of made.flatMap(({ failures }) => failures)) print.failure(message, hint);
}

/** "@Brand" and "brand" are one account and share a folder. */
function toPlainName(account: string): string {
  return account.replace(/^@/, "").toLowerCase();
}

async function writeModel(path: string, model: ReportModel, signal: AbortSignal): Promise<void> {
  await writeFile(path, Readable.from(toJsonPieces(model, 2)), signal);
}

/** A sealed report by its id, else a file. */
async function readModel(name: string, cwd: string, store: Store): Promise<ReportModel> {
  const sealed = await store.sealed.read(name);
  if (sealed !== undefined) return parseModel(sealed, name);
  const path = resolve(cwd, name);
  try {
    return await parseModel(createReadStream(path, "utf8") as AsyncIterable<string>, path);
  } catch (error) {
    if (error instanceof ReportError) throw new UsageError(error.message, error.hint);
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : message;
    throw new UsageError(
      `Could not read the model ${path}: ${reason}, and no report of this id is sealed.`,
      "Write one with `gazette report --model FILE`, or name a report id that `gazette status` lists.",
    );
  }
}
