// The desk's reports: what `report` and `send` do, as functions.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import type { Settings } from "../../config/index.ts";
import { parsePeriod, toPeriodName } from "../../dataset/index.ts";
import type { ReportFile, ReportPlace, ReportPorts } from "../../desk/index.ts";
import { makeReport, parseModel, ReportError, type ReportFormat, type ReportModel } from "../../report/index.ts";
import { findNextSlot } from "../../schedule/index.ts";
import { type Clock, CollectorError } from "../../shared/index.ts";
import type { SealedReport, Store } from "../../store/index.ts";
import { toPeriodAt } from "../clients/report-tasks.ts";
import { toCollectOptions } from "../compose.ts";
import { deliverPeriod, sendDue } from "../delivery.ts";
import { listRecipients } from "../report/recipients.ts";
import { reportStep } from "../run/report-step.ts";
import type { StepFailure } from "../run/run-summary.ts";
import { EVERYBODY } from "../selection.ts";
import { applyVerdict, toReleasedWords, type Verdict } from "../verdict.ts";

/** Files of sealed reports held ready. */
const READY_MOST = 12;

export interface ReportPortsInput {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
}

export function createReportPorts({ settings, store, clock }: ReportPortsInput): ReportPorts {
  const places: readonly ReportPlace[] =
    settings.clients.length === 0
      ? [{ client: "", reportKey: "", settings, cron: settings.schedule.cron }]
      : settings.clients.flatMap(({ name, reports }) =>
          reports.map(({ key, settings: own, cron }) => ({ client: name, reportKey: key, settings: own, cron })),
        );
  const toSpanAt = ({ client, reportKey, settings: own }: ReportPlace, at: Date) => {
    const report = settings.clients.find(({ name }) => name === client)?.reports.find(({ key }) => key === reportKey);
    const span = report === undefined ? parsePeriod("last-week", at, own.period) : toPeriodAt(report, at);
    if (span === undefined) throw new Error("last-week is a period");
    return span;
  };
  const decide = async (place: ReportPlace, span: SealedReport["period"], verdict: Verdict): Promise<number> =>
    (await applyVerdict(store, { settings: place.settings, span }, verdict)).rows.length;
  const render = createRenderer(store, (sealed) => findSettings(settings, sealed));
  const findNext: ReportPorts["next"] = (place, now) => {
    if (place.cron === undefined) return undefined;
    const at = findNextSlot({ cron: place.cron, timeZone: place.settings.schedule.timeZone }, now);
    return at === undefined ? undefined : { at, span: toSpanAt(place, at) };
  };
  return {
    places: () => places,
    next: withinTheMinute(findNext),
    lastSpan: withinTheMinute(toSpanAt),
    recipients: async ({ settings: own }) => listRecipients(own, await store.read.accounts()),
    async read(reportId) {
      const model = await store.sealed.read(reportId);
      return model === undefined ? undefined : parseModel(model, reportId);
    },
    render,
    async make({ settings: own }, span, signal) {
      const failures: StepFailure[] = [];
      const collected = toCollectOptions(own, span);
      const progress = { update: () => undefined, wait: () => undefined, end: () => undefined };
      const step = { settings: own, span, narrowing: EVERYBODY, collected, fresh: true, clock, progress, signal };
      await reportStep(store, step, failures);
      refuseFailures(failures);
    },
    release: (place, span, { by, note }) => decide(place, span, { kind: "release", by, note }),
    reject: (place, span, { by, why }) => decide(place, span, { kind: "reject", by, why }),
    settle: (place, span) => decide(place, span, { kind: "settle" }),
    async send({ settings: own }, span, { released, again }, signal) {
      await sendDue({ settings, store, clock, signal });
      const all = listRecipients(own, await store.read.accounts());
      const sealed = again === undefined ? undefined : await store.sealed.find(again.reportId);
      const outcome = await deliverPeriod({
        settings: own,
        store,
        clock,
        signal,
        span,
        recipients:
          again === undefined
            ? all
            : all.filter(({ address, cut }) => again.to.includes(address) && (cut?.name ?? "") === (sealed?.cut ?? "")),
        reportId: again?.reportId,
        again: again !== undefined,
        insist: true,
        released: released === undefined ? undefined : toReleasedWords({ kind: "release", ...released }),
      });
      const [failure] = outcome.failures;
      if (failure !== undefined) throw failure;
      return outcome.deliveries;
    },
  };
}

