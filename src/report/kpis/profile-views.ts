import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "profileViews",
  unit: "count",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 160,
  shows: { visits: 20, sheet: 140 },
  metrics: ["profile_views"],
  words: {
    en: {
      name: "Profile views",
      help: "Times the profile was looked at.",
      formula: "account insight profile_views, total of the window",
    },
    de: {
      name: "Profilaufrufe",
      help: "Wie oft das Profil angesehen wurde.",
      formula: "Konto-Insight profile_views, Summe des Zeitraums",
    },
    fr: {
      name: "Vues du profil",
      help: "Nombre de fois où le profil a été consulté.",
      formula: "statistique de compte profile_views, total de la période",
    },
    es: {
      name: "Visitas al perfil",
      help: "Veces que se vio el perfil.",
      formula: "estadística de cuenta profile_views, total del periodo",
    },
    it: {
      name: "Visite al profilo",
      help: "Quante volte è stato visitato il profilo.",
      formula: "statistica dell’account profile_views, totale del periodo",
    },
    pt: {
      name: "Visitas ao perfil",
      help: "Vezes que o perfil foi visto.",
      formula: "insight de conta profile_views, total do período",
    },
  },
  compute: (period) => readTotal(period, "profile_views"),
};
