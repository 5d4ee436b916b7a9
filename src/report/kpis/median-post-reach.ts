import { averageReach, median } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "medianPostReach",
  unit: "accounts",
  change: "percent",
  basis: "posts",
  addsUp: "not-people",
  place: 140,
  shows: { account: 100, sheet: 100 },
  words: {
    en: {
      name: "Median reach a post",
      help: "Half of the posts reached more, half fewer; under ten posts it tells more than the mean.",
      formula: "middle reach of the posts with a reach",
    },
    de: {
      name: "Median-Reichweite je Beitrag",
      help: "Die Hälfte der Beiträge erreichte mehr, die Hälfte weniger; bei unter zehn Beiträgen sagt er mehr als das Mittel.",
      formula: "mittlerer Wert der Reichweiten aller Beiträge mit Reichweite",
    },
    fr: {
      name: "Couverture médiane par publication",
      help: "La moitié des publications a touché plus de personnes, l’autre moitié moins ; sous dix publications elle en dit plus que la moyenne.",
      formula: "médiane des couvertures des publications avec couverture",
    },
    es: {
      name: "Alcance mediano por publicación",
      help: "La mitad de las publicaciones alcanzó a más personas, la otra mitad a menos; con menos de diez publicaciones dice más que la media.",
      formula: "mediana del alcance de las publicaciones con alcance",
    },
    it: {
      name: "Copertura mediana per post",
      help: "Metà dei post ha raggiunto più persone, metà meno; con meno di dieci post dice più della media.",
      formula: "mediana delle coperture dei post che le hanno",
    },
    pt: {
      name: "Alcance mediano por publicação",
      help: "Metade das publicações alcançou mais pessoas, metade menos; com menos de dez publicações diz mais do que a média.",
      formula: "mediana do alcance das publicações com alcance",
    },
  },
  compute: (period) => averageReach(period, "medianPostReach", median),
};
