import type { appendix as english } from "../en/appendix.ts";

export const appendix: typeof english = {
  quality: {
    title: "Qualità dei dati",
    matrix: "Completezza per account e giorno",
    missing: "Chi non è in questo report",
    noMissing: "Ogni Pagina accessibile ai token ha un account collegato e leggibile.",
    wholeConnection: "intera connessione",
    reasons: {
      "no-linked-account": "nessun account Instagram collegato",
      "not-permitted": "nessuna autorizzazione",
      "nothing-listed": "il token non elenca nulla",
      "no-longer-listed": "elencato in passato, ora non più",
      "cut-short": "elenco interrotto prima della fine",
    },
  },
  gapTable: {
    title: "Che cosa manca e perché",
    none: "Non manca nulla di quanto richiesto.",
    note: "Un dato non arrivato non conta mai come zero. La cartella di lavoro elenca ogni dato mancante. Tra virgolette: le parole di Meta.",
    all: "tutti i dati",
    others: (count) => (count === "1" ? " e un altro" : ` e altri ${count}`),
  },
  restated: {
    ofDay: "totale del giorno",
    title: "Rettificato da Meta dopo l’ultimo report",
    none: (since) => `Nessun dato di un periodo precedente è cambiato dopo l’ultimo report (${since}).`,
    note: (figures, since) =>
      `Cambiati dopo l’ultimo report (${since}): ${figures} di periodi precedenti; quel report resta com’è stato inviato, questo conta con i nuovi valori.`,
    cut: (shown) => ` Sono elencati i primi ${shown} per ampiezza della variazione.`,
    toldThen: "per l’ultimo report",
    toldSince: "in seguito",
  },
  spentCalls: {
    runs: "Ultime raccolte",
    noRuns: "Nessuna raccolta eseguita.",
    calls: "Chiamate spese per questo periodo",
    callsNote: (span) =>
      `Tutte le chiamate, ${span}, qualunque fosse lo scopo; la scrittura di commenti ha un limite proprio.`,
    noCalls: "Nessuna chiamata spesa.",
    noHeader: "Meta non ha inviato l’intestazione di utilizzo",
    noBudget: "assente dalla configurazione con cui è stato realizzato il report",
    kinds: { collect: "raccolta" },
    states: {
      running: "in corso",
      complete: "completa",
      partial: "parziale",
      paused: "in pausa",
      failed: "non riuscita",
    },
  },
  method: {
    title: "Metodo",
    lead: "Come si ottiene ogni dato di questo report.",
    kpis: "Indicatori chiave",
    unit: (unit) => `Unità: ${unit}.`,
    addsUp: (over) => `Sommabile su: ${over}.`,
    reach: "Tre coperture, mai l’una per l’altra",
    reaches: [
      {
        term: "Copertura unica",
        text: "Persone raggiunte almeno una volta nell’intero periodo. Richiesta a Meta esattamente per questi giorni; non si può calcolare dai dati giornalieri.",
      },
      { term: "Copertura media giornaliera", text: "La media dei dati giornalieri, quando ci sono tutti i giorni." },
      {
        term: "Somma delle coperture giornaliere",
        text: "I dati giornalieri sommati. Conta una persona una volta per ogni giorno ed è sempre la più grande delle tre.",
      },
    ],
    posts90: "Dati di post, storie e hashtag",
    more: [
      {
        term: "Sulla propria mediana",
        text: "Un post rispetto alla mediana dei post del proprio account negli ultimi 90 giorni, sé stesso compreso; a partire da cinque post.",
        formula: "interazioni (o copertura) del post ÷ mediana dei post dell’account",
      },
      {
        term: "Completamento (storie)",
        text: "Visualizzazioni che non si sono chiuse con l’uscita dalle storie né con il passaggio all’account successivo. Su più storie si dividono le somme. Non si può sommare.",
        formula:
          "1 − (uscite + passaggi all’account successivo) ÷ visualizzazioni; navigation tap_exit e swipe_forward",
      },
      {
        term: "Tasso di uscita (storie)",
        text: "Visualizzazioni che si sono chiuse con l’uscita dalle storie. Non si può sommare.",
        formula: "uscite (navigation tap_exit) ÷ visualizzazioni",
      },
      {
        term: "Hashtag usati",
        text: "Quelli di almeno tre post in 90 giorni, letti dalle didascalie. Un post ne porta più d’uno: il dato mostra una coincidenza, non una causa.",
        formula: "copertura mediana dei post con l’hashtag ÷ copertura mediana di tutti i post",
      },
      {
        term: "Quota del pubblico",
        text: "Meta indica solo i gruppi più numerosi; la quota si riferisce a quelli indicati. Su più account i gruppi si sommano e le persone possono sovrapporsi.",
        formula: "follower del gruppo ÷ follower di tutti i gruppi indicati",
      },
    ],
    days: "Giorni e periodi",
    daysText: (span, comparison, zone) => [
      `Il periodo è ${span}; è confrontato con lo stesso numero di giorni precedenti, ${comparison}.`,
      "I dati degli account arrivano nei giorni di Meta, da mezzanotte a mezzanotte, ora del Pacifico (USA), e ne portano le date; nessun report può suddividerli altrimenti.",
      `Un post appartiene al giorno in cui è stato pubblicato nel fuso orario di questo report, ${zone}.`,
      `Meta indica i follower online per ora senza dire in quale fuso; le ore sono intese nell’ora del Pacifico, come i suoi giorni, e mostrate in ${zone}.`,
      "Meta fornisce dati unici per 30 giorni al massimo; per un periodo più lungo si indica la copertura unica degli ultimi 30 giorni consecutivi disponibili.",
    ],
    provisional: "Che cosa è provvisorio",
    provisionalText: [
      "Meta può ancora modificare un giorno o un post per 48 ore. I dati letti prima sono contrassegnati come provvisori.",
    ],
    change: "Come si indicano le variazioni",
    changeText: [
      "I due lati di una variazione si leggono a pari età quando quelle letture sono disponibili: questo periodo alcuni giorni dopo la fine e il precedente altrettanti giorni dopo la sua. Altrimenti la variazione è contrassegnata come provvisoria e nessun risultato in evidenza comincia da lì.",
      "I conteggi variano in percentuale, i tassi in punti, il saldo follower come differenza. Su una base inferiore a 20 una percentuale sarebbe fuorviante; al suo posto c’è la differenza.",
      "La variazione di più account riguarda quelli che hanno il dato in entrambi i periodi, e lo dice quando sono meno.",
      "Il totale di più account riguarda quelli che hanno il dato. Ciò che non è noto resta fuori e non conta mai come zero.",
    ],
    posts: "Post e storie",
    postsText: [
      "Tre dati di interazioni, mai l’uno per l’altro: le interazioni dell’account sono il suo totale del periodo, qualunque sia l’età del post; quelle dei post riguardano i post del periodo; quelle considerate i post del periodo che hanno sia copertura sia interazioni.",
      "Le interazioni sono Mi piace + commenti + salvataggi + condivisioni. Dove i Mi piace sono nascosti restano sconosciute: quei post sono esclusi da classifiche e tassi, e conteggiati.",
      "I commenti comprendono le risposte. Le interazioni di una storia sono il totale di Meta.",
      "Le storie sono indicate come viste su pubblicate solo quando le rilevazioni sono così ravvicinate che nessuna può essere sfuggita.",
      "Una storia resta online 24 ore. Il report conosce le storie viste da una raccolta mentre erano online, non quelle nate e scomparse tra due raccolte.",
      "Una completezza del 100% significa che c’è tutto ciò che Meta può indicare. Ciò che non indica per account così piccoli (meno di 100 follower) o per post così vecchi (precedenti all’account professionale) non è atteso.",
    ],
  },
  allPosts: {
    title: "Tutti i post",
    lead: (posts, stories, span) => `${posts} e ${stories}, ${span}, dai più recenti, per account.`,
    table: "Post e storie del periodo",
    none: "Nel periodo non è stato pubblicato nulla.",
    unlisted: "I post del periodo non sono stati elencati.",
    cut: (shown, all) => `I primi ${shown} su ${all}; il foglio Post della cartella di lavoro li elenca tutti.`,
  },
  backPage: {
    title: "Informazioni su questo report",
    verify: "Come verificarlo",
    verifyText: (span) => [
      "Ogni dato ha la propria ricevuta: nell’edizione HTML basta fare clic sul dato. Indica la metrica, la finestra, la formula e quando è stato richiesto a Meta.",
      `Lo stesso hash del set di dati per ${span} significa gli stessi fatti; lo stesso ID di report significa lo stesso report, dato per dato.`,
      "Il report è sigillato: chi lo ha realizzato può ricrearlo dal suo ID, anche dopo anni, dato per dato.",
      "HTML, PDF e cartella di lavoro nascono da un unico modello. Se due di essi differiscono in un dato, uno dei file è stato modificato.",
    ],
    not: "Che cosa i numeri non sono e che cosa non si promette",
    notText: [
      "Uguali alla schermata dell’app: Meta rettifica giorni e post per 48 ore, e l’app ne conta alcuni in altro modo.",
      "Persone contate una volta sola tra account diversi: Meta le conta in ogni account separatamente, perciò la copertura su più account è una somma in cui le persone si sovrappongono.",
      "Un registro delle storie nate e scomparse mentre non era in esecuzione nulla.",
      "Una prova di consegna: si sa che un’e-mail è stata accettata, non che sia arrivata in una casella di posta.",
      "Completati a stima: un dato non arrivato risulta non rilevato, con il suo motivo, e mai zero.",
    ],
  },
};
