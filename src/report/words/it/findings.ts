import type { findings as english } from "../en/findings.ts";
import { fromTheDay, ofPercent, ofTheDay } from "./elide.ts";

export const findings: typeof english = {
  nothing: "I dati sono ancora troppo pochi per trarre conclusioni.",
  early:
    "Non si può ancora dire con certezza che cosa sia cambiato: i dati di questo periodo stanno ancora crescendo, mentre quelli del precedente hanno avuto più tempo.",
  marked: (finding) => `Provvisorio: ${finding}`,
  all: "Tutti gli account",
  changed: {
    reach: (by, isUp) => `⟨${by} di copertura in ${isUp ? "più" : "meno"}⟩`,
    views: (by, isUp) => `⟨${by} di visualizzazioni in ${isUp ? "più" : "meno"}⟩`,
    interactions: (by, isUp) => `⟨${by} di interazioni in ${isUp ? "più" : "meno"}⟩`,
  },
  change: (who, changed, now, before) => `${who}: ${changed} (${now}, prima ${before})`,
  headline: (who, changed) => `${who}: ${changed}.`,
  onPosts: (now, before) => `I suoi post hanno ottenuto ${now}, prima ${before}.`,
  published: (posts, before, each, eachBefore) =>
    `${posts}, prima ${before}; persone raggiunte da ciascuno: ${each}, prima ${eachBefore}.`,
  pair: (who, now, before) => `${who} (${now}, prima ${before})`,
  mostly: (names) => `Soprattutto ${names}.`,
  madeByPost: (format, day, won) => `Soprattutto un contenuto (${format}) ${ofTheDay(day)} con ${won}.`,
  hadPost: (format, day, won) => `Prima, da solo un contenuto (${format}) ${ofTheDay(day)} aveva ${won}.`,
  madeByFormat: (format) => `Soprattutto nel formato ${format}.`,
  fellOn: (days) => `Gran parte della differenza si concentra in questi giorni: ${days}.`,
  silent: (who, since) => `${who}: nessun post ${fromTheDay(since)}`,
  silentReach: (who, since, before, now) =>
    `${who}: nessun post ${fromTheDay(since)}, copertura da ${before} a ${now} al giorno`,
  silentHeadline: (who, days) => `${who}: ⟨${days} senza pubblicare⟩.`,
  followers: (count) => `Follower: ${count}.`,
  followersNow: (count, net) => `Follower: ${count} (${net}).`,
  storiesGoOn: (stories) => `Da allora ${stories}.`,
  quietHours: (hours, peak) =>
    `la maggior parte dei post è uscita quando pochi follower sono online (${hours}); il picco è alle ${peak}.`,
  betterFormat: (format, lead, measure, own, used, posts) =>
    `pubblicare di più in questo formato: ${format}. La sua mediana è ${lead} volte quella degli altri post (${measure}, ${own} in 90 giorni); questa volta ${used} su ${posts}.`,
  bestSlot: (from, to, posts) =>
    `pubblicare tra le ${from} e le ${to}, la fascia migliore finora (mediana di ${posts}).`,
  won: {
    interactions: (count) => `${count} interazioni`,
    reach: (count) => `${count} persone raggiunte`,
  },
  post: (who, format, won, multiple) =>
    `${who}: un contenuto (${format}) con ${won}, ${multiple} volte la mediana dell’account`,
  postHeadline: (who, format, multiple) =>
    `${who}: un contenuto (${format}) da ⟨${multiple} volte⟩ il risultato abituale.`,
  caption: (caption) => `«${caption}»`,
  postRecord: (posts) => `Meglio di tutti quelli dei 90 giorni precedenti (${posts}).`,
  postShare: (share) => `Da solo vale una quota ${ofPercent(share)} del risultato dei post dell’account.`,
  milestone: (who, round, now) => `${who} ha superato i ${round} follower e ora ne conta ${now}`,
  milestoneHeadline: (who, round) => `${who} ha superato i ⟨${round} follower⟩.`,
  followed: (gained, lost) => `Acquisiti ${gained}, persi ${lost}.`,
  balance: (who, net) => `${who}: saldo follower ${net}`,
  balanceHeadline: (who, net) => `${who}: saldo follower ⟨${net}⟩.`,
  usually: (count) => `Di solito ${count}.`,
  spike: (who, count, usual) => `${who}: ${count} commenti, di solito ${usual}`,
  spikeHeadline: (who, count) => `${who}: ⟨${count} commenti⟩, molti più del solito.`,
  spikeUnder: (count, day) => `${count} di questi sotto il post ${ofTheDay(day)}.`,
  open: (comments, since) => `${comments} senza risposta, il meno recente ${ofTheDay(since)}`,
  openHeadline: (comments) => `In attesa di risposta: ⟨${comments}⟩.`,
  goal: (who, figure, actual, target, share) => `${who}: ${figure} a ${actual} su ${target} (${share})`,
  format: (format, own, others, measure, posts, rest) =>
    `Il formato migliore: ${format}. Il contenuto mediano ha ottenuto ${own} volte il valore abituale del suo account (${measure}), quello degli altri formati ${others} volte (${posts} post contro ${rest})`,
};
