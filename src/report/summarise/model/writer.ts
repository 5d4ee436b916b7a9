// Numbers and days inside sentences. Figures in cells are written by the renderer; only prose is written here.
import type { Day, DaySpan, Note, Noted, PeriodKind } from "../../../dataset/index.ts";
import { ownValue, sayCoded } from "../../../shared/index.ts";
import type { Formula, Reason } from "../../figures/index.ts";
import { type KpiText, kpis, tellKpi } from "../../kpis/index.ts";
import { type NounKey, type PeriodWords, toWords, type Words } from "../../words/index.ts";

export interface Writer {
  /** BCP 47. */
  readonly locale: string;
  /** Everything the report says, in the language of its locale. */
  readonly words: Words;
  /** What is said of the key figure of this id. */
  kpi(id: string): KpiText;
  /** What is said of periods of the report's own length. */
  readonly period: PeriodWords;
  /** "13 weeks", "3 months": so many periods of the report's own length. */
  periods(count: number): string;
  /** The same of what a month or a quarter is made of. */
  ofParts(): Pick<Writer, "period" | "periods">;
  count(value: number): string;
  /** With its sign: "+974", "−108". */
  signed(value: number): string;
  /** An hour of the day as a clock shows it: "18:00", "6:00 PM". */
  hour(hour: number): string;
  /** A share as per cent with one decimal: 0.123 → "12.3%". */
  percent(share: number): string;
  /** Like percent, but never rounded up to a whole that is not there: 0.9996 → "99.9%". */
  shareBelow(share: number): string;
  /** A difference of shares in points: 0.004 → "0.4". */
  points(share: number): string;
  /** Without a sign: "9.9", which sentences read as times. */
  multiple(value: number): string;
  day(day: Day): string;
  span(span: DaySpan): string;
  /** "Mon": the weekday of a day. */
  weekday(day: Day): string;
  /** "1 post", "3 posts": by the plural rules of the language. */
  plural(count: number, noun: NounKey): string;
  /** Why a value is absent. */
  reason(because: Reason): string;
  /** What was noted: ours in the report's language, Meta's words as they came. */
  note(noted: Noted): string;
  /** The same, Meta's words in quotation marks. */
  message(noted: Noted): string;
  /** How a figure was made. */
  formula(formula: Formula): string;
  /** A country by its two letters; what the runtime cannot name stays as Meta wrote it. */
  country(code: string): string;
  /** A UTC instant as day and minute in the report's zone. */
  instant(at: string): string;
}

/** Throws a RangeError for a locale or zone the runtime does not know; the configuration has checked both. */
export function createWriter(locale: string, timeZone: string, kind: PeriodKind = "week"): Writer {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "exceptZero" });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" });
  const share = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  // Day labels are not instants: they are written as they stand, in UTC.
  const calendar = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const words = toWords(locale, kind);
  const rules = new Intl.PluralRules(locale);
  const countries = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const kpi = (id: string) => tellKpi(id, words);
  const reason = (because: Reason): string => sayCoded(words.reasons, because, reason);
  const say = (note: Note): string => sayCoded(words.notes, note, say);
  const quote = (message: string) => (message === "" ? "" : words.quote(message));
  const formula = (told: Formula): string =>
    told.code === "kpi" ? kpi(told.id).formula : sayCoded(words.formulas, told, formula);
  const toDate = (day: Day) => new Date(`${day}T00:00:00Z`);
  const periodsOf = (of: PeriodKind) => (count: number) => {
    const [one, other] = words.periods[of].many;
    return `${whole.format(count)} ${rules.select(count) === "one" ? one : other}`;
  };
  return {
    locale,
    words,
    kpi,
    period: words.periods[kind],
    periods: periodsOf(kind),
    ofParts: () => {
      const part = kind === "quarter" ? "month" : "week";
      return { period: words.periods[part], periods: periodsOf(part) };
    },
    count: (value) => whole.format(value),
    signed: (value) => signed.format(value).replace("-", "−"),
    hour: (hour) => clock.format(new Date(Date.UTC(2000, 0, 1, hour))),
    percent: (value) => share.format(value),
    shareBelow: (value) => share.format(Math.floor(value * 1000) / 1000),
    points: (value) => decimal.format(value * 100),
    multiple: (value) => decimal.format(value),
    day: (day) => calendar.format(toDate(day)),
    weekday: (day) => weekday.format(toDate(day)),
    // Without the thin spaces some locales put around the dash: the cover writes ranges the same way.
    span: ({ from, to }) => calendar.formatRange(toDate(from), toDate(to)).replaceAll("\u2009", ""),
    plural: (count, noun) => {
      const [one, other] = words.nouns[noun];
      return `${whole.format(count)} ${rules.select(count) === "one" ? one : other}`;
    },
    reason,
    note: ({ note, message }) => (note === undefined ? message : say(note)),
    message: ({ note, message }) => (note === undefined ? quote(message) : say(note)),
    formula,
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    instant: (at) => moment.format(new Date(at)),
  };
}

/** The first words of a caption on one line, cut between graphemes so that no emoji is torn. */
export function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const graphemes = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return graphemes.length <= length ? line : `${graphemes.slice(0, length - 1).join("")}…`;
}

/** A metric of Meta's as people call it; one the words do not know keeps Meta's name. */
export function nameMetric(metric: string, { words }: Writer): string {
  return ownValue<string>(words.metrics, metric) ?? metric;
}

/** A key figure's name in the report's language; undefined where there is none of this id any more. */
export function nameKpi(id: string, write: Writer): string | undefined {
  return kpis.some((kpi) => kpi.id === id) ? write.kpi(id).name : undefined;
}

/** "Post", "Album", "Reel", "Story" in the report's language; a format Meta may add keeps its name. */
export function nameFormat(format: string, { words }: Writer): string {
  return ownValue<string>(words.formats, format) ?? format;
}
