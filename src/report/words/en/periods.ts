// What is said of periods by their length. A report of a month speaks of months, one of chosen days of periods.
import type { PeriodKind } from "../../../dataset/index.ts";

interface Names {
  /** A day is its own first day. */
  readonly isDay?: true;
  readonly one: string;
  readonly each: string;
  readonly many: readonly [one: string, other: string];
  /** Of last year. */
  readonly same: string;
  /** The one before; a month's is as many days, which are no month. */
  readonly before: string;
  readonly title: string;
}

function tell({ one, each, many, same, before, title, isDay }: Names) {
  const One = one[0]?.toUpperCase() + one.slice(1);
  const begins = isDay === true ? "" : `${each[0]?.toUpperCase()}${each.slice(1)} bears the name of its first day.`;
  return {
    /** After a number, as in `nouns`. */
    many,
    /** Of a report whose title is not configured. */
    title,
    own: `report ${one}`,
    onLastYear: `on the ${same} last year`,
    from: isDay === true ? One : `${One} from`,
    than: `than the ${before} before`,
    views: `Views ${each}`,
    each: (what: string) => `${what} ${each}`,
    groups: (what: string) => `${what} ${each} by group`,
    tileSpark: (what: string, count: string, accounts: string) => `${what} ${each}, the last ${count}, ${accounts}`,
    spark: (what: string, count: string) => `${what} in the last ${count}.`,
    sparkAlt: (what: string, account: string, count: string) => `${what} of ${account} in the last ${count}`,
    young: `Views and net followers ${each} are drawn once two ${many[1]} are held.`,
    alt: (what: string, names: string, span: string) => `${what} ${each} of ${names}, ${span}.`,
    begins,
    broken: (label: string, day: string) => `Dashed upright: ${label}, ${one} of ${day}.`,
    over: (held: string, of: string) =>
      `Drawn over ${held} of ${of}: those that have every ${one} shown, so that a newcomer is not mistaken for growth.`,
    groupSpark: `Views ${each}, as many ${many[1]} as are held.`,
    groupSparkAlt: (group: string) => `Views ${each} of ${group}`,
    finding: (label: string, day: string) =>
      `${label} in the ${one} of ${day}: figures before and after it do not compare.`,
    its: (record: string) => `its ${record}`,
    the: (record: string) => `the ${record}`,
    since: {
      best: (day: string) => `best ${one} since that of ${day}`,
      worst: (day: string) => `lowest ${one} since that of ${day}`,
    },
    of: {
      best: (count: string) => `best of the ${count} held`,
      worst: (count: string) => `lowest of the ${count} held`,
    },
    sheet: `${many[1][0]?.toUpperCase()}${many[1].slice(1)}`,
    sheetEmpty: `No ${one} is held.`,
    sheetNote: `${begins === "" ? "" : `${begins} `}Sums run over the accounts that have every ${one} shown, so that a newcomer is not mistaken for growth: like for like.`,
    sheetFormula: (formula: string, accounts: string) => `${formula}; over ${accounts} that have every ${one} shown`,
  };
}

export type PeriodWords = ReturnType<typeof tell>;

export const periods: Readonly<Record<PeriodKind, PeriodWords>> = {
  day: tell({
    isDay: true,
    one: "day",
    each: "a day",
    many: ["day", "days"],
    same: "same weekday",
    before: "day",
    title: "Instagram daily",
  }),
  week: tell({
    one: "week",
    each: "a week",
    many: ["week", "weeks"],
    same: "same week",
    before: "week",
    title: "Instagram weekly",
  }),
  month: tell({
    one: "month",
    each: "a month",
    many: ["month", "months"],
    same: "same month",
    before: "period",
    title: "Instagram monthly",
  }),
  quarter: tell({
    one: "quarter",
    each: "a quarter",
    many: ["quarter", "quarters"],
    same: "same quarter",
    before: "period",
    title: "Instagram quarterly",
  }),
  custom: tell({
    one: "period",
    each: "a period",
    many: ["period", "periods"],
    same: "same days",
    before: "period",
    title: "Instagram report",
  }),
};
