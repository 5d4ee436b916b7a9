// Totals of windows: the period's, the one before it to compare with, and those that were read before they had settled.
import {
  addDays,
  type Day,
  type DaySpan,
  isOver,
  isSettled,
  listDays,
  spanBefore,
  toEndOfSpan,
} from "../../dataset/index.ts";
import type { Form } from "../capabilities/index.ts";
import { type TotalsBlock, toSpanText } from "./call.ts";
import { DAY_TOTAL_METRICS, FOLLOW_METRICS, TOTAL_METRICS } from "./metric-sets.ts";
import type { PlanHeld, PlanInput } from "./plan-input.ts";
import { toWindows } from "./windows.ts";

/** Days of a window that get a total of their own; a month's 30 would make the request too long. */
const DAYS_APART = 7;

/** Totals of the account's further periods, and of those before them to compare with: what is not held and not asked already. */
export function planOtherTotals(
  spans: readonly DaySpan[],
  held: PlanHeld | undefined,
  asked: readonly TotalsBlock[],
): readonly TotalsBlock[] {
  const isDue = ({ span: window, breakdown }: TotalsBlock): boolean =>
    held?.totalWindows.includes(toSpanText(window)) !== true &&
    !asked.some((one) => toSpanText(one.span) === toSpanText(window) && one.breakdown === breakdown);
  const blocks = spans.flatMap((span) => [
    ...toWindows(span).flatMap((window) => [toTotals(window), toFollows(window)]),
    ...toWindows(spanBefore(span)).map(toTotals),
  ]);
  const each = new Map(blocks.map((block) => [`${toSpanText(block.span)} ${block.breakdown}`, block]));
  return [...each.values()].filter(isDue);
}

/** Every total that is due, the period's own first. */
export function planTotals(
  { span, now }: Pick<PlanInput, "span" | "now">,
  held: PlanHeld | undefined,
  form: Form,
): readonly TotalsBlock[] {
  const own = toWindows(span);
  const early = (held?.earlyWindows ?? []).filter((window) => isDueAgain(window, now, form) && !includes(own, window));
  const before = toWindows(spanBefore(span)).filter(
    (window) => !includes(early, window) && held?.totalWindows.includes(toSpanText(window)) !== true,
  );
  const missed = listMissed(span, held);
  const days = new Set([span, ...missed].flatMap(lastDays));
  const daysAgain = new Set(early.flatMap((window) => listEarlyDays(window, now)).filter((day) => !days.has(day)));
  // A window of one day is its own total.
  const single = new Set([...own, ...early, ...missed].filter(({ from, to }) => from === to).map(({ to }) => to));
  const isApart = (day: Day): boolean => !single.has(day);
  return [
    ...own.flatMap((window) => [toTotals(window), toFollows(window)]),
    ...before.filter((window) => !includes(missed, window)).map(toTotals),
    ...missed.flatMap((window) => [toTotals(window), toFollows(window)]),
    ...[...days].filter(isApart).map(toDaily),
    ...[
      ...early.flatMap((window) => [toTotals(window), toFollows(window)]),
      ...[...daysAgain].filter(isApart).map(toDaily),
    ].map((block): TotalsBlock => ({ ...block, again: true })),
  ];
}

/** More would make the request too long. */
const MOST_MISSED = 2;

/**
 * Periods since the newest one held of which nothing is: the account was refused then. They are asked as they would have
 * been: nothing else would bring them, nor tell that they are lacking once it answers again.
 */
function listMissed(span: DaySpan, held: PlanHeld | undefined): readonly DaySpan[] {
  const missed: DaySpan[] = [];
  for (let window = spanBefore(span); toWindows(window).length === 1; window = spanBefore(window)) {
    if (held?.totalWindows.includes(toSpanText(window)) === true) return missed;
    if (missed.length === MOST_MISSED) break;
    missed.push(window);
  }
  return [];
}

type Early = NonNullable<PlanHeld["earlyWindows"]>[number];

/**
 * Read again once it is over: as often as it is free, and where it is a call of its own once more, when that reading is
 * one to stay with or the last one was of days still under way.
 */
function isDueAgain(window: Early, now: Date, form: Form): boolean {
  if (now < toEndOfSpan(window)) return false;
  const { to, readAt } = window;
  return form < 3 || isSettled(to, now) || !isOver(to, new Date(readAt));
}

/** The days of such a window that had not settled when it was read. */
function listEarlyDays(window: Early, now: Date): readonly Day[] {
  return lastDays(window).filter((day) => isOver(day, now) && !isSettled(day, new Date(window.readAt)));
}

function includes(windows: readonly DaySpan[], { from, to }: DaySpan): boolean {
  return windows.some((window) => window.from === from && window.to === to);
}

function toTotals({ from, to }: DaySpan): TotalsBlock {
  return { kind: "totals", span: { from, to }, metrics: TOTAL_METRICS, breakdown: "" };
}

function toFollows({ from, to }: DaySpan): TotalsBlock {
  return { kind: "totals", span: { from, to }, metrics: FOLLOW_METRICS, breakdown: "follow_type" };
}

function toDaily(day: Day): TotalsBlock {
  return { kind: "totals", span: { from: day, to: day }, metrics: DAY_TOTAL_METRICS, breakdown: "", daily: true };
}

export function lastDays({ from, to }: DaySpan): readonly Day[] {
  const first = addDays(to, 1 - DAYS_APART);
  return listDays({ from: from > first ? from : first, to });
}
