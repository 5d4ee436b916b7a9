import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "websiteClicks",
  unit: "count",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 180,
  shows: { visits: 40, sheet: 160 },
  metrics: ["website_clicks"],
  words: {
    en: {
      name: "Website clicks",
      help: "Clicks on the website named in the profile.",
      formula: "account insight website_clicks, total of the window",
    },
    de: {
      name: "Website-Klicks",
      help: "Klicks auf die im Profil genannte Website.",
      formula: "Konto-Insight website_clicks, Summe des Zeitraums",
    },
    fr: {
      name: "Clics vers le site web",
      help: "Clics sur le site web indiqué dans le profil.",
      formula: "statistique de compte website_clicks, total de la période",
    },
    es: {
      name: "Clics en el sitio web",
      help: "Clics en el sitio web indicado en el perfil.",
      formula: "estadística de cuenta website_clicks, total del periodo",
    },
    it: {
      name: "Clic sul sito web",
      help: "Clic sul sito web indicato nel profilo.",
      formula: "statistica dell’account website_clicks, totale del periodo",
    },
    pt: {
      name: "Cliques no site",
      help: "Cliques no site indicado no perfil.",
      formula: "insight de conta website_clicks, total do período",
    },
  },
  compute: (period) => readTotal(period, "website_clicks"),
};
