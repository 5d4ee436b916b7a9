import type { overview as english } from "../en/overview.ts";
import { theDay } from "./elide.ts";

export const overview: typeof english = {
  coverage: {
    empty: "In questo report non c’è nessun account.",
    sentence: (complete, accounts, held, expected, share) =>
      `${complete} su ${accounts} con dati completi; dati attesi disponibili: ${held} su ${expected} (${share}).`,
  },
  summary: {
    gone: (accounts, names) =>
      `Non più raggiungibili: ${accounts} (${names}). Viene mostrato ciò che se ne conserva, secondo l’ultima lettura.`,
    title: "Riepilogo",
    lead: (accounts, span) => `${accounts}, ${span}.`,
    findings: "Che cosa è successo, perché e che cosa fare",
    accounts: (figure) => `Account: ${figure}`,
    others: (accounts) => `e altri ${accounts}`,
    best: "I post migliori (copertura)",
    notFinal: "Non ancora definitivo",
    missingTitle: "Manca",
    nothing: "nulla",
    mayGrow: (days) => `${days} può ancora crescere`,
    noFigures: (names) => `i dati di ${names}`,
    notLinked: (names) => `non letto: ${names}`,
    postsWithout: (posts) => `${posts} senza dati`,
    notes: "Note",
    distrust: "Da leggere con cautela",
    underWay: (day, end) =>
      `Al momento della lettura la giornata (${day}) non era conclusa: i giorni di Meta seguono l’ora del Pacifico (USA) e questo termina ${theDay(end)}. I suoi dati sono quelli di una giornata in corso.`,
    provisional: (days) => `Dati provvisori, letti a meno di 48 ore: ${days}. Meta può ancora modificarli.`,
    gaps: (sentence) => `${sentence} Vedi Qualità dei dati.`,
    leftOut: (posts) => `Esclusi dal tasso di engagement: ${posts}, con interazioni o copertura sconosciute.`,
    missing: (pages) => `Non compresi in questo report: ${pages}.`,
    trusted: "Non manca nulla e nulla è provvisorio.",
    empty: "In questo report non c’è nessun account, quindi non si conosce alcun dato.",
  },
  tile: {
    overlap: "somma degli account; le persone possono sovrapporsi",
    asOf: (moment) => `letto ${theDay(moment)}`,
    partOf: (held, of) => `${held} account su ${of}`,
    compared: (accounts) => `variazione su ${accounts}`,
    comparedYear: (accounts) => `anno scorso su ${accounts}`,
    leftOut: (posts) => `escluso dal calcolo: ${posts} con dati sconosciuti`,
    followed: (gained, lost) => `acquisiti ${gained}, persi ${lost}`,
    mean: (mean) => `media ${mean}`,
    stories: (stories) => `più ${stories}`,
    spark: (name, days, accounts) => `${name} al giorno, ${days}, ${accounts}`,
  },
  league: {
    title: "Classifica",
    table: "Account",
    lead: (by, help) => `In ordine di ${by.toLowerCase()}. ${help}`,
    unrankedToo: (ranked, accounts) => ` Dato disponibile per ${ranked} su ${accounts}.`,
    rank: "Posizione; la freccia indica i posti guadagnati o persi tra gli account in classifica in entrambi i periodi.",
    daily: "Copertura giornaliera",
    spark: (days) => `Copertura giornaliera, ${days}.`,
    sparkAlt: (account, days) => `Copertura giornaliera di ${account}, ${days}`,
    unranked: "fuori classifica",
    total: "Totale",
    empty: "In questo report non c’è nessun account.",
    note: "I totali comprendono gli account che hanno il dato. Copertura e tassi non hanno totale: le persone possono sovrapporsi e i tassi non si sommano.",
  },
  breaks: {
    withdrawn: (metric) => `${metric}: metrica ritirata da Meta`,
    refused: (metric) => `${metric}: metrica rifiutata da Meta`,
  },
};
