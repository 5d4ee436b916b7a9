import { averageReach, mean } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "meanPostReach",
  unit: "accounts",
  change: "percent",
  basis: "posts",
  addsUp: "not-people",
  place: 130,
  shows: { sheet: 90 },
  words: {
    en: {
      name: "Mean reach a post",
      help: "People an average post reached.",
      formula: "Σ reach of the posts ÷ posts with a reach",
    },
    de: {
      name: "Mittlere Reichweite je Beitrag",
      help: "Von einem durchschnittlichen Beitrag erreichte Personen.",
      formula: "Σ Reichweite der Beiträge ÷ Beiträge mit Reichweite",
    },
    fr: {
      name: "Couverture moyenne par publication",
      help: "Personnes touchées par une publication moyenne.",
      formula: "Σ couvertures des publications ÷ publications avec couverture",
    },
    es: {
      name: "Alcance medio por publicación",
      help: "Personas que alcanzó una publicación media.",
      formula: "Σ alcance de las publicaciones ÷ publicaciones con alcance",
    },
    it: {
      name: "Copertura media per post",
      help: "Persone raggiunte da un post medio.",
      formula: "Σ copertura dei post ÷ post con copertura",
    },
    pt: {
      name: "Alcance médio por publicação",
      help: "Pessoas que uma publicação média alcançou.",
      formula: "Σ alcance das publicações ÷ publicações com alcance",
    },
  },
  compute: (period) => averageReach(period, "meanPostReach", mean),
};
