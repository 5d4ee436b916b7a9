import { readDailyReach, sum } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "sumDailyReach",
  unit: "accounts",
  change: "percent",
  basis: "window",
  addsUp: "not-people",
  place: 70,
  shows: {},
  metrics: ["reach"],
  words: {
    en: {
      name: "Sum of daily reach",
      help: "Daily reach added up; a person reached on three days is counted three times.",
      formula: "Σ daily reach",
    },
    de: {
      name: "Summe der Tagesreichweiten",
      help: "Die addierten Tagesreichweiten; wer an drei Tagen erreicht wurde, zählt dreimal.",
      formula: "Σ Tagesreichweiten",
    },
    fr: {
      name: "Somme des couvertures par jour",
      help: "Les couvertures par jour additionnées ; une personne touchée trois jours compte trois fois.",
      formula: "Σ couvertures par jour",
    },
    es: {
      name: "Suma del alcance diario",
      help: "El alcance diario sumado; quien fue alcanzado tres días cuenta tres veces.",
      formula: "Σ alcance diario",
    },
    it: {
      name: "Somma delle coperture giornaliere",
      help: "Coperture giornaliere sommate; chi è stato raggiunto in tre giorni conta tre volte.",
      formula: "Σ coperture giornaliere",
    },
    pt: {
      name: "Soma do alcance diário",
      help: "O alcance diário somado; quem foi alcançado em três dias conta três vezes.",
      formula: "Σ alcance diário",
    },
  },
  compute: (period) => readDailyReach(period, "sumDailyReach", sum),
};
