import type { findings as english } from "../en/findings.ts";

export const findings: typeof english = {
  nothing: "Les valeurs sont encore trop peu nombreuses pour des constats.",
  early:
    "On ne peut pas encore dire avec certitude ce qui a changé : les valeurs de cette période augmentent encore, celles de la période précédente ont eu plus de temps.",
  marked: (finding) => `Provisoire : ${finding}`,
  all: "Tous les comptes",
  changed: {
    reach: (by, isUp) => `⟨${by} de couverture en ${isUp ? "plus" : "moins"}⟩`,
    views: (by, isUp) => `⟨${by} de vues en ${isUp ? "plus" : "moins"}⟩`,
    interactions: (by, isUp) => `⟨${by} d’interactions en ${isUp ? "plus" : "moins"}⟩`,
  },
  change: (who, changed, now, before) => `${who} : ${changed} (${now} après ${before})`,
  headline: (who, changed) => `${who} : ${changed}.`,
  onPosts: (now, before) => `Ses publications ont obtenu ${now} après ${before}.`,
  published: (posts, before, each, eachBefore) =>
    `${posts} après ${before} ; chacune a touché ${each} personnes après ${eachBefore}.`,
  pair: (who, now, before) => `${who} (${now} après ${before})`,
  mostly: (names) => `Surtout ${names}.`,
  madeByPost: (format, day, won) => `Surtout une publication (${format}) du ${day} avec ${won}.`,
  hadPost: (format, day, won) => `Avant, une seule publication (${format}) du ${day} avait ${won}.`,
  madeByFormat: (format) => `Surtout au format ${format}.`,
  fellOn: (days) => `L’essentiel de l’écart date du ${days}.`,
  silent: (who, since) => `${who} : aucune publication depuis le ${since}`,
  silentReach: (who, since, before, now) =>
    `${who} : aucune publication depuis le ${since}, couverture de ${before} à ${now} par jour`,
  silentHeadline: (who, days) => `${who} : ⟨${days} sans publication⟩.`,
  followers: (count) => `Followers : ${count}.`,
  followersNow: (count, net) => `Followers : ${count} (${net}).`,
  storiesGoOn: (stories) => `Depuis : ${stories}.`,
  quietHours: (hours, peak) =>
    `la plupart des publications sont parties quand peu de followers étaient en ligne (${hours}) ; ils le sont surtout à ${peak}.`,
  betterFormat: (format, lead, measure, own, used, posts) =>
    `publier davantage dans ce format : ${format}. Sa médiane vaut ${lead} fois celle des autres publications (${measure}, ${own} en 90 jours) ; cette fois, ${used} sur ${posts}.`,
  bestSlot: (from, to, posts) => `publier entre ${from} et ${to}, le meilleur créneau jusqu’ici (médiane de ${posts}).`,
  won: {
    interactions: (count) => `${count} interactions`,
    reach: (count) => `${count} personnes touchées`,
  },
  post: (who, format, won, multiple) =>
    `${who} : une publication (${format}) avec ${won}, ${multiple} fois la médiane du compte`,
  postHeadline: (who, format, multiple) => `${who} : une publication (${format}) à ⟨${multiple} fois⟩ l’habitude.`,
  caption: (caption) => `« ${caption} »`,
  postRecord: (posts) => `Mieux que toutes celles des 90 jours précédents (${posts}).`,
  postShare: (share) => `Elle représente ${share} de ce que les publications du compte ont obtenu.`,
  milestone: (who, round, now) => `${who} a dépassé ${round} followers et en compte maintenant ${now}`,
  milestoneHeadline: (who, round) => `${who} a dépassé ⟨${round} followers⟩.`,
  followed: (gained, lost) => `${gained} gagnés, ${lost} perdus.`,
  balance: (who, net) => `${who} : ${net} followers (net)`,
  balanceHeadline: (who, net) => `${who} : ⟨${net} followers⟩ (net).`,
  usually: (count) => `D’habitude ${count}.`,
  spike: (who, count, usual) => `${who} : ${count} commentaires, d’habitude ${usual}`,
  spikeHeadline: (who, count) => `${who} : ⟨${count} commentaires⟩, bien plus que d’habitude.`,
  spikeUnder: (count, day) => `${count} d’entre eux sous la publication du ${day}.`,
  open: (comments, since) => `${comments} sans réponse, le plus ancien du ${since}`,
  openHeadline: (comments) => `Sans réponse : ⟨${comments}⟩.`,
  goal: (who, figure, actual, target, share) => `${who} : ${figure} à ${actual} sur ${target} (${share})`,
  format: (format, own, others, measure, posts, rest) =>
    `Meilleur format : ${format}. La publication médiane a fait ${own} fois l’habitude de son compte (${measure}), les autres formats ${others} fois (${posts} publications contre ${rest})`,
};
