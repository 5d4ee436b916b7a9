import { readNet } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "netFollowers",
  unit: "count",
  change: "count",
  basis: "window",
  addsUp: "accounts-and-days",
  place: 20,
  shows: { summary: 20, account: 20, league: 20, groups: 20, weeks: 20, sheet: 20, mail: 20 },
  isSortable: true,
  goal: "flow",
  isHeldByPeriod: true,
  metrics: ["follows_and_unfollows"],
  daily: "newFollowers",
  words: {
    en: {
      name: "Net new followers",
      short: "Net",
      help: "Followers won less followers lost.",
      formula: "gained − lost of follows_and_unfollows; else the difference of two follower readings",
    },
    de: {
      name: "Neue Follower netto",
      short: "Netto",
      help: "Gewonnene abzüglich verlorener Follower.",
      formula: "gewonnen − verloren aus follows_and_unfollows; sonst Differenz zweier Follower-Ablesungen",
    },
    fr: {
      name: "Nouveaux followers nets",
      short: "Net",
      help: "Followers gagnés moins followers perdus.",
      formula: "gagnés − perdus de follows_and_unfollows ; sinon différence de deux relevés de followers",
    },
    es: {
      name: "Nuevos seguidores netos",
      short: "Neto",
      help: "Seguidores ganados menos seguidores perdidos.",
      formula: "ganados − perdidos de follows_and_unfollows; si no, diferencia de dos lecturas de seguidores",
    },
    it: {
      name: "Saldo follower",
      short: "Saldo",
      help: "Follower acquisiti meno follower persi.",
      formula: "acquisiti − persi da follows_and_unfollows; altrimenti differenza tra due letture dei follower",
    },
    pt: {
      name: "Novos seguidores líquidos",
      short: "Líquido",
      help: "Seguidores ganhos menos seguidores perdidos.",
      formula: "ganhos − perdidos de follows_and_unfollows; senão, diferença de duas leituras de seguidores",
    },
  },
  compute: readNet,
};
