import { medianOfReels } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "medianWatchTime",
  unit: "ms",
  change: "percent",
  basis: "posts",
  addsUp: "not-ratios",
  place: 260,
  shows: { visits: 70, sheet: 240 },
  metrics: ["ig_reels_avg_watch_time"],
  words: {
    en: {
      name: "Median watch time of reels",
      short: "Watch time",
      help: "How long the middle one of the period’s reels was watched on average.",
      formula: "median of ig_reels_avg_watch_time over the period’s reels that have it",
    },
    de: {
      name: "Mittlere Wiedergabezeit der Reels",
      short: "Wiedergabezeit",
      help: "Wie lange das mittlere der Reels des Zeitraums im Schnitt angesehen wurde.",
      formula: "Median von ig_reels_avg_watch_time über die Reels des Zeitraums, die es haben",
    },
    fr: {
      name: "Durée de visionnage médiane des reels",
      short: "Visionnage",
      help: "Durée moyenne de visionnage du reel médian de la période.",
      formula: "médiane de ig_reels_avg_watch_time sur les reels de la période qui l’ont",
    },
    es: {
      name: "Tiempo mediano de visionado de los reels",
      short: "Visionado",
      help: "Cuánto se vio de media el reel central del periodo.",
      formula: "mediana de ig_reels_avg_watch_time de los reels del periodo que lo tienen",
    },
    it: {
      name: "Tempo mediano di visione dei reel",
      short: "Visione",
      help: "Quanto è stato visto in media il reel centrale del periodo.",
      formula: "mediana di ig_reels_avg_watch_time sui reel del periodo che lo hanno",
    },
    pt: {
      name: "Tempo mediano de exibição dos reels",
      short: "Exibição",
      help: "Quanto o reel central do período foi visto em média.",
      formula: "mediana de ig_reels_avg_watch_time dos reels do período que o têm",
    },
  },
  compute: (period) => medianOfReels([period], "ig_reels_avg_watch_time", "medianWatchTime"),
  combine: (periods) => medianOfReels(periods, "ig_reels_avg_watch_time", "medianWatchTime"),
};
