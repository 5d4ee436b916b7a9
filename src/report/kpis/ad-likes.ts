import { sumOfDifferences, unlessUnlisted } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "adLikes",
  unit: "count",
  change: "percent",
  basis: "posts",
  addsUp: "accounts-and-days",
  place: 250,
  shows: { sheet: 230 },
  metrics: ["total_likes", "likes"],
  words: {
    en: {
      name: "Likes from ads and Facebook",
      short: "Likes from ads",
      help: "Likes the period’s posts had beyond their organic ones on Instagram.",
      formula: "Σ (total_like_count − likes) of the posts that have both",
    },
    de: {
      name: "Likes durch Anzeigen und Facebook",
      short: "Likes durch Anzeigen",
      help: "Likes der Beiträge des Zeitraums über die organischen auf Instagram hinaus.",
      formula: "Σ (total_like_count − likes) der Beiträge, die beides haben",
    },
    fr: {
      name: "J’aime par publicité et Facebook",
      short: "J’aime par publicité",
      help: "Mentions J’aime des publications de la période au-delà des organiques sur Instagram.",
      formula: "Σ (total_like_count − likes) des publications qui ont les deux",
    },
    es: {
      name: "Me gusta por anuncios y Facebook",
      short: "Me gusta por anuncios",
      help: "Me gusta de las publicaciones del periodo más allá de los orgánicos en Instagram.",
      formula: "Σ (total_like_count − likes) de las publicaciones que tienen ambos",
    },
    it: {
      name: "Mi piace da inserzioni e Facebook",
      short: "Mi piace da inserzioni",
      help: "Mi piace dei post del periodo oltre a quelli organici su Instagram.",
      formula: "Σ (total_like_count − likes) dei post che hanno entrambi",
    },
    pt: {
      name: "Curtidas de anúncios e Facebook",
      short: "Curtidas de anúncios",
      help: "Curtidas das publicações do período além das orgânicas no Instagram.",
      formula: "Σ (total_like_count − likes) das publicações que têm os dois",
    },
  },
  compute: (period) =>
    unlessUnlisted(period, sumOfDifferences(period.posts, ["total_likes", "likes"], "adLikes", period.span)),
};
