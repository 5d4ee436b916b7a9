import { medianSkipRate } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "medianSkipRate",
  unit: "percent",
  change: "points",
  basis: "posts",
  addsUp: "not-ratios",
  place: 265,
  shows: { visits: 75, sheet: 245 },
  metrics: ["reels_skip_rate"],
  words: {
    en: {
      name: "Median skip rate of reels",
      short: "Skip rate",
      help: "Of the first plays of the period’s middle reel, the share that ended within three seconds.",
      formula: "median of reels_skip_rate over the period’s reels that have it",
    },
    de: {
      name: "Mittlere Überspringrate der Reels",
      short: "Überspringrate",
      help: "Anteil der ersten Aufrufe des mittleren Reels, die binnen drei Sekunden endeten.",
      formula: "Median von reels_skip_rate über die Reels des Zeitraums, die es haben",
    },
    fr: {
      name: "Taux d’abandon médian des reels",
      short: "Abandon",
      help: "Part des premières lectures du reel médian de la période interrompues en trois secondes.",
      formula: "médiane de reels_skip_rate sur les reels de la période qui l’ont",
    },
    es: {
      name: "Tasa de omisión mediana de los reels",
      short: "Omisión",
      help: "De las primeras reproducciones del reel central del periodo, la parte que terminó en tres segundos.",
      formula: "mediana de reels_skip_rate de los reels del periodo que lo tienen",
    },
    it: {
      name: "Tasso di abbandono mediano dei reel",
      short: "Abbandono",
      help: "Delle prime riproduzioni del reel centrale del periodo, la quota finita entro tre secondi.",
      formula: "mediana di reels_skip_rate sui reel del periodo che lo hanno",
    },
    pt: {
      name: "Taxa mediana de pulo dos reels",
      short: "Pulo",
      help: "Das primeiras reproduções do reel central do período, a parte que terminou em três segundos.",
      formula: "mediana de reels_skip_rate dos reels do período que o têm",
    },
  },
  compute: (period) => medianSkipRate([period], "medianSkipRate"),
  combine: (periods) => medianSkipRate(periods, "medianSkipRate"),
};
