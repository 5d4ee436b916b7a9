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
  const [a, its, the, inThe, inThes, ofThes, last, all] = isFeminine
    ? ["Uma", "sua", "a", "na", "nas", "das", "últimas", "todas as"]
    : ["Um", "seu", "o", "no", "nos", "dos", "últimos", "todos os"];
  const none = isFeminine ? "Nenhuma" : "Nenhum";
  const held = "disponíveis";
  const every = `que têm ${all} ${many[1]} ${isFeminine ? "exibidas" : "exibidos"}`;
  const begins = isDay === true ? "" : `${a} ${one} leva o nome de seu primeiro dia.`;
  return {
    many,
    title,
    own: `${one} do relatório`,
    onLastYear: `em relação ${same} do ano passado`,
    from: isDay === true ? `${one[0]?.toUpperCase()}${one.slice(1)}` : `${one[0]?.toUpperCase()}${one.slice(1)} de`,
    than: before,
    views: `Visualizações por ${one}`,
    each: (what) => `${what} por ${one}`,
    groups: (what) => `${what} por ${one} e grupo`,
    tileSpark: (what, count, accounts) => `${what} por ${one}, ${last} ${count}, ${accounts}`,
    spark: (what, count) => `${what} ${inThes} ${last} ${count}.`,
    sparkAlt: (what, account, count) => `${what} de ${account} ${inThes} ${last} ${count}`,
    young: `As visualizações e os seguidores líquidos por ${one} são desenhados quando há ${isFeminine ? "duas" : "dois"} ${many[1]} ${held}.`,
    alt: (what, names, span) => `${what} por ${one} de ${names}, ${span}.`,
    begins,
    broken: (label, day) => `Linha vertical tracejada: ${label}, ${one} de ${day}.`,
    over: (part, of) =>
      `Desenhado sobre ${part} de ${of}: as ${every}, para que uma recém-chegada não pareça crescimento.`,
    groupSpark: `Visualizações por ${one}, ${isFeminine ? "tantas" : "tantos"} ${many[1]} ${isFeminine ? "quantas" : "quantos"} houver ${held}.`,
    groupSparkAlt: (group) => `Visualizações por ${one} de ${group}`,
    finding: (label, day) => `${label}, ${inThe} ${one} de ${day}: os dados de antes e de depois não são comparáveis.`,
    its: (record) => `${its} ${record}`,
    the: (record) => `${the} ${record}`,
    since: {
      best: (day) => `melhor ${one} desde ${the} de ${day}`,
      worst: (day) => `pior ${one} desde ${the} de ${day}`,
    },
    of: {
      best: (count) => `melhor ${ofThes} ${count} ${held}`,
      worst: (count) => `pior ${ofThes} ${count} ${held}`,
    },
    sheet: `${many[1][0]?.toUpperCase()}${many[1].slice(1)}`,
    sheetEmpty: `${none} ${one} disponível.`,
    sheetNote: `${begins === "" ? "" : `${begins} `}As somas abrangem as contas ${every}, para que uma recém-chegada não pareça crescimento: em base comparável.`,
    sheetFormula: (formula, accounts) => `${formula}; sobre ${accounts} ${every}`,
  };
}

export const periods: Readonly<Record<PeriodKind, PeriodWords>> = {
  day: tell({
    isDay: true,
    one: "dia",
    isFeminine: false,
    many: ["dia", "dias"],
    same: "ao mesmo dia da semana",
    before: "que no dia anterior",
    title: "Relatório diário do Instagram",
  }),
  week: tell({
    one: "semana",
    isFeminine: true,
    many: ["semana", "semanas"],
    same: "à mesma semana",
    before: "que na semana anterior",
    title: "Relatório semanal do Instagram",
  }),
  month: tell({
    one: "mês",
    isFeminine: false,
    many: ["mês", "meses"],
    same: "ao mesmo mês",
    before: "que no período anterior",
    title: "Relatório mensal do Instagram",
  }),
  quarter: tell({
    one: "trimestre",
    isFeminine: false,
    many: ["trimestre", "trimestres"],
    same: "ao mesmo trimestre",
    before: "que no período anterior",
    title: "Relatório trimestral do Instagram",
  }),
  custom: tell({
    one: "período",
    isFeminine: false,
    many: ["período", "períodos"],
    same: "aos mesmos dias",
    before: "que no período anterior",
    title: "Relatório do Instagram",
  }),
};
