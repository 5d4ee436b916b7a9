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
  const [a, the, thes, that, last, all] = isFeminine
    ? ["Una", "la", "las", "la del", "últimas", "todas las"]
    : ["Un", "el", "los", "el del", "últimos", "todos los"];
  const none = isFeminine ? "ninguna" : "ningún";
  const every = `que tienen ${all} ${many[1]} ${isFeminine ? "mostradas" : "mostrados"}`;
  const inLast = (count: string) => `${last} ${count}`;
  const begins = isDay === true ? "" : `${a} ${one} lleva el nombre de su primer día.`;
  return {
    many,
    title,
    own: `${one} del informe`,
    onLastYear: `respecto ${same} del año pasado`,
    from: isDay === true ? `${one[0]?.toUpperCase()}${one.slice(1)}` : `${one[0]?.toUpperCase()}${one.slice(1)} desde`,
    than: before,
    views: `Visualizaciones por ${one}`,
    each: (what) => `${what} por ${one}`,
    groups: (what) => `${what} por ${one} y grupo`,
    tileSpark: (what, count, accounts) => `${what} por ${one}, ${inLast(count)}, ${accounts}`,
    spark: (what, count) => `${what} en ${thes} ${inLast(count)}.`,
    sparkAlt: (what, account, count) => `${what} de ${account} en ${thes} ${inLast(count)}`,
    young: `Las visualizaciones y los seguidores netos por ${one} se dibujan cuando hay dos ${many[1]} disponibles.`,
    alt: (what, names, span) => `${what} por ${one} de ${names}, ${span}.`,
    begins,
    broken: (label, day) => `Línea vertical discontinua: ${label}, ${one} del ${day}.`,
    over: (held, of) =>
      `Dibujado sobre ${held} de ${of}: las ${every}, para que una recién llegada no parezca crecimiento.`,
    groupSpark: `Visualizaciones por ${one}, ${isFeminine ? "tantas" : "tantos"} ${many[1]} como haya disponibles.`,
    groupSparkAlt: (group) => `Visualizaciones por ${one} de ${group}`,
    finding: (label, day) =>
      `${label}, en ${the} ${one} del ${day}: los datos de antes y de después no son comparables.`,
    its: (record) => `su ${record}`,
    the: (record) => `${the} ${record}`,
    since: {
      best: (day) => `mejor ${one} desde ${that} ${day}`,
      worst: (day) => `peor ${one} desde ${that} ${day}`,
    },
    of: {
      best: (count) => `mejor de ${thes} ${count} disponibles`,
      worst: (count) => `peor de ${thes} ${count} disponibles`,
    },
    sheet: `${many[1][0]?.toUpperCase()}${many[1].slice(1)}`,
    sheetEmpty: `No hay ${none} ${one} disponible.`,
    sheetNote: `${begins === "" ? "" : `${begins} `}Las sumas abarcan las cuentas ${every}, para que una recién llegada no parezca crecimiento: en términos comparables.`,
    sheetFormula: (formula, accounts) => `${formula}; sobre ${accounts} ${every}`,
  };
}

export const periods: Readonly<Record<PeriodKind, PeriodWords>> = {
  day: tell({
    isDay: true,
    one: "día",
    isFeminine: false,
    many: ["día", "días"],
    same: "al mismo día de la semana",
    before: "que el día anterior",
    title: "Informe diario de Instagram",
  }),
  week: tell({
    one: "semana",
    isFeminine: true,
    many: ["semana", "semanas"],
    same: "a la misma semana",
    before: "que la semana anterior",
    title: "Informe semanal de Instagram",
  }),
  month: tell({
    one: "mes",
    isFeminine: false,
    many: ["mes", "meses"],
    same: "al mismo mes",
    before: "que el periodo anterior",
    title: "Informe mensual de Instagram",
  }),
  quarter: tell({
    one: "trimestre",
    isFeminine: false,
    many: ["trimestre", "trimestres"],
    same: "al mismo trimestre",
    before: "que el periodo anterior",
    title: "Informe trimestral de Instagram",
  }),
  custom: tell({
    one: "periodo",
    isFeminine: false,
    many: ["periodo", "periodos"],
    same: "a los mismos días",
    before: "que el periodo anterior",
    title: "Informe de Instagram",
  }),
};
