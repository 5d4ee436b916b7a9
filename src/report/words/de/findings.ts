import type { findings as english } from "../en/findings.ts";

export const findings: typeof english = {
  nothing: "Für Erkenntnisse liegen noch zu wenige Werte vor.",
  early:
    "Was sich geändert hat, lässt sich noch nicht sicher sagen: Die Werte dieses Zeitraums wachsen noch, die des Zeitraums davor hatten mehr Zeit.",
  marked: (finding) => `Vorläufig: ${finding}`,
  all: "Alle Konten",
  changed: {
    reach: (by, isUp) => `⟨${by} ${isUp ? "mehr" : "weniger"}⟩ Reichweite`,
    views: (by, isUp) => `⟨${by} ${isUp ? "mehr" : "weniger"}⟩ Aufrufe`,
    interactions: (by, isUp) => `⟨${by} ${isUp ? "mehr" : "weniger"}⟩ Interaktionen`,
  },
  change: (who, changed, now, before) => `${who}: ${changed} (${now} nach ${before})`,
  headline: (who, changed) => `${who}: ${changed}.`,
  onPosts: (now, before) => `Die Beiträge brachten ${now} nach ${before}.`,
  published: (posts, before, each, eachBefore) =>
    `${posts} nach ${before}; jeder erreichte ${each} Personen nach ${eachBefore}.`,
  pair: (who, now, before) => `${who} (${now} nach ${before})`,
  mostly: (names) => `Vor allem ${names}.`,
  madeByPost: (format, day, won) => `Vor allem ein Beitrag (${format}) vom ${day} mit ${won}.`,
  hadPost: (format, day, won) => `Davor hatte allein ein Beitrag (${format}) vom ${day} diese Wirkung: ${won}.`,
  madeByFormat: (format) => `Vor allem im Format ${format}.`,
  fellOn: (days) => `Der größte Teil des Unterschieds fiel auf: ${days}.`,
  silent: (who, since) => `${who}: kein Beitrag seit dem ${since}`,
  silentReach: (who, since, before, now) =>
    `${who}: kein Beitrag seit dem ${since}, Reichweite von ${before} auf ${now} am Tag`,
  silentHeadline: (who, days) => `${who}: ⟨seit ${days} kein Beitrag⟩.`,
  followers: (count) => `Follower: ${count}.`,
  followersNow: (count, net) => `Follower: ${count} (${net}).`,
  storiesGoOn: (stories) => `Seitdem ${stories}.`,
  quietHours: (hours, peak) =>
    `Die meisten Beiträge gingen hinaus, als wenige Follower online waren (${hours}); die meisten sind es um ${peak}.`,
  betterFormat: (format, lead, measure, own, used, posts) =>
    `Mehr im Format ${format}: Sein Median ist ${lead}-mal der der übrigen Beiträge (${measure}, ${own} in 90 Tagen); diesmal ${used} von ${posts}.`,
  bestSlot: (from, to, posts) => `Zwischen ${from} und ${to} posten, bisher die beste Zeit (Median aus ${posts}).`,
  won: {
    interactions: (count) => `${count} Interaktionen`,
    reach: (count) => `${count} erreichten Personen`,
  },
  post: (who, format, won, multiple) =>
    `${who}: ein Beitrag (${format}) mit ${won}, ${multiple}-mal der Median des Kontos`,
  postHeadline: (who, format, multiple) => `${who}: ein Beitrag (${format}) mit dem ⟨${multiple}-Fachen⟩ des Üblichen.`,
  caption: (caption) => `„${caption}“`,
  postRecord: (posts) => `Besser als alle Beiträge der 90 Tage davor (${posts}).`,
  postShare: (share) => `Er brachte ${share} dessen, was die Beiträge des Kontos gewannen.`,
  milestone: (who, round, now) => `${who} hat die Marke von ${round} Followern überschritten und zählt jetzt ${now}`,
  milestoneHeadline: (who, round) => `${who} hat ⟨${round} Follower⟩ überschritten.`,
  followed: (gained, lost) => `${gained} gewonnen, ${lost} verloren.`,
  balance: (who, net) => `${who}: netto ${net} Follower`,
  balanceHeadline: (who, net) => `${who}: netto ⟨${net} Follower⟩.`,
  usually: (count) => `Üblich sind ${count}.`,
  spike: (who, count, usual) => `${who}: ${count} Kommentare, üblich sind ${usual}`,
  spikeHeadline: (who, count) => `${who}: ⟨${count} Kommentare⟩, weit mehr als üblich.`,
  spikeUnder: (count, day) => `${count} davon stehen unter dem Beitrag vom ${day}.`,
  open: (comments, since) => `${comments} ohne Antwort, der älteste vom ${since}`,
  openHeadline: (comments) => `Ohne Antwort: ⟨${comments}⟩.`,
  goal: (who, figure, actual, target, share) => `${who}: ${figure} bei ${actual} von ${target} (${share})`,
  format: (format, own, others, measure, posts, rest) =>
    `Bestes Format: ${format}. Der mittlere Beitrag kam auf das ${own}-Fache des für sein Konto Üblichen (${measure}), bei den anderen Formaten auf das ${others}-Fache (${posts} gegenüber ${rest} Beiträgen)`,
};
