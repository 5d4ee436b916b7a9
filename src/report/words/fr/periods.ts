// What is said of periods by their length. A report of a month speaks of months, one of chosen days of periods.

import type { PeriodKind } from "../../../dataset/index.ts";
import type { PeriodWords } from "../en/periods.ts";

interface Names {
  /** A day is its own first day. */
  readonly isDay?: true;
  readonly one: string;
  readonly isFeminine: boolean;
  readonly many: readonly [one: string, other: string];
  readonly same: string;
  /** The one before; a month's is as many days, which are no month. */
  readonly before: string;
  readonly title: string;
}

function tell({ one, isFeminine, many, same, before, title, isDay }: Names): PeriodWords {
  const [a, the, its, that, last, all, known] = isFeminine
    ? ["Une", "la", "sa", "celle", "dernières", "toutes", "connues"]
    : ["Un", "le", "son", "celui", "derniers", "tous", "connus"];
  const best = isFeminine ? "meilleure" : "meilleur";
  const none = isFeminine ? `Aucune ${one} n’est connue.` : `Aucun ${one} n’est connu.`;
  const every = `dont ${all} les ${many[1]} ${isFeminine ? "montrées" : "montrés"} sont ${known}`;
  const inLast = (count: string) => count.replace(" ", ` ${last} `);
  const begins = isDay === true ? "" : `${a} ${one} porte le nom de son premier jour.`;
  return {
    many,
    title,
    own: `${one} du rapport`,
    onLastYear: `sur ${same} de l’an dernier`,
    from: isDay === true ? `${one[0]?.toUpperCase()}${one.slice(1)}` : `${one[0]?.toUpperCase()}${one.slice(1)} du`,
    than: before,
    views: `Vues par ${one}`,
    each: (what) => `${what} par ${one}`,
    groups: (what) => `${what} par ${one} et par groupe`,
    tileSpark: (what, count, accounts) => `${what} par ${one}, les ${inLast(count)}, ${accounts}`,
    spark: (what, count) => `${what} sur les ${inLast(count)}.`,
    sparkAlt: (what, account, count) => `${what} de ${account} sur les ${inLast(count)}`,
    young: `Les vues et les followers nets par ${one} sont tracés dès que deux ${many[1]} sont ${known}.`,
    alt: (what, names, span) => `${what} par ${one} de ${names}, ${span}.`,
    begins,
    broken: (label, day) => `Trait vertical pointillé : ${label}, ${one} du ${day}.`,
    over: (held, of) =>
      `Tracé sur ${held} sur ${of} : ceux ${every}, pour qu’un nouveau venu ne passe pas pour de la croissance.`,
    groupSpark: `Vues par ${one}, sur autant de ${many[1]} que ${known}.`,
    groupSparkAlt: (group) => `Vues par ${one} de ${group}`,
    finding: (label, day) => `${label}, ${one} du ${day} : les valeurs d’avant et d’après ne sont pas comparables.`,
    its: (record) => `${its} ${record}`,
    the: (record) => `${the} ${record}`,
    since: {
      best: (day) => `${best} ${one} depuis ${that} du ${day}`,
      worst: (day) => `plus faible ${one} depuis ${that} du ${day}`,
    },
    of: { best: (count) => `${best} des ${count} ${known}`, worst: (count) => `plus faible des ${count} ${known}` },
    sheet: `${many[1][0]?.toUpperCase()}${many[1].slice(1)}`,
    sheetEmpty: none,
    sheetNote: `${begins === "" ? "" : `${begins} `}Les sommes couvrent les comptes ${every}, pour qu’un nouveau venu ne passe pas pour de la croissance : à périmètre constant.`,
    sheetFormula: (formula, accounts) => `${formula} ; sur ${accounts} ${every}`,
  };
}

export const periods: Readonly<Record<PeriodKind, PeriodWords>> = {
  day: tell({
    isDay: true,
    one: "jour",
    isFeminine: false,
    many: ["jour", "jours"],
    same: "le même jour de semaine",
    before: "que le jour précédent",
    title: "Bilan Instagram du jour",
  }),
  week: tell({
    one: "semaine",
    isFeminine: true,
    many: ["semaine", "semaines"],
    same: "la même semaine",
    before: "que la semaine précédente",
    title: "Bilan Instagram de la semaine",
  }),
  month: tell({
    one: "mois",
    isFeminine: false,
    many: ["mois", "mois"],
    same: "le même mois",
    before: "que la période précédente",
    title: "Bilan Instagram du mois",
  }),
  quarter: tell({
    one: "trimestre",
    isFeminine: false,
    many: ["trimestre", "trimestres"],
    same: "le même trimestre",
    before: "que la période précédente",
    title: "Bilan Instagram du trimestre",
  }),
  custom: tell({
    one: "période",
    isFeminine: true,
    many: ["période", "périodes"],
    same: "les mêmes jours",
    before: "que la période précédente",
    title: "Bilan Instagram",
  }),
};
