import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "linkTaps",
  unit: "count",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 170,
  shows: { visits: 30, sheet: 150 },
  metrics: ["profile_links_taps"],
  words: {
    en: {
      name: "Profile link taps",
      help: "Taps on the profile’s buttons: call, email, text, directions.",
      formula: "account insight profile_links_taps, total of the window",
    },
    de: {
      name: "Klicks auf Profil-Links",
      help: "Klicks auf die Schaltflächen des Profils: Anruf, E-Mail, Nachricht, Route.",
      formula: "Konto-Insight profile_links_taps, Summe des Zeitraums",
    },
    fr: {
      name: "Clics sur les liens du profil",
      help: "Clics sur les boutons du profil : appel, e-mail, message, itinéraire.",
      formula: "statistique de compte profile_links_taps, total de la période",
    },
    es: {
      name: "Toques en enlaces del perfil",
      help: "Toques en los botones del perfil: llamar, correo, mensaje, cómo llegar.",
      formula: "estadística de cuenta profile_links_taps, total del periodo",
    },
    it: {
      name: "Tocchi sui link del profilo",
      help: "Tocchi sui pulsanti del profilo: chiamata, e-mail, messaggio, indicazioni stradali.",
      formula: "statistica dell’account profile_links_taps, totale del periodo",
    },
    pt: {
      name: "Toques em links do perfil",
      help: "Toques nos botões do perfil: ligar, e-mail, mensagem, rota.",
      formula: "insight de conta profile_links_taps, total do período",
    },
  },
  compute: (period) => readTotal(period, "profile_links_taps"),
};
