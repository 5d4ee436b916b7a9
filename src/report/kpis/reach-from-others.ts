import { rateOfOthers } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "reachFromOthers",
  unit: "percent",
  change: "points",
  basis: "window",
  addsUp: "not-ratios",
  place: 230,
  shows: { visits: 4, sheet: 210 },
  metrics: ["reach"],
  words: {
    en: {
      name: "Reach beyond followers",
      short: "Non-followers",
      help: "Share of the people reached who did not follow the account.",
      formula: "account insight reach by follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    de: {
      name: "Reichweite über Follower hinaus",
      short: "Nicht-Follower",
      help: "Anteil der erreichten Personen, die dem Konto nicht folgten.",
      formula: "Konto-Insight reach nach follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    fr: {
      name: "Couverture hors abonnés",
      short: "Non-abonnés",
      help: "Part des personnes touchées qui n’étaient pas abonnées au compte.",
      formula: "statistique de compte reach par follow_type : NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    es: {
      name: "Alcance fuera de los seguidores",
      short: "No seguidores",
      help: "Parte de las personas alcanzadas que no seguían la cuenta.",
      formula: "estadística de cuenta reach por follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    it: {
      name: "Copertura oltre i follower",
      short: "Non follower",
      help: "Quota delle persone raggiunte che non seguivano l’account.",
      formula: "statistica dell’account reach per follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
    pt: {
      name: "Alcance além dos seguidores",
      short: "Não seguidores",
      help: "Parcela das pessoas alcançadas que não seguiam a conta.",
      formula: "insight de conta reach por follow_type: NON_FOLLOWER ÷ (FOLLOWER + NON_FOLLOWER)",
    },
  },
  compute: (period) => rateOfOthers([period], "reach", "reachFromOthers"),
  combine: (periods) => rateOfOthers(periods, "reach", "reachFromOthers"),
};
