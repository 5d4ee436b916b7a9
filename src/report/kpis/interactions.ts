import { readPeriodInteractions } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "interactions",
  unit: "count",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 90,
  shows: { summary: 50, account: 60, league: 50, groups: 50, sheet: 70, mail: 50 },
  isCompared: true,
  isSortable: true,
  goal: "flow",
  isHeldByPeriod: true,
  metrics: ["likes", "comments", "saves", "shares"],
  daily: "interactions",
  words: {
    en: {
      name: "Account interactions",
      help: "Likes, comments, saves and shares received in the period, whatever the age of the post.",
      formula: "likes + comments + saves + shares, account totals of the window",
    },
    de: {
      name: "Konto-Interaktionen",
      help: "Im Zeitraum erhaltene Likes, Kommentare, Speicherungen und geteilte Inhalte, gleich wie alt der Beitrag ist.",
      formula: "likes + comments + saves + shares, Kontosummen des Zeitraums",
    },
    fr: {
      name: "Interactions du compte",
      help: "J’aime, commentaires, enregistrements et partages reçus dans la période, quel que soit l’âge de la publication.",
      formula: "likes + comments + saves + shares, totaux du compte sur la période",
    },
    es: {
      name: "Interacciones de la cuenta",
      help: "Me gusta, comentarios, guardados y contenidos compartidos recibidos en el periodo, sea cual sea la edad de la publicación.",
      formula: "likes + comments + saves + shares, totales de la cuenta en el periodo",
    },
    it: {
      name: "Interazioni dell’account",
      help: "Mi piace, commenti, salvataggi e condivisioni ricevuti nel periodo, qualunque sia l’età del post.",
      formula: "likes + comments + saves + shares, totali dell’account nel periodo",
    },
    pt: {
      name: "Interações da conta",
      help: "Curtidas, comentários, salvamentos e compartilhamentos recebidos no período, qualquer que seja a idade da publicação.",
      formula: "likes + comments + saves + shares, totais da conta no período",
    },
  },
  compute: readPeriodInteractions,
};
