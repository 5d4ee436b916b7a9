import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "reach",
  unit: "accounts",
  change: "percent",
  basis: "window",
  addsUp: "not-people",
  place: 50,
  shows: { summary: 30, account: 30, league: 30, groups: 30, sheet: 50, mail: 30 },
  isCompared: true,
  isSortable: true,
  goal: "flow",
  isHeldByPeriod: true,
  daily: "reach",
  words: {
    en: {
      name: "Unique reach",
      short: "Reach",
      help: "People reached at least once in the period, counted once in each account.",
      formula: "reach, asked for exactly the period's window",
    },
    de: {
      name: "Unique-Reichweite",
      short: "Reichweite",
      help: "Personen, die im Zeitraum mindestens einmal erreicht wurden, je Konto einmal gezählt.",
      formula: "reach, für genau diesen Zeitraum abgefragt",
    },
    fr: {
      name: "Couverture unique",
      short: "Couverture",
      help: "Personnes touchées au moins une fois dans la période, comptées une fois par compte.",
      formula: "reach, demandé pour exactement cette période",
    },
    es: {
      name: "Alcance único",
      short: "Alcance",
      help: "Personas alcanzadas al menos una vez en el periodo, contadas una vez en cada cuenta.",
      formula: "reach, solicitado exactamente para este periodo",
    },
    it: {
      name: "Copertura unica",
      short: "Copertura",
      help: "Persone raggiunte almeno una volta nel periodo, contate una volta per account.",
      formula: "reach, richiesto esattamente per questo periodo",
    },
    pt: {
      name: "Alcance único",
      short: "Alcance",
      help: "Pessoas alcançadas ao menos uma vez no período, contadas uma vez em cada conta.",
      formula: "reach, solicitado exatamente para este período",
    },
  },
  compute: (period) => readTotal(period, "reach"),
};
