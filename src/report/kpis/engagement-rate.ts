import { rateOf, unlessUnlisted } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "engagementRate",
  unit: "percent",
  change: "points",
  basis: "posts",
  addsUp: "not-ratios",
  place: 100,
  shows: { summary: 60, account: 70, league: 60, groups: 60, weeks: 30, sheet: 110, mail: 60 },
  isCompared: true,
  isSortable: true,
  goal: "flow",
  isHeldByPeriod: true,
  ratio: { of: "ratedInteractions", over: "ratedReach" },
  words: {
    en: {
      name: "Engagement rate",
      short: "ER",
      help: "Interactions per person reached, over the period's posts.",
      formula: "Σ interactions ÷ Σ reach of the posts that have both",
    },
    de: {
      name: "Engagement-Rate",
      short: "ER",
      help: "Interaktionen je erreichter Person, über die Beiträge des Zeitraums.",
      formula: "Σ Interaktionen ÷ Σ Reichweite der Beiträge, die beides haben",
    },
    fr: {
      name: "Taux d’engagement",
      short: "TE",
      help: "Interactions par personne touchée, sur les publications de la période.",
      formula: "Σ interactions ÷ Σ couverture des publications qui ont les deux",
    },
    es: {
      name: "Tasa de interacción",
      short: "TI",
      help: "Interacciones por persona alcanzada, sobre las publicaciones del periodo.",
      formula: "Σ interacciones ÷ Σ alcance de las publicaciones que tienen ambos",
    },
    it: {
      name: "Tasso di engagement",
      short: "ER",
      help: "Interazioni per persona raggiunta, sui post del periodo.",
      formula: "Σ interazioni ÷ Σ copertura dei post che hanno entrambe",
    },
    pt: {
      name: "Taxa de engajamento",
      short: "TE",
      help: "Interações por pessoa alcançada, sobre as publicações do período.",
      formula: "Σ interações ÷ Σ alcance das publicações que têm os dois",
    },
  },
  compute: (period) => unlessUnlisted(period, rateOf(period.posts, period.span).figure),
  combine: (periods) =>
    rateOf(
      periods.flatMap(({ posts }) => posts),
      periods[0]?.span ?? null,
    ).figure,
};
