// A report of a period from the dataset. Never spends a call.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import {
  makeReport,
  type ReportFormat,
  type ReportModel,
  type ReportOutcome,
  summariseReport,
} from "../../report/index.ts";
import { openDataset, toFilter, toSpan } from "../compose.ts";
import type { CommandContext } from "../context.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import type { Print } from "../print.ts";
import { chooseReportAccounts, toReportOptions } from "../report-options.ts";
import { writeAside } from "../write-aside.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { flags, print, clock, signal, cwd } = context;
  const settings = context.settings({ secrets: "optional" });
  await using store = await openDataset(settings, clock);
  const model =
    typeof flags.fromModel === "string"
      ? await readModel(resolve(cwd, flags.fromModel))
      : await summariseReport(
          store,
          await toReportOptions(settings, {
            span: toSpan(flags.period, settings, clock.now()),
            only: await chooseReportAccounts(store, settings, flags, toFilter(settings, flags)),
            now: clock.now(),
          }),
        );
  if (typeof flags.model === "string") await writeModel(resolve(cwd, flags.model), model, signal);
  const progress = print.progress();
  try {
    const formats = (flags.format as readonly ReportFormat[] | undefined) ?? settings.report.formats;
    const outcome = await makeReport(
      store,
      model,
      {
        formats,
        template: settings.report.template,
        outDir: typeof flags.out === "string" ? resolve(cwd, flags.out) : settings.report.outDir,
        cut: [...flags.group, ...flags.account.map(toPlainName)].join("-") || undefined,
        onStep: (name) => progress.update({ done: 0, of: 0, text: `rendering ${name}` }),
      },
      signal,
    );
    progress.end();
    return tell(outcome, print);
  } finally {
    progress.end();
  }
}

/** Prints the files and what could not be made; also used by the demo. */
export function tell({ model, files, failures }: ReportOutcome, print: Print): ExitCode {
  print.json({
    outcome: failures.length === 0 ? "complete" : "partial",
    period: { from: model.period.from, to: model.period.to },
    reportId: model.reportId,
    accounts: model.accounts,
    files,
    failures: failures.map(({ code, message, hint }) => ({ code, message, hint })),
  });
  for (const { path } of files) print.result(path);
  for (const { message, hint } of failures) print.failure(message, hint);
  return failures.length === 0 ? EXIT.complete : files.length === 0 ? EXIT.failed : EXIT.partial;
}

/** "@Brand" and "brand" are one account and share a folder. */
function toPlainName(account: string): string {
  return account.replace(/^@/, "").toLowerCase();
}

async function writeModel(path: string, model: ReportModel, signal: AbortSignal): Promise<void> {
  await writeAside(path, Readable.from([JSON.stringify(model, null, 2)]), signal);
}

async function readModel(path: string): Promise<ReportModel> {
  try {
    const model = JSON.parse(await readFile(path, "utf8")) as ReportModel;
    if (model?.schema !== 1) throw new Error(`its schema is ${String(model?.schema)}, this program reads 1`);
    const isWhole = model.period !== undefined && Array.isArray(model.sections) && Array.isArray(model.sheets);
    if (!isWhole) throw new Error("it lacks its period, sections or sheets");
    return model;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `Could not read the model ${path}: ${reason}.`,
      "Write one with `gazette report --model FILE`.",
    );
  }
}
