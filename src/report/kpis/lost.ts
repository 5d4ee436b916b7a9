import { readTotal } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "lost",
  unit: "accounts",
  change: "percent",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 40,
  shows: { sheet: 40 },
  metrics: ["follows_and_unfollows"],
  words: {
    en: {
      name: "Followers lost",
      help: "Accounts that stopped following or left Instagram.",
      formula: "follows_and_unfollows, bucket NON_FOLLOWER",
    },
    de: {
      name: "Verlorene Follower",
      help: "Konten, die nicht mehr folgen oder Instagram verlassen haben.",
      formula: "follows_and_unfollows, Gruppe NON_FOLLOWER",
    },
    fr: {
      name: "Followers perdus",
      help: "Comptes qui ne suivent plus ou qui ont quitté Instagram.",
      formula: "follows_and_unfollows, groupe NON_FOLLOWER",
    },
    es: {
      name: "Seguidores perdidos",
      help: "Cuentas que dejaron de seguir o se fueron de Instagram.",
      formula: "follows_and_unfollows, grupo NON_FOLLOWER",
    },
    it: {
      name: "Follower persi",
      help: "Account che hanno smesso di seguire o lasciato Instagram.",
      formula: "follows_and_unfollows, gruppo NON_FOLLOWER",
    },
    pt: {
      name: "Seguidores perdidos",
      help: "Contas que deixaram de seguir ou saíram do Instagram.",
      formula: "follows_and_unfollows, grupo NON_FOLLOWER",
    },
  },
  compute: (period) => readTotal(period, "follows_and_unfollows", "follow_type", "NON_FOLLOWER"),
};
