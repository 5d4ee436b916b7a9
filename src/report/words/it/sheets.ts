import type { sheets as english } from "../en/sheets.ts";

export const sheets: typeof english = {
  accountsSheet: {
    title: "Account",
    rank: "Posizione secondo la colonna in base alla quale è ordinato il report; gli account senza quel dato non ne hanno.",
    unranked: "fuori classifica",
    change: (name) => `${name} ±`,
    changeHelp: "Rispetto al periodo precedente; conteggi in percentuale, tassi in punti.",
    ratedInteractions: "Interazioni considerate",
    ratedReach: "Copertura considerata",
    ratedHelp:
      "Sui post del periodo che hanno sia interazioni sia copertura: la base su cui si calcola il tasso di engagement.",
    total: "Totale",
    empty: "In questo report non c’è nessun account.",
    note: "I totali comprendono gli account che hanno il dato. La copertura non ha totale: le persone possono sovrapporsi.",
  },
  audienceSheet: { title: "Pubblico", empty: "Nessuna istantanea demografica disponibile." },
  commentsSheet: {
    noAuthor: "Meta ha omesso l’autore",
    noLikes: "Meta ha omesso i Mi piace",
    title: "Commenti",
    empty: "Nessun commento del periodo disponibile: sono stati contati, non letti.",
    hidden: "nascosto",
    shown: "",
    reply: "risposta",
    comment: "commento",
  },
  dailySheet: {
    title: "Per giorno",
    empty: "Nessun dato giornaliero disponibile.",
    note: "I giorni sono quelli di Meta, ora del Pacifico (USA).",
  },
  daysSheet: {
    title: "Giorni",
    empty: "Nessun giorno disponibile.",
    note: "Somme sugli account che hanno tutti i giorni mostrati, perché un giorno mancante non sembri un calo. Nella copertura le persone possono sovrapporsi. I giorni sono quelli di Meta, ora del Pacifico (USA).",
  },
  dictionarySheet: {
    title: "Glossario",
    empty: "Nessun dato definito.",
    kpi: "indicatore chiave",
    units: {
      accounts: "account",
      count: "numero",
      percent: "percentuale",
      ms: "ms",
      share: "quota",
      multiple: "multiplo",
    },
    levels: { account: "metrica dell’account di Meta", media: "metrica del post di Meta" },
    both: "account e giorni",
    days: "giorni",
    accounts: "account",
    none: "nulla",
    withdrawn: (when) => `Ritirata il ${when}.`,
  },
  gapsSheet: { title: "Dati mancanti", empty: "Non manca nulla di quanto richiesto." },
  postsSheet: {
    likeCounter: "Il contatore sotto il post; manca se chi lo ha pubblicato lo nasconde.",
    commentCounter: "Comprende le risposte.",
    title: "Post",
    empty: "Nel periodo non è stato pubblicato nulla.",
    rate: "Interazioni ÷ copertura del post.",
  },
  storiesSheet: {
    steps: {
      tap_forward: "Tocchi in avanti",
      tap_back: "Tocchi indietro",
      swipe_forward: "Passaggi all’account successivo",
      tap_exit: "Uscite",
    },
    title: "Storie",
    empty:
      "Nel periodo non è stata vista nessuna storia. Le storie restano online 24 ore: si vedono solo se nel frattempo si esegue una raccolta.",
    note: "Le storie restano online 24 ore: quelle nate e scomparse tra due raccolte non sono qui.",
    exitRate: "Tasso di uscita",
    exitHelp: "Uscite ÷ visualizzazioni.",
    completion: "Completamento",
    completionHelp: "1 − (uscite + passaggi all’account successivo) ÷ visualizzazioni.",
  },
  sumColumns: {
    total: "Totale",
  },
  weeksSheet: {
    likeForLike: (name) => `${name}, a parità di account`,
  },
};
