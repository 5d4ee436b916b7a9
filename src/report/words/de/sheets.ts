import type { sheets as english } from "../en/sheets.ts";

export const sheets: typeof english = {
  accountsSheet: {
    title: "Konten",
    rank: "Platz nach der Spalte, nach der der Bericht sortiert ist; Konten ohne diesen Wert haben keinen.",
    unranked: "ohne Rang",
    change: (name) => `${name} ±`,
    changeHelp: "Gegenüber dem Zeitraum davor; Anzahlen in Prozent, Raten in Punkten.",
    ratedInteractions: "Gewertete Interaktionen",
    ratedReach: "Gewertete Reichweite",
    ratedHelp:
      "Über die Beiträge des Zeitraums, die Interaktionen und Reichweite haben: daraus wird die Engagement-Rate gebildet.",
    total: "Gesamt",
    empty: "Kein Konto ist in diesem Bericht.",
    note: "Summen umfassen die Konten, für die der Wert vorliegt. Die Reichweite hat keine: Personen können sich überschneiden.",
  },
  audienceSheet: { title: "Publikum", empty: "Keine demografische Momentaufnahme liegt vor." },
  commentsSheet: {
    noAuthor: "Meta hat ausgelassen, wer ihn schrieb",
    noLikes: "Meta hat die Likes ausgelassen",
    title: "Kommentare",
    empty: "Kein Kommentar des Zeitraums liegt vor: sie wurden gezählt, nicht gelesen.",
    hidden: "verborgen",
    shown: "",
    reply: "Antwort",
    comment: "Kommentar",
  },
  dailySheet: {
    title: "Tageswerte",
    empty: "Kein Tageswert liegt vor.",
    note: "Tage sind Metas eigene, US-Pazifikzeit.",
  },
  daysSheet: {
    title: "Tage",
    empty: "Kein Tag liegt vor.",
    note: "Summen über die Konten, für die jeder gezeigte Tag vorliegt, damit ein fehlender Tag kein Einbruch ist. In der Reichweite können sich Personen überschneiden. Tage sind Metas eigene, US-Pazifikzeit.",
  },
  dictionarySheet: {
    title: "Begriffe",
    empty: "Kein Wert ist definiert.",
    kpi: "Kennzahl",
    units: {
      accounts: "Konten",
      count: "Anzahl",
      percent: "Prozent",
      ms: "ms",
      share: "Anteil",
      multiple: "Vielfaches",
    },
    levels: { account: "Konto-Metrik von Meta", media: "Beitrags-Metrik von Meta" },
    both: "Konten und Tage",
    days: "Tage",
    accounts: "Konten",
    none: "nichts",
    withdrawn: (when) => `Abgeschafft ${when}.`,
  },
  gapsSheet: { title: "Lücken", empty: "Nichts von dem, was abgefragt wurde, fehlt." },
  postsSheet: {
    likeCounter: "Der Zähler unter dem Beitrag; fehlt, wo der Inhaber ihn verbirgt.",
    commentCounter: "Antworten eingeschlossen.",
    title: "Beiträge",
    empty: "Im Zeitraum wurde nichts veröffentlicht.",
    rate: "Interaktionen ÷ Reichweite des Beitrags.",
  },
  storiesSheet: {
    steps: {
      tap_forward: "Vorgetippt",
      tap_back: "Zurückgetippt",
      swipe_forward: "Wechsel zum nächsten Konto",
      tap_exit: "Ausstiege",
    },
    title: "Stories",
    empty:
      "Im Zeitraum wurde keine Story gesehen. Stories leben 24 Stunden: gesehen wird eine nur, wenn währenddessen eine Erhebung läuft.",
    note: "Stories leben 24 Stunden: die, die zwischen zwei Erhebungen kamen und gingen, stehen hier nicht.",
    exitRate: "Ausstiegsrate",
    exitHelp: "Ausstiege ÷ Aufrufe.",
    completion: "Durchgesehen",
    completionHelp: "1 − (Ausstiege + Wechsel zum nächsten Konto) ÷ Aufrufe.",
  },
  sumColumns: {
    total: "Gesamt",
  },
  weeksSheet: {
    likeForLike: (name) => `${name}, Gleiches mit Gleichem`,
  },
};
