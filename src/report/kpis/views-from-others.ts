import { rateOfOthers } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "viewsFromOthers",
  unit: "percent",
  change: "points",
  basis: "window",
  addsUp: "not-ratios",
  place: 240,
  shows: { sheet: 220 },
  metrics: ["views"],
  words: {
    en: {
      name: "Views from non-followers",
      help: "Share of the views by people who did not follow the account.",
      formula: "account insight views by follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    de: {
      name: "Aufrufe von Nicht-Followern",
      help: "Anteil der Aufrufe durch Personen, die dem Konto nicht folgten.",
      formula: "Konto-Insight views nach follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    fr: {
      name: "Vues de non-abonnés",
      help: "Part des vues par des personnes qui n’étaient pas abonnées au compte.",
      formula: "statistique de compte views par follow_type : NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    es: {
      name: "Visualizaciones de no seguidores",
      help: "Parte de las visualizaciones de personas que no seguían la cuenta.",
      formula: "estadística de cuenta views por follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    it: {
      name: "Visualizzazioni di non follower",
      help: "Quota delle visualizzazioni di persone che non seguivano l’account.",
      formula: "statistica dell’account views per follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    pt: {
      name: "Visualizações de não seguidores",
      help: "Parcela das visualizações de pessoas que não seguiam a conta.",
      formula: "insight de conta views por follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
  },
  compute: (period) => rateOfOthers([period], "views", "viewsFromOthers"),
  combine: (periods) => rateOfOthers(periods, "views", "viewsFromOthers"),
};
