import type { findings as english } from "../en/findings.ts";

export const findings: typeof english = {
  nothing: "Ainda há poucos dados para conclusões.",
  early:
    "Ainda não se pode dizer com certeza o que mudou: os dados deste período ainda crescem e os do anterior tiveram mais tempo.",
  marked: (finding) => `Provisório: ${finding}`,
  all: "Todas as contas",
  changed: {
    reach: (by, isUp) => `⟨${by} ${isUp ? "a mais" : "a menos"}⟩ de alcance`,
    views: (by, isUp) => `⟨${by} ${isUp ? "a mais" : "a menos"}⟩ de visualizações`,
    interactions: (by, isUp) => `⟨${by} ${isUp ? "a mais" : "a menos"}⟩ de interações`,
  },
  change: (who, changed, now, before) => `${who}: ${changed} (${now} depois de ${before})`,
  headline: (who, changed) => `${who}: ${changed}.`,
  onPosts: (now, before) => `Suas publicações obtiveram ${now} depois de ${before}.`,
  published: (posts, before, each, eachBefore) =>
    `${posts} depois de ${before}; cada uma alcançou ${each} pessoas depois de ${eachBefore}.`,
  pair: (who, now, before) => `${who} (${now} depois de ${before})`,
  mostly: (names) => `Principalmente ${names}.`,
  madeByPost: (format, day, won) => `Principalmente uma publicação (${format}) de ${day} com ${won}.`,
  hadPost: (format, day, won) => `Antes, uma só publicação (${format}) de ${day} teve ${won}.`,
  madeByFormat: (format) => `Principalmente no formato ${format}.`,
  fellOn: (days) => `A maior parte da diferença foi em ${days}.`,
  silent: (who, since) => `${who}: nenhuma publicação desde ${since}`,
  silentReach: (who, since, before, now) =>
    `${who}: nenhuma publicação desde ${since}, alcance de ${before} para ${now} por dia`,
  silentHeadline: (who, days) => `${who}: ⟨${days} sem publicar⟩.`,
  followers: (count) => `Seguidores: ${count}.`,
  followersNow: (count, net) => `Seguidores: ${count} (${net}).`,
  storiesGoOn: (stories) => `Desde então, ${stories}.`,
  quietHours: (hours, peak) =>
    `a maioria das publicações saiu quando poucos seguidores estavam on-line (${hours}); a maioria está às ${peak}.`,
  betterFormat: (format, lead, measure, own, used, posts) =>
    `publicar mais neste formato: ${format}. Sua mediana é ${lead} vezes a das outras publicações (${measure}, ${own} em 90 dias); desta vez, ${used} de ${posts}.`,
  bestSlot: (from, to, posts) => `publicar entre ${from} e ${to}, o melhor horário até agora (mediana de ${posts}).`,
  won: {
    interactions: (count) => `${count} interações`,
    reach: (count) => `${count} pessoas alcançadas`,
  },
  post: (who, format, won, multiple) =>
    `${who}: uma publicação (${format}) com ${won}, ${multiple} vezes a mediana da conta`,
  postHeadline: (who, format, multiple) => `${who}: uma publicação (${format}) com ⟨${multiple} vezes⟩ o habitual.`,
  caption: (caption) => `“${caption}”`,
  postRecord: (posts) => `Melhor que todas as dos 90 dias anteriores (${posts}).`,
  postShare: (share) => `Ela reuniu ${share} do que as publicações da conta obtiveram.`,
  milestone: (who, round, now) => `${who} passou de ${round} seguidores e agora tem ${now}`,
  milestoneHeadline: (who, round) => `${who} passou de ⟨${round} seguidores⟩.`,
  followed: (gained, lost) => `${gained} ganhos, ${lost} perdidos.`,
  balance: (who, net) => `${who}: saldo de ${net} seguidores`,
  balanceHeadline: (who, net) => `${who}: saldo de ⟨${net} seguidores⟩.`,
  usually: (count) => `O habitual é ${count}.`,
  spike: (who, count, usual) => `${who}: ${count} comentários; o habitual é ${usual}`,
  spikeHeadline: (who, count) => `${who}: ⟨${count} comentários⟩, bem mais que o habitual.`,
  spikeUnder: (count, day) => `${count} deles na publicação de ${day}.`,
  open: (comments, since) => `${comments} sem resposta, o mais antigo de ${since}`,
  openHeadline: (comments) => `Sem resposta: ⟨${comments}⟩.`,
  goal: (who, figure, actual, target, share) => `${who}: ${figure} em ${actual} de ${target} (${share})`,
  format: (format, own, others, measure, posts, rest) =>
    `Melhor formato: ${format}. A publicação mediana fez ${own} vezes o habitual da sua conta (${measure}); os outros formatos, ${others} vezes (${posts} publicações contra ${rest})`,
};
