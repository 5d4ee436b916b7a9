import type { account as english } from "../en/account.ts";

export const account: typeof english = {
  genders: { F: "Frauen", M: "Männer", U: "k. A." },
  account: {
    lastRead: (moment) =>
      `Zuletzt gelesen ${moment}: Das Konto ist nicht mehr erreichbar. Gezeigt wird, was von ihm vorliegt.`,
    untold: (message) => `Meta gibt für dieses Konto keine Insights an. ${message}`,
    chart: "Tagesreichweite und neue Follower",
    noChart: (because) => `Kein Tageswert liegt vor: ${because}.`,
    posts: "Beiträge",
    none: (span) => `Im Zeitraum wurde nichts veröffentlicht, ${span}.`,
    last: (day) => ` Der neueste vorliegende Beitrag ist vom ${day}.`,
    unlisted: (because) => `Die Beiträge des Zeitraums wurden nicht aufgelistet: ${because}.`,
  },
  annotations: {
    marked: (list) => `Markiert: ${list}.`,
    entry: (number, day, text) => `${number} (${day}) ${text}`,
  },
  dailyChart: {
    title: "Tagesreichweite und neue Follower",
    reach: "Reichweite",
    newFollowers: "Neue Follower",
    alt: (account, span, posts) =>
      `Tagesreichweite von ${account} als Fläche und neue Follower als Balken, ${span}; Punkte auf der Linie an ihrem Tag: ${posts}.`,
  },
  formatMix: {
    title: "Formate",
    empty: "Im Zeitraum wurde nichts veröffentlicht.",
    unlisted: "Die Beiträge des Zeitraums wurden nicht aufgelistet.",
    note: "Bei unter zehn Beiträgen eher dem Median trauen. Stories: die gesehenen, mit Metas eigener Summe der Interaktionen.",
  },
  twoPeriods: { figure: "Wert", period: "Zeitraum", before: "Davor", change: "Änderung" },
  followersWon: {
    title: "Gewonnene und verlorene Follower",
    names: { gained: "Gewonnen", lost: "Verloren", netFollowers: "Netto" },
    empty: "Meta hat weder Gewinne noch Verluste angegeben.",
  },
  ownPosts: {
    best: "Beste Beiträge",
    one: "Der Beitrag des Zeitraums",
    noBest: "Kein Beitrag des Zeitraums hat die Werte, die ein Rang braucht.",
    weak: "Am weitesten unter dem eigenen Median",
    noWeak: "Kein Beitrag lag unter dem Median des Kontos.",
    leftOut: (posts) => `Ohne Rang: ${posts} mit verborgenen Likes oder einem nicht angegebenen Wert.`,
    allPosts: (posts) => `Verglichen: ${posts}; alle stehen in A3.`,
  },
  postingGrid: {
    title: "Wann veröffentlicht wird und wann Follower online sind",
    titleAlone: "Wann veröffentlicht wird",
    shade: "Follower online",
    current: "im Zeitraum veröffentlicht",
    earlier: "in den 90 Tagen davor",
    mostPosts: (when) => `Die meisten Beiträge erscheinen ${when}.`,
    peak: (when) => `Die meisten Follower sind online: ${when}.`,
    slot: (weekday, hour) => `${weekday} ${hour} Uhr`,
    best: (when, measure, posts, multiple) =>
      `Im Median am besten: ${when} (${measure}, ${posts} Beiträge, das ${multiple}-Fache des üblichen).`,
    hours: (weekday, from, to) => `${weekday} ${from}–${to} Uhr`,
    alt: (account, posts, sentences) =>
      `Wochentage nach Stunden, Punkte für die letzten 90 Tage von ${account}: ${posts}. ${sentences}`,
    zone: (zone) => `Stunden in ${zone}.`,
    snapshot: (moment) => `Follower online nach der Angabe vom ${moment}, Mittel der angegebenen Tage.`,
    absent: (because) => `Follower online nicht gemessen: ${because}.`,
  },
  hashtags: {
    title: "Hashtags",
    hashtag: "Hashtag",
    posts: "Beiträge",
    medianReach: "Median-Reichweite",
    multiple: "Zum eigenen Median",
    empty: "Kein Hashtag wurde dreimal verwendet.",
    note: (uses, hidden, all) =>
      `In 90 Tagen mindestens ${uses}-mal verwendet${hidden === 0 ? "" : `; die besten von ${all}`}. Gemeinsam aufgetreten, nicht Ursache.`,
  },
  stories: {
    title: "Stories",
    seen: (seen, posted) => `${seen} von ${posted} veröffentlichten wurden gesehen.`,
    unknown: (stories, looks) =>
      `${stories} gesehen (${looks}); eine Story lebt 24 Stunden, andere können also ungesehen geblieben sein.`,
    more: (stories) => `Gezeigt sind die neuesten; ${stories} frühere stehen in A3.`,
    alt: (moment) => `Story vom ${moment}`,
    replies:
      "Antworten auf Stories von Konten in der EU und in Japan zählt Meta nicht, ebenso wenig die von Personen dort.",
    labels: {
      medianReach: "Median-Reichweite",
      completion: "Durchgesehen",
      exits: "Ausstiegsrate",
      reach: "Reichweite",
      replies: "Antworten",
    },
    figures: "Werte",
    help: "Durchgesehen: Aufrufe, die weder verlassen noch zum nächsten Konto gewechselt haben.",
  },
  comments: {
    title: "Kommentare",
    received: "Kommentare erhalten",
    aPost: "Kommentare je Beitrag, Median",
    closed: "Beiträge ohne Kommentarfunktion",
    note: "Kommentare erhalten: unter Beiträgen jeden Alters, Antworten eingeschlossen.",
    empty: "Kein Kommentar ist bekannt.",
  },
  visits: { title: "Kommentare, Profil und Links" },
  answers: {
    title: "Antworten",
    received: "Kommentare anderer",
    receivedHelp: "Im Zeitraum verfasste Kommentare anderer, ohne Antworten, wie sie gelesen wurden.",
    answered: "Beantwortet",
    answeredHelp: "Jene mit einer Antwort des Kontos, wann immer sie kam.",
    share: "Antwortquote",
    shareHelp: "Beantwortet ÷ Kommentare anderer.",
    hidden: "Verborgen",
    reply: "Erste Antwort (Median)",
    replyHelp: "Mittlere Zeit vom Kommentar bis zur ersten Antwort des Kontos, über die beantworteten.",
    cutShort: (posts) => `Nur die neuesten Kommentare wurden gelesen: ${posts}.`,
    none: "Niemand sonst hat im Zeitraum kommentiert.",
    open: "Offene Kommentare",
    written: "Verfasst",
    by: "Von",
    comment: "Kommentar",
    link: "Beitrag",
    somebody: "jemand",
    more: (count) => `Und ${count} weitere.`,
    empty: "Niemand wartet auf eine Antwort.",
  },
  audience: {
    country: "Land",
    countries: "Follower nach Ländern",
    city: "Stadt",
    cities: "Follower nach Städten",
    age: "Alter",
    ages: "Follower nach Alter und Geschlecht",
    followers: "Follower",
    share: "Anteil",
    shareHelp: "An denen, die Meta nach diesem Merkmal angibt.",
    empty: "Von Meta nicht angegeben.",
    note: (moment) =>
      `Momentaufnahme vom ${moment}; Meta gibt nur die größten Gruppen an, die Summe bleibt also unter den Followern.`,
  },
  allAudience: {
    title: "Publikum",
    lead: (told, of) =>
      `Follower von ${told} von ${of}: eine Summe über die Konten, für die Meta Angaben macht; Personen können sich überschneiden.`,
    none: "Meta macht für kein Konto dieses Berichts Angaben zum Publikum.",
    why: (because) => `Nicht gemessen: ${because}.`,
    note: (accounts, moment) =>
      `Summe über ${accounts} mit Angaben von Meta, jeweils die größten Gruppen; Personen können sich überschneiden. Neueste Momentaufnahme vom ${moment}.`,
    ages: "Follower nach Alter und Geschlecht",
    agesAlt: (accounts, greatest) =>
      `Follower nach Alter als Balken, einer je Geschlecht, über ${accounts}. Die größte Gruppe ist ${greatest}.`,
    online: "Follower online nach Stunden",
    onlineNote: (accounts, zone) =>
      `Mittel über die Wochentage, Summe über ${accounts} mit Angaben von Meta; Personen können sich überschneiden. Stunden in ${zone}.`,
    onlineAlt: (accounts, hour) =>
      `Follower online nach Tagesstunden über ${accounts}. Die meisten sind gegen ${hour} Uhr online.`,
    noOnline: (because) => `Nicht gemessen: ${because}. Beste Stunden werden daher nicht genannt.`,
  },
};
