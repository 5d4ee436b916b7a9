import { averageOverReach, unlessUnlisted } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "shareRate",
  unit: "percent",
  change: "points",
  basis: "posts",
  addsUp: "not-ratios",
  place: 210,
  shows: { sheet: 190 },
  words: {
    en: {
      name: "Share rate",
      help: "Shares per person reached, over the period's posts.",
      formula: "Σ shares ÷ Σ reach of the posts that have both",
    },
    de: {
      name: "Teilrate",
      help: "Geteilte Beiträge je erreichter Person, über die Beiträge des Zeitraums.",
      formula: "Σ Teilungen ÷ Σ Reichweite der Beiträge, die beides haben",
    },
    fr: {
      name: "Taux de partage",
      help: "Partages par personne touchée, sur les publications de la période.",
      formula: "Σ partages ÷ Σ couverture des publications qui ont les deux",
    },
    es: {
      name: "Tasa de compartidos",
      help: "Compartidos por persona alcanzada, sobre las publicaciones del periodo.",
      formula: "Σ compartidos ÷ Σ alcance de las publicaciones que tienen ambos",
    },
    it: {
      name: "Tasso di condivisione",
      help: "Condivisioni per persona raggiunta, sui post del periodo.",
      formula: "Σ condivisioni ÷ Σ copertura dei post che hanno entrambe",
    },
    pt: {
      name: "Taxa de compartilhamentos",
      help: "Compartilhamentos por pessoa alcançada, sobre as publicações do período.",
      formula: "Σ compartilhamentos ÷ Σ alcance das publicações que têm os dois",
    },
  },
  compute: (period) => unlessUnlisted(period, averageOverReach([period], "shares", "shareRate")),
  combine: (periods) => averageOverReach(periods, "shares", "shareRate"),
};
