// The one place that turns a figure into words. HTML, PDF and the workbook's text cells all ask here, so that the same
// figure cannot be rounded two ways (RELIABILITY D13).
import type { PeriodKind } from "../../dataset/index.ts";
import type { Unit } from "../summarise/index.ts";
import { type NounKey, toWords, type Words } from "../words/index.ts";

export interface Formatter {
  readonly locale: string;
  readonly timeZone: string;
  /** The words around the figures, in the language of the locale. */
  readonly words: Words;
  /** "1 account", "3 accounts": by the plural rules of the language. */
  counted(value: number, noun: NounKey): string;
  /** A number in its unit; "12,345", "4.2%", "1.4 s", "2.3×". */
  number(value: number, unit: Unit): string;
  /** A change: "+12.3%", "+0.4 points", "194 fewer"; "unchanged" where no digit of it would show. */
  change(value: number, as: ChangeStyle): string;
  /** A difference with its sign: "+60", "−194". */
  difference(value: number): string;
  /** "16 Nov 2026" in the locale's own order. */
  day(day: string): string;
  /** "Mon 16": for axes, where the month is told elsewhere. */
  shortDay(day: string): string;
  /** An instant in the report's zone, with the zone's name when asked. */
  instant(at: string, options?: { readonly zone?: boolean }): string;
  /** For axes: "12K", "1.2M". */
  compact(value: number, unit: Unit): string;
  /** "16–22 November 2026". */
  range(from: string, to: string): string;
}

export type ChangeStyle = "percent" | "points" | "count";

/** Changes so small that they would be written as nothing: 0.05 %, 0.005 points, half of one. */
export function isUnchanged(value: number, as: ChangeStyle): boolean {
  const least = { percent: 0.0005, points: 0.000_05, count: 0.05 };
  return Math.abs(value) < least[as];
}

/** Units whose values are whole numbers of things. */
const COUNTED: ReadonlySet<Unit> = new Set(["count", "accounts", "rank"]);

/** Formatter for a locale and a time zone; throws RangeError for a locale or zone the runtime does not know. */
export function createFormatter(locale: string, timeZone: string, kind: PeriodKind = "week"): Formatter {
  const words = toWords(locale, kind);
  const rules = new Intl.PluralRules(locale);
  // A negative number that rounds to nothing is nothing.
  const unsigned = { signDisplay: "negative" } as const;
  const whole = new Intl.NumberFormat(locale, { ...unsigned, maximumFractionDigits: 0 });
  // A mean of counts may have a tail; one decimal under a hundred, none above.
  const tail = new Intl.NumberFormat(locale, { ...unsigned, maximumFractionDigits: 1 });
  const oneDecimal = new Intl.NumberFormat(locale, { ...unsigned, minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, {
    ...unsigned,
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  // Rates under 0.1 % would all read 0.0 %.
  const smallPercent = new Intl.NumberFormat(locale, { style: "percent", maximumSignificantDigits: 1 });
  const signed = { signDisplay: "exceptZero" } as const;
  const percentChange = new Intl.NumberFormat(locale, {
    ...signed,
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const points = new Intl.NumberFormat(locale, { ...signed, minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const finePoints = new Intl.NumberFormat(locale, { ...signed, minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const signedWhole = new Intl.NumberFormat(locale, { ...signed, maximumFractionDigits: 0 });
  const compactCount = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const axisPercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  // A day is a label: it is formatted in UTC, where it was made, whatever the report's zone.
  const dayWords = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const shortDayWords = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  const rangeWords = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  /** Receipts name the same few spans thousands of times, and no other format takes as long. */
  const ranges = new Map<string, string>();
  const instantWords = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const zoneWords = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  });

  function duration(ms: number): string {
    const seconds = ms / 1000;
    // Rounded first: 59.96 s are a minute.
    if (Math.round(Math.abs(seconds) * 10) < 600) return `${oneDecimal.format(seconds)} s`;
    const full = Math.round(Math.abs(seconds));
    const minutes = Math.floor(full / 60);
    const sign = seconds < 0 ? "−" : "";
    if (minutes < 60) return `${sign}${minutes} min ${full % 60} s`;
    return `${sign}${whole.format(Math.floor(full / 3600))} h ${minutes % 60} min`;
  }

  /** A hyphen is no minus, and narrower than the plus it stands under. */
  const withMinus = (text: string): string => text.replace("-", "−");

  function ratio(value: number): string {
    const tiny = value !== 0 && Math.abs(value) < 0.0005;
    return (tiny ? smallPercent : percent).format(value);
  }

  function tailOrWhole(value: number): string {
    const hasTail = !Number.isInteger(value) && Math.abs(value) < 100;
    return withMinus((hasTail ? tail : whole).format(value));
  }

  return {
    locale,
    timeZone,
    words,
    counted(value, noun) {
      const [one, other] = words.nouns[noun];
      return `${whole.format(value)} ${rules.select(value) === "one" ? one : other}`;
    },
    number(value, unit) {
      if (unit === "percent") return withMinus(ratio(value));
      if (unit === "ms") return duration(value);
      if (unit === "multiple") return `${oneDecimal.format(value)}×`;
      return COUNTED.has(unit) ? tailOrWhole(value) : withMinus(whole.format(value));
    },
    change(value, as) {
      const { more, fewer, unchanged, points: pointsWord } = words.phrases;
      if (isUnchanged(value, as)) return unchanged;
      if (as === "count") return `${tailOrWhole(Math.abs(value))} ${value > 0 ? more : fewer}`;
      if (as === "points") {
        const number = (Math.abs(value) < 0.0005 ? finePoints : points).format(value * 100);
        return `${withMinus(number)} ${pointsWord}`;
      }
      return withMinus(percentChange.format(value));
    },
    difference: (value) => withMinus(signedWhole.format(value)),
    day: (day) => dayWords.format(toUtc(day)),
    shortDay: (day) => shortDayWords.format(toUtc(day)),
    instant: (at, options) => (options?.zone === true ? zoneWords : instantWords).format(new Date(at)),
    compact(value, unit) {
      if (unit === "percent") return axisPercent.format(value);
      if (unit === "ms") return duration(value);
      return withMinus(compactCount.format(value));
    },
    range: (from, to) => {
      const key = `${from}..${to}`;
      const known = ranges.get(key);
      if (known !== undefined) return known;
      const range = rangeWords.formatRange(toUtc(from), toUtc(to)).replaceAll("\u2009", "");
      ranges.set(key, range);
      return range;
    },
  };
}

function toUtc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
