import { readDailyReach, sum } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "meanDailyReach",
  unit: "accounts",
  change: "percent",
  basis: "window",
  addsUp: "not-people",
  place: 60,
  shows: { account: 40 },
  metrics: ["reach"],
  words: {
    en: {
      name: "Mean reach a day",
      help: "People reached on an average day.",
      formula: "Σ daily reach ÷ days",
    },
    de: {
      name: "Mittlere Reichweite je Tag",
      help: "An einem durchschnittlichen Tag erreichte Personen.",
      formula: "Σ Tagesreichweiten ÷ Tage",
    },
    fr: {
      name: "Couverture moyenne par jour",
      help: "Personnes touchées un jour moyen.",
      formula: "Σ couvertures par jour ÷ jours",
    },
    es: {
      name: "Alcance medio por día",
      help: "Personas alcanzadas en un día medio.",
      formula: "Σ alcance diario ÷ días",
    },
    it: {
      name: "Copertura media giornaliera",
      help: "Persone raggiunte in un giorno medio.",
      formula: "Σ coperture giornaliere ÷ giorni",
    },
    pt: {
      name: "Alcance médio por dia",
      help: "Pessoas alcançadas em um dia médio.",
      formula: "Σ alcance diário ÷ dias",
    },
  },
  compute: (period) => readDailyReach(period, "meanDailyReach", (values) => sum(values) / values.length),
};
