import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "accountsEngaged",
  unit: "accounts",
  change: "percent",
  basis: "window",
  addsUp: "not-people",
  place: 150,
  shows: { visits: 10, sheet: 130 },
  metrics: ["accounts_engaged"],
  words: {
    en: {
      name: "Accounts engaged",
      help: "People who interacted with the account at least once in the period.",
      formula: "account insight accounts_engaged, total of the window",
    },
    de: {
      name: "Interagierende Konten",
      help: "Personen, die im Zeitraum mindestens einmal mit dem Konto interagiert haben.",
      formula: "Konto-Insight accounts_engaged, Summe des Zeitraums",
    },
    fr: {
      name: "Comptes ayant interagi",
      help: "Personnes qui ont interagi au moins une fois avec le compte dans la période.",
      formula: "statistique de compte accounts_engaged, total de la période",
    },
    es: {
      name: "Cuentas que interactuaron",
      help: "Personas que interactuaron al menos una vez con la cuenta en el periodo.",
      formula: "estadística de cuenta accounts_engaged, total del periodo",
    },
    it: {
      name: "Account che hanno interagito",
      help: "Persone che hanno interagito con l’account almeno una volta nel periodo.",
      formula: "statistica dell’account accounts_engaged, totale del periodo",
    },
    pt: {
      name: "Contas com engajamento",
      help: "Pessoas que interagiram ao menos uma vez com a conta no período.",
      formula: "insight de conta accounts_engaged, total do período",
    },
  },
  compute: (period) => readTotal(period, "accounts_engaged"),
};
