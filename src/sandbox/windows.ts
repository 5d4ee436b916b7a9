// Time parameters: instants, and the Pacific days an insights window covers under each reading of CONTRACT §13.1.

import { startOfPacificDay, toPacificDay, toStamp } from "./pacific-day.ts";
import { refusal } from "./refusals.ts";
import type { SandboxSettings } from "./settings.ts";

const MAX_SPAN_SECONDS = 2_592_000;
const DAY_SECONDS = 86_400;

const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400, week: 604_800 };
const NAMED: Readonly<Record<string, number>> = { now: 0, yesterday: -DAY_SECONDS, tomorrow: DAY_SECONDS };

/** "-7 days", "2 weeks ago", "yesterday": as PHP's strtotime reads them, of which CONTRACT §2.2 speaks; null for others. */
function readRelative(text: string, nowMs: number): number | null {
  const now = Math.floor(nowMs / 1000);
  const word = text.trim().toLowerCase();
  if (word === "today") return now - (now % DAY_SECONDS);
  const named = Object.hasOwn(NAMED, word) ? NAMED[word] : undefined;
  if (named !== undefined) return word === "now" ? now : now - (now % DAY_SECONDS) + named;
  const [, sign, count = "", unit = "", ago] = /^([+-]?)\s*(\d{1,6})\s*([a-z]+?)s?(\s+ago)?$/.exec(word) ?? [];
  const seconds = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (seconds === undefined) return null;
  return now + Number(count) * seconds * (sign === "-" ? -1 : 1) * (ago === undefined ? 1 : -1);
}

/** Unix seconds of a time parameter: digits, a date text or one relative to now; null when it is not there. */
export function readInstant(parameters: ReadonlyMap<string, string>, name: string, nowMs: number): number | null {
  const text = parameters.get(name);
  if (text === undefined || text === "") return null;
  if (/^-?\d{1,12}$/.test(text)) return Number(text);
  const relative = readRelative(text, nowMs);
  if (relative !== null) return relative;
  const instant = /\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw refusal.badValue(`Invalid parameter: ${name} must be a valid time`);
  return Math.floor(instant / 1000);
}

/** Unix seconds. */
export interface TimeWindow {
  readonly since: number;
  readonly until: number;
}

/** The window of an insights request: the last 24 hours unless told otherwise, 30 days at most (CONTRACT §3.2). */
export function readWindow(parameters: ReadonlyMap<string, string>, nowMs: number): TimeWindow {
  const now = Math.floor(nowMs / 1000);
  const [askedSince, askedUntil] = [readInstant(parameters, "since", nowMs), readInstant(parameters, "until", nowMs)];
  const until = askedUntil ?? (askedSince === null ? now : Math.min(now, askedSince + MAX_SPAN_SECONDS));
  const since = askedSince ?? until - DAY_SECONDS;
  if (since > until) throw refusal.badValue("since param is not valid. since should be less than or equal to until");
  if (until - since > MAX_SPAN_SECONDS) throw refusal.windowTooLong();
  return { since, until };
}

type Reading = SandboxSettings["seriesDays"];

/** The Pacific days of a window that have begun, oldest first. */
export function listWindowDays({ since, until }: TimeWindow, reading: Reading, nowMs: number): readonly number[] {
  const days: number[] = [];
  const last = Math.min(toPacificDay(until * 1000) + 1, toPacificDay(nowMs));
  for (let day = toPacificDay(since * 1000) - 1; day <= last; day += 1) {
    if (isInWindow(day, { since, until }, reading)) days.push(day);
  }
  return days;
}

function isInWindow(day: number, { since, until }: TimeWindow, reading: Reading): boolean {
  const start = startOfPacificDay(day) / 1000;
  if (reading !== "end-stamp-within") return start >= since && start < until;
  const end = startOfPacificDay(day + 1) / 1000;
  return end >= since && end <= until;
}

/** `end_time` of a day's point. */
export function toDayStamp(day: number, reading: Reading): string {
  return toStamp(startOfPacificDay(reading === "start-stamp" ? day : day + 1));
}

/** The neighbouring windows of equal length, as the recorded paging links have them (CONTRACT §3.4). */
export function toNeighbours({ since, until }: TimeWindow): {
  readonly previous: TimeWindow;
  readonly next: TimeWindow;
} {
  const length = until - since;
  return {
    previous: { since: since - 1 - length, until: since - 1 },
    next: { since: until + 1, until: until + 1 + length },
  };
}
