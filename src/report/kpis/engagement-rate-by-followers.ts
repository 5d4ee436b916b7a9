import { rateByFollowers, unlessUnlisted } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "engagementRateByFollowers",
  unit: "percent",
  change: "points",
  basis: "posts",
  addsUp: "not-ratios",
  place: 110,
  shows: { account: 80, sheet: 120 },
  words: {
    en: {
      name: "Engagement rate by followers",
      help: "Interactions per follower and post.",
      formula: "Σ interactions of the period's posts ÷ (posts × followers at the end)",
    },
    de: {
      name: "Engagement-Rate nach Followern",
      help: "Interaktionen je Follower und Beitrag.",
      formula: "Σ Interaktionen der Beiträge des Zeitraums ÷ (Beiträge × Follower am Ende)",
    },
    fr: {
      name: "Engagement par follower",
      help: "Interactions par follower et par publication.",
      formula: "Σ interactions des publications de la période ÷ (publications × followers à la fin)",
    },
    es: {
      name: "Interacción por seguidor",
      help: "Interacciones por seguidor y publicación.",
      formula: "Σ interacciones de las publicaciones del periodo ÷ (publicaciones × seguidores al final)",
    },
    it: {
      name: "Tasso di engagement sui follower",
      help: "Interazioni per follower e post.",
      formula: "Σ interazioni dei post del periodo ÷ (post × follower a fine periodo)",
    },
    pt: {
      name: "Engajamento por seguidor",
      help: "Interações por seguidor e publicação.",
      formula: "Σ interações das publicações do período ÷ (publicações × seguidores no fim)",
    },
  },
  compute: (period) => unlessUnlisted(period, rateByFollowers([period])),
  combine: rateByFollowers,
};
