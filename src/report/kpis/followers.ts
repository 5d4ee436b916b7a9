import { readFollowers } from "../figures/index.ts";
import type { Kpi } from "./kpi.ts";

export const kpi: Kpi = {
  id: "followers",
  unit: "accounts",
  change: "percent",
  basis: "profile",
  addsUp: "accounts",
  place: 10,
  shows: { summary: 10, account: 10, league: 10, groups: 10, sheet: 10, mail: 10 },
  isSortable: true,
  goal: "stock",
  isHeldByPeriod: true,
  words: {
    en: {
      name: "Followers",
      help: "Followers at the end of the period, as of the reading shown.",
      formula: "profile followers_count, reading nearest after the end of the period",
    },
    de: {
      name: "Follower",
      help: "Follower am Ende des Zeitraums, nach der angegebenen Ablesung.",
      formula: "Profilfeld followers_count, erste Ablesung nach dem Ende des Zeitraums",
    },
    fr: {
      name: "Followers",
      help: "Followers à la fin de la période, selon le relevé indiqué.",
      formula: "champ de profil followers_count, premier relevé après la fin de la période",
    },
    es: {
      name: "Seguidores",
      help: "Seguidores al final del periodo, según la lectura indicada.",
      formula: "campo de perfil followers_count, primera lectura tras el final del periodo",
    },
    it: {
      name: "Follower",
      help: "Follower alla fine del periodo, secondo la lettura indicata.",
      formula: "campo del profilo followers_count, prima lettura dopo la fine del periodo",
    },
    pt: {
      name: "Seguidores",
      help: "Seguidores no fim do período, conforme a leitura indicada.",
      formula: "campo de perfil followers_count, primeira leitura após o fim do período",
    },
  },
  compute: readFollowers,
};
