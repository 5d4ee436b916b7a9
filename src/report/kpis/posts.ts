import { countPosts } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "posts",
  unit: "count",
  change: "percent",
  basis: "list",
  addsUp: "accounts-and-days",
  place: 120,
  shows: { account: 90, league: 70, groups: 70, sheet: 80 },
  isCompared: true,
  goal: "flow",
  isHeldByPeriod: true,
  daily: "posts",
  words: {
    en: {
      name: "Posts",
      help: "Published in the period, by the report's time zone; stories are counted apart.",
      formula: "posts, albums and reels published in the period",
    },
    de: {
      name: "Beiträge",
      help: "Im Zeitraum veröffentlicht, nach der Zeitzone des Berichts; Stories werden getrennt gezählt.",
      formula: "im Zeitraum veröffentlichte Beiträge, Karussells und Reels",
    },
    fr: {
      name: "Publications",
      help: "Publiées dans la période, dans le fuseau horaire du rapport ; les stories sont comptées à part.",
      formula: "publications, carrousels et reels publiés dans la période",
    },
    es: {
      name: "Publicaciones",
      help: "Publicadas en el periodo, según la zona horaria del informe; las historias se cuentan aparte.",
      formula: "publicaciones, carruseles y reels publicados en el periodo",
    },
    it: {
      name: "Post",
      help: "Pubblicati nel periodo, secondo il fuso orario del report; le storie si contano a parte.",
      formula: "post, caroselli e reel pubblicati nel periodo",
    },
    pt: {
      name: "Publicações",
      help: "Publicadas no período, no fuso horário do relatório; os stories são contados à parte.",
      formula: "publicações, carrosséis e reels publicados no período",
    },
  },
  compute: countPosts,
};
