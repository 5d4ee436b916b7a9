import { type AccountPeriod, asKpi, divide, type Figure, readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "viewsPerReach",
  unit: "multiple",
  change: "percent",
  basis: "window",
  addsUp: "not-ratios",
  place: 220,
  shows: { sheet: 200 },
  metrics: ["views", "reach"],
  words: {
    en: {
      name: "Views per person",
      help: "Times an average person reached saw something of the account.",
      formula: "views ÷ reach, both of exactly the period's window",
    },
    de: {
      name: "Aufrufe je Person",
      help: "Wie oft eine erreichte Person im Schnitt etwas vom Konto gesehen hat.",
      formula: "Aufrufe ÷ Reichweite, beide genau für diesen Zeitraum erfragt",
    },
    fr: {
      name: "Vues par personne",
      help: "Nombre de fois où une personne touchée a vu en moyenne un contenu du compte.",
      formula: "vues ÷ couverture, demandées pour exactement cette période",
    },
    es: {
      name: "Visualizaciones por persona",
      help: "Veces que una persona alcanzada vio en promedio algo de la cuenta.",
      formula: "visualizaciones ÷ alcance, pedidos para exactamente este periodo",
    },
    it: {
      name: "Visualizzazioni per persona",
      help: "Quante volte, in media, una persona raggiunta ha visto un contenuto dell’account.",
      formula: "visualizzazioni ÷ copertura, richieste esattamente per questo periodo",
    },
    pt: {
      name: "Visualizações por pessoa",
      help: "Vezes que uma pessoa alcançada viu em média algo da conta.",
      formula: "visualizações ÷ alcance, pedidos para exatamente este período",
    },
  },
  compute: (period) => divideViews([period]),
  combine: divideViews,
};

function divideViews(periods: readonly AccountPeriod[]): Figure {
  return divide(
    periods.map((period) => readTotal(period, "views")),
    periods.map((period) => readTotal(period, "reach")),
    { ...asKpi("viewsPerReach"), window: periods[0]?.span ?? null },
  );
}
