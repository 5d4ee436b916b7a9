// The desk's own words: codes → sentences, in one table. Headings stand in the templates.
import { type DaySpan, toPeriodKind, toPeriodName } from "../dataset/index.ts";

/** The desk speaks English, whatever its reports speak. */
export const LOCALE = "en-GB";

/** Finding out which calendar period a span is costs a millisecond, and an archive shows fifty of the same few. */
const known = new Map<string, string>();
const KNOWN_MOST = 5_000;

/** "Week 47", "November 2026", "Q3 2026", "1 Nov 2026 to 15 Nov 2026". */
export function toPeriodWords(span: DaySpan): string {
  const key = `${span.from} ${span.to}`;
  const words = known.get(key) ?? findPeriodWords(span);
  if (known.size >= KNOWN_MOST) known.clear();
  known.set(key, words);
  return words;
}

function findPeriodWords(span: DaySpan): string {
  const kind = toPeriodKind(span);
  const name = toPeriodName(span);
  const week = /^\d{4}-W0?(\d+)$/.exec(name)?.[1];
  if (week !== undefined) return `Week ${week}`;
  if (kind === "month") return MONTH.format(toDate(span.from));
  if (kind === "quarter") return name.replace(/^(\d{4})-(Q\d)$/, "$2 $1");
  return span.from === span.to ? toDayWords(span.from) : `${toDayWords(span.from)} to ${toDayWords(span.to)}`;
}

export function toDayWords(day: string): string {
  return DAY.format(toDate(day));
}

const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const MONTH = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long", year: "numeric" });

/** "71 %": never rounded up to what it is not. */
export function toPercent(share: number): string {
  return `${Math.floor(share * 100)}\u00a0%`;
}

/** Above it a bar warns. */
const MUCH = 0.9;

/** A bar of what is used: its length of a hundred, and how it looks. */
export function toBar(used: number, of: number): { readonly share: number; readonly tone: "busy" | "warn" } {
  const share = of === 0 ? 0 : Math.min(1, used / of);
  return { share: Math.round(share * 100), tone: share >= MUCH ? "warn" : "busy" };
}

/** "3 people", or the only address. */
export function toPeople(addresses: readonly string[]): string {
  const all = [...new Set(addresses)];
  const [only = "nobody"] = all;
  return all.length <= 1 ? only : `${all.length} people`;
}

/** What a trouble leaves alone. */
export const UNAFFECTED: Readonly<Record<string, string>> = {
  "connection-lost": "What was collected stays; accounts of other connections are collected as before.",
  "coverage-low": "What came is kept, and each report tells what is missing.",
  "token-ending": "Until then everything goes on.",
  "role-lost": "The other accounts are collected as before.",
  "client-broken": "The other clients are served.",
  "slot-missed": "Later runs go on as planned.",
  work: "Nothing that was made or sent before has changed.",
};
