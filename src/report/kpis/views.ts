import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "views",
  unit: "count",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 80,
  shows: { summary: 40, account: 50, league: 40, groups: 40, weeks: 10, sheet: 60, mail: 40 },
  isCompared: true,
  isSortable: true,
  goal: "flow",
  isHeldByPeriod: true,
  daily: "views",
  words: {
    en: {
      name: "Views",
      help: "Times posts, reels and stories were played or shown.",
      formula: "views, asked for exactly the period's window",
    },
    de: {
      name: "Aufrufe",
      help: "Wie oft Beiträge, Reels und Stories abgespielt oder angezeigt wurden.",
      formula: "views, für genau diesen Zeitraum abgefragt",
    },
    fr: {
      name: "Vues",
      help: "Nombre de fois où publications, reels et stories ont été lus ou affichés.",
      formula: "views, demandé pour exactement cette période",
    },
    es: {
      name: "Visualizaciones",
      help: "Veces que se reprodujeron o mostraron publicaciones, reels e historias.",
      formula: "views, solicitado exactamente para este periodo",
    },
    it: {
      name: "Visualizzazioni",
      help: "Quante volte post, reel e storie sono stati riprodotti o mostrati.",
      formula: "views, richiesto esattamente per questo periodo",
    },
    pt: {
      name: "Visualizações",
      help: "Vezes em que publicações, reels e stories foram reproduzidos ou exibidos.",
      formula: "views, solicitado exatamente para este período",
    },
  },
  compute: (period) => readTotal(period, "views"),
};
