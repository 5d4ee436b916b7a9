import { averageOverReach, unlessUnlisted } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "saveRate",
  unit: "percent",
  change: "points",
  basis: "posts",
  addsUp: "not-ratios",
  place: 200,
  shows: { sheet: 180 },
  words: {
    en: {
      name: "Save rate",
      help: "Saves per person reached, over the period's posts.",
      formula: "Σ saves ÷ Σ reach of the posts that have both",
    },
    de: {
      name: "Speicherrate",
      help: "Speicherungen je erreichter Person, über die Beiträge des Zeitraums.",
      formula: "Σ Speicherungen ÷ Σ Reichweite der Beiträge, die beides haben",
    },
    fr: {
      name: "Taux d’enregistrement",
      help: "Enregistrements par personne touchée, sur les publications de la période.",
      formula: "Σ enregistrements ÷ Σ couverture des publications qui ont les deux",
    },
    es: {
      name: "Tasa de guardados",
      help: "Guardados por persona alcanzada, sobre las publicaciones del periodo.",
      formula: "Σ guardados ÷ Σ alcance de las publicaciones que tienen ambos",
    },
    it: {
      name: "Tasso di salvataggio",
      help: "Salvataggi per persona raggiunta, sui post del periodo.",
      formula: "Σ salvataggi ÷ Σ copertura dei post che hanno entrambi",
    },
    pt: {
      name: "Taxa de salvamentos",
      help: "Salvamentos por pessoa alcançada, sobre as publicações do período.",
      formula: "Σ salvamentos ÷ Σ alcance das publicações que têm os dois",
    },
  },
  compute: (period) => unlessUnlisted(period, averageOverReach([period], "saved", "saveRate")),
  combine: (periods) => averageOverReach(periods, "saved", "saveRate"),
};
