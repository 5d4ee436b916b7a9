import type { overview as english } from "../en/overview.ts";

export const overview: typeof english = {
  coverage: {
    empty: "Kein Konto ist in diesem Bericht.",
    sentence: (complete, accounts, held, expected, share) =>
      `${complete} von ${accounts} vollständig; ${held} von ${expected} erwarteten Werten vorhanden (${share}).`,
  },
  summary: {
    gone: (accounts, names) =>
      `Nicht mehr erreichbar: ${accounts} (${names}). Gezeigt wird, was vorliegt, nach letzter Ablesung.`,
    title: "Überblick",
    lead: (accounts, span) => `${accounts}, ${span}.`,
    findings: "Was war, warum, was nun",
    accounts: (figure) => `Konten nach ${figure}`,
    others: (accounts) => `und ${accounts} mehr`,
    best: "Beste Beiträge nach Reichweite",
    notFinal: "Noch nicht endgültig",
    missingTitle: "Es fehlt",
    nothing: "nichts",
    mayGrow: (days) => `${days} kann noch wachsen`,
    noFigures: (names) => `Zahlen von ${names}`,
    notLinked: (names) => `nicht gelesen: ${names}`,
    postsWithout: (posts) => `Zahlen zu ${posts}`,
    notes: "Anmerkungen",
    distrust: "Mit Vorsicht zu lesen",
    underWay: (day, end) =>
      `${day} war beim Lesen noch nicht zu Ende: Metas Tage folgen der US-Pazifikzeit, er endet am ${end}. Seine Zahlen sind die eines laufenden Tages.`,
    provisional: (days) => `Vorläufig, beim Lesen jünger als 48 Std.: ${days}. Meta kann diese Tage noch ändern.`,
    gaps: (sentence) => `${sentence} Siehe Datenqualität.`,
    leftOut: (posts) =>
      `In der Engagement-Rate nicht enthalten: ${posts} mit unbekannten Interaktionen oder unbekannter Reichweite.`,
    missing: (pages) => `Nicht in diesem Bericht: ${pages}.`,
    trusted: "Nichts fehlt und nichts ist vorläufig.",
    empty: "Kein Konto ist in diesem Bericht, daher ist kein Wert bekannt.",
  },
  tile: {
    overlap: "Summe über Konten; Personen können sich überschneiden",
    asOf: (moment) => `Stand ${moment}`,
    partOf: (held, of) => `${held} von ${of} Konten`,
    compared: (accounts) => `Änderung über ${accounts}`,
    comparedYear: (accounts) => `Vorjahr über ${accounts}`,
    leftOut: (posts) => `nicht enthalten: ${posts} mit unbekannten Werten`,
    followed: (gained, lost) => `${gained} gewonnen, ${lost} verloren`,
    mean: (mean) => `Mittel ${mean}`,
    stories: (stories) => `und ${stories} gesehen`,
    spark: (name, days, accounts) => `${name} je Tag, ${days}, ${accounts}`,
  },
  league: {
    title: "Rangliste",
    table: "Konten",
    lead: (by, help) => `Sortiert nach: ${by}. ${help}`,
    unrankedToo: (ranked, accounts) => ` Der Wert liegt für ${ranked} von ${accounts} vor.`,
    rank: "Rang; der Pfeil zeigt gewonnene oder verlorene Plätze unter den Konten mit Rang in beiden Zeiträumen.",
    daily: "Tagesreichweite",
    spark: (days) => `Tagesreichweite, ${days}.`,
    sparkAlt: (account, days) => `Tagesreichweite von ${account}, ${days}`,
    unranked: "ohne Rang",
    total: "Gesamt",
    empty: "Kein Konto ist in diesem Bericht.",
    note: "Summen umfassen die Konten, für die der Wert vorliegt. Reichweite und Raten haben keine: Personen können sich überschneiden, und Raten lassen sich nicht addieren.",
  },
  breaks: {
    withdrawn: (metric) => `${metric} von Meta abgeschafft`,
    refused: (metric) => `${metric} von Meta verweigert`,
  },
};
