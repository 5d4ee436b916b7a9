import type { account as english } from "../en/account.ts";
import { ofTheDay, theDay } from "./elide.ts";

export const account: typeof english = {
  genders: { F: "Donne", M: "Uomini", U: "N. d." },
  account: {
    lastRead: (moment) =>
      `Ultima lettura: ${moment}. L’account non è più raggiungibile; viene mostrato ciò che se ne conserva.`,
    untold: (message) => `Meta non fornisce statistiche per questo account. ${message}`,
    chart: "Copertura e nuovi follower al giorno",
    noChart: (because) => `Nessun dato giornaliero disponibile: ${because}.`,
    posts: "Post",
    none: (span) => `Nel periodo (${span}) non è stato pubblicato nulla.`,
    last: (day) => ` Il post più recente disponibile è ${ofTheDay(day)}.`,
    unlisted: (because) => `I post del periodo non sono stati elencati: ${because}.`,
  },
  annotations: {
    marked: (list) => `Segnati: ${list}.`,
    entry: (number, day, text) => `${number} (${day}) ${text}`,
  },
  dailyChart: {
    title: "Copertura e nuovi follower al giorno",
    reach: "Copertura",
    newFollowers: "Nuovi follower",
    alt: (account, span, posts) =>
      `Copertura giornaliera di ${account} come area e nuovi follower come barre, ${span}; punti sulla linea nel giorno di pubblicazione: ${posts}.`,
  },
  formatMix: {
    title: "Formati pubblicati",
    empty: "Nel periodo non è stato pubblicato nulla.",
    unlisted: "I post del periodo non sono stati elencati.",
    note: "Con meno di dieci post la mediana è più affidabile della media. Storie: quelle viste, con il totale delle interazioni di Meta.",
  },
  twoPeriods: { figure: "Dato", period: "Periodo", before: "Prima", change: "Variazione" },
  followersWon: {
    title: "Follower acquisiti e persi",
    names: { gained: "Acquisiti", lost: "Persi", netFollowers: "Saldo" },
    empty: "Meta non ha indicato né acquisiti né persi.",
  },
  ownPosts: {
    best: "I post migliori",
    one: "Il post del periodo",
    noBest: "Nessun post del periodo ha i dati necessari per una classifica.",
    weak: "I più lontani, al ribasso, dalla mediana dell’account",
    noWeak: "Nessun post è rimasto sotto la mediana dell’account.",
    leftOut: (posts) => `Fuori classifica: ${posts}, con Mi piace nascosti o un dato non indicato.`,
    allPosts: (posts) => `Confronto su ${posts}; l’elenco completo è in A3.`,
  },
  postingGrid: {
    title: "Quando pubblica e quando i follower sono online",
    titleAlone: "Quando pubblica",
    shade: "follower online",
    current: "pubblicato nel periodo",
    earlier: "pubblicato nei 90 giorni precedenti",
    mostPosts: (when) => `Fascia con più pubblicazioni: ${when}.`,
    peak: (when) => `Fascia con più follower online: ${when}.`,
    slot: (weekday, hour) => `${weekday} ${hour}:00`,
    best: (when, measure, posts, multiple) =>
      `Fascia migliore per mediana: ${when} (${measure}, ${posts} post, ${multiple} volte quello abituale).`,
    hours: (weekday, from, to) => `${weekday} ${from}:00–${to}:00`,
    alt: (account, posts, sentences) =>
      `Giorni della settimana per ore, con i contenuti di ${account} degli ultimi 90 giorni come punti: ${posts}. ${sentences}`,
    zone: (zone) => `Orari: ${zone}.`,
    snapshot: (moment) => `Follower online come indicati ${theDay(moment)}, media dei giorni disponibili.`,
    absent: (because) => `Follower online non rilevati: ${because}.`,
  },
  hashtags: {
    title: "Hashtag usati",
    hashtag: "Hashtag",
    posts: "Usi",
    medianReach: "Copertura mediana",
    multiple: "Sulla propria mediana",
    empty: "Nessun hashtag è stato usato tre volte.",
    note: (uses, hidden, all) =>
      `Usati almeno ${uses} volte in 90 giorni${hidden === 0 ? "" : `; i migliori su ${all}`}. Coincidenza, non causa.`,
  },
  stories: {
    title: "Storie",
    seen: (seen, posted) => `Storie viste: ${seen} su ${posted} pubblicate.`,
    unknown: (stories, looks) =>
      `${stories} in ${looks}; una storia resta online 24 ore, quindi altre possono essere sfuggite.`,
    more: (stories) => `Sono mostrate le più recenti; le ${stories} precedenti sono elencate in A3.`,
    alt: (moment) => `Storia ${ofTheDay(moment)}`,
    replies:
      "Meta non conta le risposte alle storie di account dell’UE o del Giappone, né quelle di persone che vi si trovano.",
    labels: {
      medianReach: "Copertura mediana",
      completion: "Completamento",
      exits: "Tasso di uscita",
      reach: "Copertura",
      replies: "Risposte",
    },
    figures: "Dati",
    help: "Completamento: visualizzazioni che non si sono chiuse con un’uscita né con il passaggio all’account successivo.",
  },
  comments: {
    title: "Commenti",
    received: "Commenti ricevuti",
    aPost: "Commenti per post, mediana",
    closed: "Post con commenti disattivati",
    note: "Commenti ricevuti: sotto post di qualsiasi età, risposte comprese.",
    empty: "Nessun commento noto.",
  },
  visits: { title: "Commenti, profilo e link" },
  answers: {
    title: "Risposte",
    received: "Commenti di altri",
    receivedHelp: "Commenti di altre persone scritti nel periodo, senza risposte, così come sono stati letti.",
    answered: "Con risposta",
    answeredHelp: "Quelli con una risposta dell’account, in qualunque momento sia arrivata.",
    share: "Quota con risposta",
    shareHelp: "Con risposta ÷ commenti di altri.",
    hidden: "Nascosti",
    reply: "Prima risposta (mediana)",
    replyHelp: "Tempo mediano dal commento alla prima risposta dell’account, su quelli con risposta.",
    cutShort: (posts) => `Sono stati letti solo i commenti più recenti: ${posts}.`,
    none: "Nessun altro ha commentato nel periodo.",
    open: "Commenti senza risposta",
    written: "Scritto",
    by: "Da",
    comment: "Commento",
    link: "Post",
    somebody: "qualcuno",
    more: (count) => (count === "1" ? "E un altro." : `E altri ${count}.`),
    empty: "Nessuno attende una risposta.",
  },
  audience: {
    country: "Paese",
    countries: "Follower per Paese",
    city: "Città",
    cities: "Follower per città",
    age: "Età",
    ages: "Follower per età e genere",
    followers: "Follower",
    share: "Quota",
    shareHelp: "Su quelli che Meta indica secondo questo criterio.",
    empty: "Non indicato da Meta.",
    note: (moment) =>
      `Istantanea ${ofTheDay(moment)}; Meta indica solo i gruppi più numerosi, perciò la somma resta sotto il totale dei follower.`,
  },
  allAudience: {
    title: "Pubblico",
    lead: (told, of) =>
      `Follower di ${told} account su ${of}: somma degli account indicati da Meta; le persone possono sovrapporsi.`,
    none: "Meta non ha indicato il pubblico di nessun account di questo report.",
    why: (because) => `Non rilevato: ${because}.`,
    note: (accounts, moment) =>
      `Somma su ${accounts} indicati da Meta, con i gruppi più numerosi di ciascuno; le persone possono sovrapporsi. Istantanea più recente: ${moment}.`,
    ages: "Follower per età e genere",
    agesAlt: (accounts, greatest) =>
      `Follower per età, una barra per genere, su ${accounts}. Il gruppo più numeroso: ${greatest}.`,
    online: "Follower online per ora",
    onlineNote: (accounts, zone) =>
      `Media dei giorni della settimana, somma su ${accounts} indicati da Meta; le persone possono sovrapporsi. Orari: ${zone}.`,
    onlineAlt: (accounts, hour) =>
      `Follower online per ora del giorno su ${accounts}. Il picco è intorno alle ${hour}:00.`,
    noOnline: (because) => `Non rilevato: ${because}. Per questo non si indicano gli orari migliori.`,
  },
};
