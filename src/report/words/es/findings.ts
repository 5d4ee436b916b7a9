import type { findings as english } from "../en/findings.ts";

export const findings: typeof english = {
  nothing: "Aún hay muy pocos datos para sacar conclusiones.",
  early:
    "Aún no se puede decir con seguridad qué ha cambiado: los datos de este periodo siguen creciendo y los del anterior tuvieron más tiempo.",
  marked: (finding) => `Provisional: ${finding}`,
  all: "Todas las cuentas",
  changed: {
    reach: (by, isUp) => `⟨${by} ${isUp ? "más" : "menos"}⟩ de alcance`,
    views: (by, isUp) => `⟨${by} ${isUp ? "más" : "menos"}⟩ de visualizaciones`,
    interactions: (by, isUp) => `⟨${by} ${isUp ? "más" : "menos"}⟩ de interacciones`,
  },
  change: (who, changed, now, before) => `${who}: ${changed} (${now} tras ${before})`,
  headline: (who, changed) => `${who}: ${changed}.`,
  onPosts: (now, before) => `Sus publicaciones lograron ${now} tras ${before}.`,
  published: (posts, before, each, eachBefore) =>
    `${posts} tras ${before}; cada una alcanzó a ${each} personas tras ${eachBefore}.`,
  pair: (who, now, before) => `${who} (${now} tras ${before})`,
  mostly: (names) => `Sobre todo ${names}.`,
  madeByPost: (format, day, won) => `Sobre todo una publicación (${format}) del ${day} con ${won}.`,
  hadPost: (format, day, won) => `Antes, una sola publicación (${format}) del ${day} tuvo ${won}.`,
  madeByFormat: (format) => `Sobre todo en el formato ${format}.`,
  fellOn: (days) => `La mayor parte de la diferencia es del ${days}.`,
  silent: (who, since) => `${who}: ninguna publicación desde el ${since}`,
  silentReach: (who, since, before, now) =>
    `${who}: ninguna publicación desde el ${since}, alcance de ${before} a ${now} al día`,
  silentHeadline: (who, days) => `${who}: ⟨${days} sin publicar⟩.`,
  followers: (count) => `Seguidores: ${count}.`,
  followersNow: (count, net) => `Seguidores: ${count} (${net}).`,
  storiesGoOn: (stories) => `Desde entonces, ${stories}.`,
  quietHours: (hours, peak) =>
    `la mayoría de las publicaciones salieron cuando pocos seguidores estaban en línea (${hours}); la mayoría lo está a las ${peak}.`,
  betterFormat: (format, lead, measure, own, used, posts) =>
    `publicar más en este formato: ${format}. Su mediana es ${lead} veces la de las demás publicaciones (${measure}, ${own} en 90 días); esta vez, ${used} de ${posts}.`,
  bestSlot: (from, to, posts) =>
    `publicar entre las ${from} y las ${to}, la mejor franja hasta ahora (mediana de ${posts}).`,
  won: {
    interactions: (count) => `${count} interacciones`,
    reach: (count) => `${count} personas alcanzadas`,
  },
  post: (who, format, won, multiple) =>
    `${who}: una publicación (${format}) con ${won}, ${multiple} veces la mediana de la cuenta`,
  postHeadline: (who, format, multiple) => `${who}: una publicación (${format}) con ⟨${multiple} veces⟩ lo habitual.`,
  caption: (caption) => `«${caption}»`,
  postRecord: (posts) => `Mejor que todas las de los 90 días anteriores (${posts}).`,
  postShare: (share) => `Reunió el ${share} de lo que obtuvieron las publicaciones de la cuenta.`,
  milestone: (who, round, now) => `${who} superó los ${round} seguidores y ahora tiene ${now}`,
  milestoneHeadline: (who, round) => `${who} superó los ⟨${round} seguidores⟩.`,
  followed: (gained, lost) => `${gained} ganados, ${lost} perdidos.`,
  balance: (who, net) => `${who}: ${net} seguidores netos`,
  balanceHeadline: (who, net) => `${who}: ⟨${net} seguidores⟩ netos.`,
  usually: (count) => `Lo habitual: ${count}.`,
  spike: (who, count, usual) => `${who}: ${count} comentarios, lo habitual son ${usual}`,
  spikeHeadline: (who, count) => `${who}: ⟨${count} comentarios⟩, muchos más de lo habitual.`,
  spikeUnder: (count, day) => `${count} de ellos bajo la publicación del ${day}.`,
  open: (comments, since) => `${comments} sin respuesta, el más antiguo del ${since}`,
  openHeadline: (comments) => `Sin respuesta: ⟨${comments}⟩.`,
  goal: (who, figure, actual, target, share) => `${who}: ${figure} en ${actual} de ${target} (${share})`,
  format: (format, own, others, measure, posts, rest) =>
    `Mejor formato: ${format}. La publicación mediana logró ${own} veces lo habitual de su cuenta (${measure}); los demás formatos, ${others} veces (${posts} publicaciones frente a ${rest})`,
};
