// What is said of periods by their length. A report of a month speaks of months, one of chosen days of periods.

import type { PeriodKind } from "../../../dataset/index.ts";
import type { PeriodWords } from "../en/periods.ts";
import { ofTheDay } from "./elide.ts";

interface Names {
  /** A day is its own first day. */
  readonly isDay?: true;
  readonly one: string;
  readonly isFeminine: boolean;
  readonly each: string;
  readonly many: readonly [one: string, other: string];
  readonly same: string;
  /** The one before; a month's is as many days, which are no month. */
  readonly before: string;
  readonly title: string;
}

function tell({ one, isFeminine, each, many, same, before, title, isDay }: Names): PeriodWords {
  const [none, the, its, inThe, inTheLast, last, ofThat, all, best, worst] = isFeminine
    ? ["Nessuna", "la", "la sua", "nella", "nelle ultime", "ultime", "da quella", "tutte le", "migliore", "peggiore"]
    : ["Nessun", "il", "il suo", "nel", "negli ultimi", "ultimi", "da quello", "tutti i", "miglior", "peggior"];
  const every = `con ${all} ${many[1]} ${isFeminine ? "mostrate" : "mostrati"}`;
  const One = `${one[0]?.toUpperCase()}${one.slice(1)}`;
  const begins = isDay === true ? "" : `Ogni ${one} è ${isFeminine ? "indicata" : "indicato"} con il suo primo giorno.`;
  const ofThe = (count: string) =>
    `${isFeminine ? "delle" : /^(8|11(?!\d))/.test(count) ? "degli" : "dei"} ${count} disponibili`;
  return {
    many,
    title,
    own: `${one} del report`,
    onLastYear: `rispetto ${same} dell’anno scorso`,
    from: isDay === true ? One : `${One} dal`,
    than: before,
    views: `Visualizzazioni ${each}`,
    each: (what) => `${what} ${each}`,
    groups: (what) => `${what} ${each}, per gruppo`,
    tileSpark: (what, count, accounts) => `${what} ${each}, ${last} ${count}, ${accounts}`,
    spark: (what, count) => `${what} ${inTheLast} ${count}.`,
    sparkAlt: (what, account, count) => `${what} di ${account} ${inTheLast} ${count}`,
    young: `Visualizzazioni e saldo follower ${each} vengono tracciati quando sono disponibili due ${many[1]}.`,
    alt: (what, names, span) => `${what} ${each} di ${names}, ${span}.`,
    begins,
    broken: (label, day) => `Linea verticale tratteggiata: ${label}, ${one} ${ofTheDay(day)}.`,
    over: (held, of) =>
      `Calcolato per ${held} su ${of}: quelli ${every}, perché un nuovo arrivato non sembri una crescita.`,
    groupSpark: `Visualizzazioni ${each}, per ${all} ${many[1]} disponibili.`,
    groupSparkAlt: (group) => `Visualizzazioni ${each} di ${group}`,
    finding: (label, day) =>
      `${label}, ${inThe} ${one} ${ofTheDay(day)}: i dati precedenti e quelli successivi non sono confrontabili.`,
    its: (record) => `${its} ${record}`,
    the: (record) => `${the} ${record}`,
    since: {
      best: (day) => `${best} ${one} ${ofThat} ${ofTheDay(day)}`,
      worst: (day) => `${worst} ${one} ${ofThat} ${ofTheDay(day)}`,
    },
    of: {
      best: (count) => `migliore ${ofThe(count)}`,
      worst: (count) => `peggiore ${ofThe(count)}`,
    },
    sheet: `${many[1][0]?.toUpperCase()}${many[1].slice(1)}`,
    sheetEmpty: `${none} ${one} disponibile.`,
    sheetNote: `${begins === "" ? "" : `${begins} `}Le somme comprendono gli account ${every}, perché un nuovo arrivato non sembri una crescita: a parità di account.`,
    sheetFormula: (formula, accounts) => `${formula}; su ${accounts} ${every}`,
  };
}

export const periods: Readonly<Record<PeriodKind, PeriodWords>> = {
  day: tell({
    isDay: true,
    one: "giorno",
    isFeminine: false,
    each: "al giorno",
    many: ["giorno", "giorni"],
    same: "allo stesso giorno della settimana",
    before: "rispetto al giorno precedente",
    title: "Report Instagram giornaliero",
  }),
  week: tell({
    one: "settimana",
    isFeminine: true,
    each: "a settimana",
    many: ["settimana", "settimane"],
    same: "alla stessa settimana",
    before: "rispetto alla settimana precedente",
    title: "Report Instagram settimanale",
  }),
  month: tell({
    one: "mese",
    isFeminine: false,
    each: "al mese",
    many: ["mese", "mesi"],
    same: "allo stesso mese",
    before: "rispetto al periodo precedente",
    title: "Report Instagram mensile",
  }),
  quarter: tell({
    one: "trimestre",
    isFeminine: false,
    each: "a trimestre",
    many: ["trimestre", "trimestri"],
    same: "allo stesso trimestre",
    before: "rispetto al periodo precedente",
    title: "Report Instagram trimestrale",
  }),
  custom: tell({
    one: "periodo",
    isFeminine: false,
    each: "a periodo",
    many: ["periodo", "periodi"],
    same: "agli stessi giorni",
    before: "rispetto al periodo precedente",
    title: "Report Instagram",
  }),
};
