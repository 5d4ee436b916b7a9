import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "reposts",
  unit: "count",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 190,
  shows: { visits: 50, sheet: 170 },
  metrics: ["reposts"],
  words: {
    en: {
      name: "Reposts",
      help: "Times posts were shared again by others as posts of their own.",
      formula: "account insight reposts, total of the window",
    },
    de: {
      name: "Reposts",
      help: "Wie oft andere einen Beitrag als eigenen weiterverbreitet haben.",
      formula: "Konto-Insight reposts, Summe des Zeitraums",
    },
    fr: {
      name: "Republications",
      help: "Nombre de fois où d’autres ont republié une publication.",
      formula: "statistique de compte reposts, total de la période",
    },
    es: {
      name: "Republicaciones",
      help: "Veces que otras personas republicaron una publicación.",
      formula: "estadística de cuenta reposts, total del periodo",
    },
    it: {
      name: "Repost",
      help: "Quante volte altri hanno ripubblicato i post come propri.",
      formula: "statistica dell’account reposts, totale del periodo",
    },
    pt: {
      name: "Republicações",
      help: "Vezes que outras pessoas republicaram uma publicação.",
      formula: "insight de conta reposts, total do período",
    },
  },
  compute: (period) => readTotal(period, "reposts"),
};
