import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "gained",
  unit: "accounts",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 30,
  shows: { sheet: 30 },
  metrics: ["follows_and_unfollows"],
  words: {
    en: {
      name: "Followers gained",
      help: "Accounts that began to follow.",
      formula: "follows_and_unfollows, bucket FOLLOWER",
    },
    de: {
      name: "Gewonnene Follower",
      help: "Konten, die neu folgen.",
      formula: "follows_and_unfollows, Gruppe FOLLOWER",
    },
    fr: {
      name: "Followers gagnés",
      help: "Comptes qui ont commencé à suivre.",
      formula: "follows_and_unfollows, groupe FOLLOWER",
    },
    es: {
      name: "Seguidores ganados",
      help: "Cuentas que empezaron a seguir.",
      formula: "follows_and_unfollows, grupo FOLLOWER",
    },
    it: {
      name: "Follower acquisiti",
      help: "Account che hanno iniziato a seguire.",
      formula: "follows_and_unfollows, gruppo FOLLOWER",
    },
    pt: {
      name: "Seguidores ganhos",
      help: "Contas que começaram a seguir.",
      formula: "follows_and_unfollows, grupo FOLLOWER",
    },
  },
  compute: (period) => readTotal(period, "follows_and_unfollows", "follow_type", "FOLLOWER"),
};