/** No slot and no day begins within a minute; Today asks for every report at each click. */
function withinTheMinute<T>(find: (place: ReportPlace, at: Date) => T): (place: ReportPlace, at: Date) => T {
  const found = new WeakMap<ReportPlace, { readonly minute: number; readonly value: T }>();
  return (place, at) => {
    const minute = Math.floor(at.getTime() / 60_000);
    const known = found.get(place);
    if (known?.minute === minute) return known.value;
    const value = find(place, at);
    found.set(place, { minute, value });
    return value;
  };
}

function refuseFailures([first]: readonly StepFailure[]): void {
  if (first === undefined) return;
  throw new CollectorError({ code: first.code, sentence: first.message, hint: first.hint });
}

/** A client may have left the configuration: its reports stay, and look as the house's do. */
function findSettings(settings: Settings, { client, reportKey }: Pick<SealedReport, "client" | "reportKey">): Settings {
  const own = settings.clients.find(({ name }) => name === client)?.reports;
  return (own?.find(({ key }) => key === reportKey) ?? own?.[0])?.settings ?? settings;
}

const FILES: Readonly<Record<string, readonly [format: ReportFormat, name: string]>> = {
  html: ["html", "report.html"],
  pdf: ["pdf", "report.pdf"],
  xlsx: ["xlsx", "report.xlsx"],
  appendix: ["pdf", "report-appendix.pdf"],
};

/** Renders a sealed model into a folder that is gone afterwards; the last files are kept, and two who ask at once share one. */
function createRenderer(store: Store, toSettings: (sealed: SealedReport) => Settings): ReportPorts["render"] {
  const ready = new Map<string, Promise<ReportFile>>();
  // Each takes a browser, or as much memory as the report is large.
  const inTurn = pLimit(2);
  return (reportId, format) => {
    const key = `${reportId} ${format}`;
    const known = ready.get(key);
    if (known !== undefined) return known;
    // Whoever asked may leave; others may wait for the same file.
    const made = inTurn(() => renderOne(store, toSettings, reportId, format));
    ready.set(key, made);
    for (const oldest of ready.keys()) {
      if (ready.size <= READY_MOST) break;
      ready.delete(oldest);
    }
    made.catch(() => ready.delete(key));
    return made;
  };
}

async function renderOne(
  store: Store,
  toSettings: (sealed: SealedReport) => Settings,
  reportId: string,
  asked: string,
): Promise<ReportFile> {
  const [format, wanted] = FILES[asked] ?? ["html", "report.html"];
  const sealed = await store.sealed.find(reportId);
  const text = await store.sealed.read(reportId);
  if (sealed === undefined || text === undefined) throw toGone(reportId);
  const model = await parseModel(text, reportId);
  const folder = await mkdtemp(join(tmpdir(), "gazette-desk-"));
  try {
    const { files, failures } = await makeReport(
      store,
      model,
      {
        formats: [format],
        template: toSettings(sealed).report.template,
        outDir: folder,
        owner: { client: sealed.client, reportKey: sealed.reportKey },
        cut: sealed.cut,
      },
      new AbortController().signal,
    );
    const file = files.find(({ name }) => name === wanted);
    if (file !== undefined) {
      const { mediaType, path } = file;
      return { name: toFileName(model, sealed, wanted), mediaType, bytes: await readFile(path) };
    }
    throw (
      failures[0] ??
      new ReportError({
        code: "REPORT_NO_DATA",
        sentence: "This report has no appendix: its edition is brief.",
        hint: "Download the report itself.",
      })
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toGone(reportId: string): ReportError {
  return new ReportError({
    code: "REPORT_NO_DATA",
    sentence: `There is no sealed report ${reportId}.`,
    hint: "It may have been forgotten.",
  });
}

/** "Kaffee Nord 2026-W47 appendix.pdf". */
function toFileName({ brand, period }: ReportModel, { client, cut }: SealedReport, name: string): string {
  const [base = "", ending = ""] = name.split(".");
  const parts = [client || brand.name || "Report", cut, toPeriodName(period), base.replace(/^report-?/, "")];
  return `${parts.filter((part) => part !== "").join(" ")}.${ending}`;
}
