// What is said of periods by their length. A report of a month speaks of months, one of chosen days of periods.

import type { PeriodKind } from "../../../dataset/index.ts";
import type { PeriodWords } from "../en/periods.ts";

interface Names {
  /** A day is its own first day. */
  readonly isDay?: true;
  readonly one: string;
  /** Of the one before: "als in der Woche davor"; a month's is as many days, which are no month. */
  readonly before: string;
  readonly inThe: string;
  readonly best: string;
  readonly worst: string;
  readonly since: string;
  readonly every: string;
  readonly none: string;
  readonly own: string;
  readonly title: string;
  readonly last: string;
  readonly same: string;
  readonly many: readonly [one: string, other: string];
  /** Dative plural. */
  readonly dative: string;
}

function tell(names: Names): PeriodWords {
  const { one, before, inThe, best, worst, since, every, none, own, title, last, same, many, dative, isDay } = names;
  const toDative = (count: string) => count.replace(many[1], dative);
  const begins = isDay === true ? "" : `${last} den Namen des ersten Tages.`;
  return {
    many,
    title,
    own,
    onLastYear: `${same} im Vorjahr`,
    from: isDay === true ? one : `${one} ab`,
    than: `als ${before}`,
    views: `Aufrufe je ${one}`,
    each: (what) => `${what} je ${one}`,
    groups: (what) => `${what} je ${one} nach Gruppen`,
    tileSpark: (what, count, accounts) => `${what} je ${one}, die letzten ${count}, ${accounts}`,
    spark: (what, count) => `${what} in den letzten ${toDative(count)}.`,
    sparkAlt: (what, account, count) => `${what} von ${account} in den letzten ${toDative(count)}`,
    young: `Aufrufe und Netto-Follower je ${one} werden gezeichnet, sobald zwei ${many[1]} vorliegen.`,
    alt: (what, named, span) => `${what} je ${one} von ${named}, ${span}.`,
    begins,
    broken: (label, day) => `Senkrecht gestrichelt: ${label}, ${one} ab ${day}.`,
    over: (held, of) =>
      `Gezeichnet über ${held} von ${of}: jene, für die ${every} vorliegt, damit Neuzugänge nicht wie Wachstum aussehen.`,
    groupSpark: `Aufrufe je ${one}, so viele ${many[1]} wie vorliegen.`,
    groupSparkAlt: (group) => `Aufrufe je ${one} von ${group}`,
    finding: (label, day) => `${label}, ${inThe} ab ${day}: Werte davor und danach sind nicht vergleichbar.`,
    its: (record) => record,
    the: (record) => record,
    since: { best: (day) => `${best} ${one} ${since} ${day}`, worst: (day) => `${worst} ${one} ${since} ${day}` },
    of: {
      best: (count) => `${best} der ${count.replace(" ", " vorliegenden ")}`,
      worst: (count) => `${worst} der ${count.replace(" ", " vorliegenden ")}`,
    },
    sheet: many[1],
    sheetEmpty: `${none} liegt vor.`,
    sheetNote: `${begins === "" ? "" : `${begins} `}Summen umfassen die Konten, für die ${every} vorliegt, damit Neuzugänge nicht wie Wachstum aussehen: Gleiches mit Gleichem.`,
    sheetFormula: (formula, accounts) => `${formula}; über ${accounts}, für die ${every} vorliegt`,
  };
}

const feminine = {
  best: "beste",
  worst: "schwächste",
  since: "seit der ab",
};
const masculine = {
  best: "bester",
  worst: "schwächster",
  since: "seit dem ab",
};
const neuter = { ...masculine, best: "bestes", worst: "schwächstes" };

export const periods: Readonly<Record<PeriodKind, PeriodWords>> = {
  day: tell({
    isDay: true,
    ...masculine,
    one: "Tag",
    before: "am Tag davor",
    inThe: "am Tag",
    every: "jeder gezeigte Tag",
    none: "Kein Tag",
    own: "Berichtstag",
    title: "Instagram-Tagesbericht",
    last: "Ein Tag trägt",
    same: "zum selben Wochentag",
    many: ["Tag", "Tage"],
    dative: "Tagen",
  }),
  week: tell({
    ...feminine,
    one: "Woche",
    before: "in der Woche davor",
    inThe: "in der Woche",
    every: "jede gezeigte Woche",
    none: "Keine Woche",
    own: "Berichtswoche",
    title: "Instagram-Wochenbericht",
    last: "Eine Woche trägt",
    same: "zur selben Woche",
    many: ["Woche", "Wochen"],
    dative: "Wochen",
  }),
  month: tell({
    ...masculine,
    one: "Monat",
    before: "im Zeitraum davor",
    inThe: "im Monat",
    every: "jeder gezeigte Monat",
    none: "Kein Monat",
    own: "Berichtsmonat",
    title: "Instagram-Monatsbericht",
    last: "Ein Monat trägt",
    same: "zum selben Monat",
    many: ["Monat", "Monate"],
    dative: "Monaten",
  }),
  quarter: tell({
    ...neuter,
    one: "Quartal",
    before: "im Zeitraum davor",
    inThe: "im Quartal",
    every: "jedes gezeigte Quartal",
    none: "Kein Quartal",
    own: "Berichtsquartal",
    title: "Instagram-Quartalsbericht",
    last: "Ein Quartal trägt",
    same: "zum selben Quartal",
    many: ["Quartal", "Quartale"],
    dative: "Quartalen",
  }),
  custom: tell({
    ...masculine,
    one: "Zeitraum",
    before: "im Zeitraum davor",
    inThe: "im Zeitraum",
    every: "jeder gezeigte Zeitraum",
    none: "Kein Zeitraum",
    own: "Berichtszeitraum",
    title: "Instagram-Bericht",
    last: "Ein Zeitraum trägt",
    same: "zu denselben Tagen",
    many: ["Zeitraum", "Zeiträume"],
    dative: "Zeiträumen",
  }),
};
