import type { overview as english } from "../en/overview.ts";

export const overview: typeof english = {
  coverage: {
    empty: "Aucun compte dans ce rapport.",
    sentence: (complete, accounts, held, expected, share) =>
      `Complets : ${complete} sur ${accounts} ; valeurs obtenues : ${held} sur ${expected} attendues (${share}).`,
  },
  summary: {
    gone: (accounts, names) =>
      `Plus accessibles : ${accounts} (${names}). Ce qui est connu est montré, au dernier relevé.`,
    title: "Synthèse",
    lead: (accounts, span) => `${accounts}, ${span}.`,
    findings: "Ce qui s’est passé, pourquoi, et la suite",
    accounts: (figure) => `Comptes : ${figure}`,
    others: (accounts) => `et ${accounts} de plus`,
    best: "Meilleures publications (couverture)",
    notFinal: "Pas encore définitif",
    missingTitle: "Manque",
    nothing: "rien",
    mayGrow: (days) => `${days} peut encore augmenter`,
    noFigures: (names) => `les chiffres de ${names}`,
    notLinked: (names) => `non lus : ${names}`,
    postsWithout: (posts) => `${posts} sans chiffres`,
    notes: "Notes",
    distrust: "À lire avec prudence",
    underWay: (day, end) =>
      `${day} n’était pas terminé au moment du relevé : les jours de Meta suivent l’heure du Pacifique (É.-U.), il se termine le ${end}. Ses chiffres sont ceux d’une journée en cours.`,
    provisional: (days) =>
      `Provisoire, moins de 48 h au moment du relevé : ${days}. Meta peut encore modifier ces jours.`,
    gaps: (sentence) => `${sentence} Voir Qualité des données.`,
    leftOut: (posts) => `Hors du taux d’engagement : ${posts}, interactions ou couverture inconnues.`,
    missing: (pages) => `Absent de ce rapport : ${pages}.`,
    trusted: "Rien ne manque et rien n’est provisoire.",
    empty: "Aucun compte dans ce rapport, donc aucune valeur connue.",
  },
  tile: {
    overlap: "somme sur les comptes ; les personnes peuvent se recouper",
    asOf: (moment) => `relevé le ${moment}`,
    partOf: (held, of) => `${held} sur ${of} comptes`,
    compared: (accounts) => `évolution sur ${accounts}`,
    comparedYear: (accounts) => `an dernier sur ${accounts}`,
    leftOut: (posts) => `hors calcul : ${posts} aux valeurs inconnues`,
    followed: (gained, lost) => `${gained} gagnés, ${lost} perdus`,
    mean: (mean) => `moyenne ${mean}`,
    stories: (stories) => `plus ${stories}`,
    spark: (name, days, accounts) => `${name} par jour, ${days}, ${accounts}`,
  },
  league: {
    title: "Classement",
    table: "Comptes",
    lead: (by, help) => `Classement par : ${by.toLowerCase()}. ${help}`,
    unrankedToo: (ranked, accounts) => ` Valeur connue pour ${ranked} sur ${accounts}.`,
    rank: "Rang ; la flèche indique les places gagnées ou perdues parmi les comptes classés dans les deux périodes.",
    daily: "Couverture par jour",
    spark: (days) => `Couverture par jour, ${days}.`,
    sparkAlt: (account, days) => `Couverture par jour de ${account}, ${days}`,
    unranked: "non classé",
    total: "Total",
    empty: "Aucun compte dans ce rapport.",
    note: "Les totaux couvrent les comptes dont la valeur est connue. La couverture et les taux n’en ont pas : les personnes peuvent se recouper et les taux ne s’additionnent pas.",
  },
  breaks: {
    withdrawn: (metric) => `${metric} : métrique retirée par Meta`,
    refused: (metric) => `${metric} : métrique refusée par Meta`,
  },
};
