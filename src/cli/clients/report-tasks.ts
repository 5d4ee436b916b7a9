// Which reports a command is about: the nameless client's one, or every client's, each with its settings and its period.

import type { Cadence, ClientReport, Settings } from "../../config/index.ts";
import { countDays, type DaySpan, findUnderWay, parsePeriod, toPeriodKind, toStartOfDay } from "../../dataset/index.ts";
import { findNextSlot, listSlots } from "../../schedule/index.ts";
import type { Store } from "../../store/index.ts";
import { toSpan } from "../compose.ts";
import { type Narrowing, selectAccounts } from "../selection.ts";
import { chooseClients } from "./choose-clients.ts";

/** One report to be made of one period. */
export interface ReportTask {
  /** Its client's name; absent for the nameless one. */
  readonly client?: string | undefined;
  /** Which of the client's reports. */
  readonly report?: string | undefined;
  /** All that holds for it. */
  readonly settings: Settings;
  readonly span: DaySpan;
  /** When it was to be made; absent where somebody asked for it by its period. */
  readonly dueAt?: Date | undefined;
}

/** A report whose time has not come. */
export interface ComingTask extends ReportTask {
  readonly dueAt: Date;
}

interface Asked {
  readonly client: readonly string[];
  readonly period?: string | undefined;
}

/** Slots of a report that is a number of days long are looked for this far back. */
const LOOK_BACK_MS = 100 * 86_400_000;
const SLOTS_MOST = 5_000;
const HOUR_MS = 3_600_000;
const HALF_A_DAY_MS = 12 * HOUR_MS;

/**
 * Every report of the clients asked for: of the period that is named, by those that are about so much time (the first of a
 * client where none is), else each of the last whole period of its own. Without clients the one report there is.
 */
export function chooseTasks(settings: Settings, asked: Asked, now: Date): readonly ReportTask[] {
  const clients = chooseClients(settings, asked.client);
  if (settings.clients.length === 0) return [{ settings, span: toSpan(asked.period, settings, now) }];
  return clients.flatMap(({ name, reports }) => {
    const toTask = (report: ClientReport, words = toWords(report.cadence)): ReportTask => ({
      client: name,
      report: report.key,
      settings: report.settings,
      span: toSpan(words, report.settings, now),
    });
    if (asked.period === undefined) return reports.map((report) => toTask(report));
    const all = reports.map((report) => ({ report, task: toTask(report, asked.period) }));
    const fitting = all.filter(({ report, task }) => isOfLength(report.cadence, task.span));
    return (fitting.length > 0 ? fitting : all.slice(0, 1)).map(({ task }) => task);
  });
}

/** Of the clients asked for, what is due now and, each with its time, what comes next. */
export function chooseDue(
  settings: Settings,
  asked: Asked,
  now: Date,
): { readonly due: readonly ReportTask[]; readonly coming: readonly ComingTask[] } {
  if (asked.period !== undefined || settings.clients.length === 0)
    return { due: chooseTasks(settings, asked, now), coming: [] };
  const due: ReportTask[] = [];
  const coming: ComingTask[] = [];
  for (const { name, reports } of chooseClients(settings, asked.client)) {
    for (const report of reports) {
      const task = { client: name, report: report.key, settings: report.settings };
      const found = findDue(report, now);
      if (found !== undefined) due.push({ ...task, ...found });
      const dueAt = toNextSlot(report, now);
      if (dueAt !== undefined) coming.push({ ...task, span: toPeriodAt(report, dueAt), dueAt });
    }
  }
  return { due, coming };
}

/** Of these the reports about somebody who is asked for; all of them where that is nobody, so that it is told. */
export async function narrowTasks(
  store: Store,
  tasks: readonly ReportTask[],
  narrowing: Narrowing,
): Promise<readonly ReportTask[]> {
  if (tasks.length < 2 || narrowing.account.length + narrowing.group.length === 0) return tasks;
  const known = await store.read.accounts();
  const meant = tasks.filter(({ settings }) => selectAccounts(settings, known, narrowing).length > 0);
  return meant.length === 0 ? tasks : meant;
}

/**
 * What every client's reports of about now need: of the newest slot that can still be made up for, else of the next within
 * half a day; those whose days are over where Meta counts them.
 */
export function listAround({ clients }: Settings, now: Date): readonly ComingTask[] {
  return clients.flatMap(({ name, reports }) =>
    reports.flatMap((report): readonly ComingTask[] => {
      const { cron, key, settings } = report;
      if (cron === undefined) return [];
      const { timeZone, catchUpHours } = settings.schedule;
      const from = new Date(now.getTime() - catchUpHours * HOUR_MS);
      const until = new Date(now.getTime() + HALF_A_DAY_MS);
      const slots = listSlots({ cron, timeZone }, from, until, SLOTS_MOST);
      const dueAt = slots.findLast((slot) => slot <= now) ?? slots[0];
      if (dueAt === undefined) return [];
      const span = toPeriodAt(report, dueAt);
      return findUnderWay(span, now) === null ? [{ client: name, report: key, settings, span, dueAt }] : [];
    }),
  );
}

/** How a report's slots are named, and what its metrics bear. */
export function toJobName(client: string, report: string): string {
  return `${client}/${report}`;
}

/** "last-month" for `every: month`. */
export function toWords(cadence: Cadence): string {
  return "days" in cadence ? `last-${cadence.days}-days` : `last-${cadence.every}`;
}

/** The period a report is about when it is due at this moment. */
export function toPeriodAt({ cadence, settings }: ClientReport, at: Date): DaySpan {
  const span = parsePeriod(toWords(cadence), at, settings.period);
  if (span === undefined) throw new Error("a cadence is a period");
  return span;
}

/** The next moment a report's cron names; undefined where it has none. */
export function toNextSlot({ cron, settings }: ClientReport, now: Date): Date | undefined {
  return cron === undefined ? undefined : findNextSlot({ cron, timeZone: settings.schedule.timeZone }, now);
}

/**
 * The last whole period, once its time has come: the first slot after its end, or that end where there is no cron. Of so
 * many days, those before the newest slot.
 */
function findDue(report: ClientReport, now: Date): Pick<ComingTask, "span" | "dueAt"> | undefined {
  const { cadence, cron, settings } = report;
  const when = cron === undefined ? undefined : { cron, timeZone: settings.schedule.timeZone };
  if ("days" in cadence) {
    if (when === undefined) return undefined;
    const slot = listSlots(when, new Date(now.getTime() - LOOK_BACK_MS), now, SLOTS_MOST).at(-1);
    return slot === undefined ? undefined : { span: toPeriodAt(report, slot), dueAt: slot };
  }
  const span = toPeriodAt(report, now);
  const end = toStartOfDay(span.to, settings.period.timeZone, 1);
  if (when === undefined) return { span, dueAt: end };
  const slot = findNextSlot(when, new Date(end.getTime() - 1));
  return slot !== undefined && slot <= now ? { span, dueAt: slot } : undefined;
}

function isOfLength(cadence: Cadence, span: DaySpan): boolean {
  return "days" in cadence ? countDays(span) === cadence.days : toPeriodKind(span) === cadence.every;
}
