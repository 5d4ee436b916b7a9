import type * as english from "../en/figures.ts";

const BOTH = "Konten und Tage";
const OVERLAP = "weder Konten noch Tage: Personen können sich überschneiden";
const RATIO = "nichts: die Summen werden neu gebildet und geteilt";

export const kpis: typeof english.kpis = {
  followers: {
    name: "Follower",
    help: "Follower am Ende des Zeitraums, nach der angegebenen Ablesung.",
    addsUpOver: "Konten (eine Person kann mehreren folgen), nicht Tage",
  },
  netFollowers: {
    name: "Neue Follower netto",
    help: "Gewonnene abzüglich verlorener Follower.",
    addsUpOver: BOTH,
  },
  gained: { name: "Gewonnene Follower", help: "Konten, die neu folgen.", addsUpOver: BOTH },
  lost: {
    name: "Verlorene Follower",
    help: "Konten, die nicht mehr folgen oder Instagram verlassen haben.",
    addsUpOver: BOTH,
  },
  reach: {
    name: "Unique-Reichweite",
    help: "Personen, die im Zeitraum mindestens einmal erreicht wurden, je Konto einmal gezählt.",
    addsUpOver: OVERLAP,
  },
  meanDailyReach: {
    name: "Mittlere Reichweite je Tag",
    help: "An einem durchschnittlichen Tag erreichte Personen.",
    addsUpOver: OVERLAP,
  },
  sumDailyReach: {
    name: "Summe der Tagesreichweiten",
    help: "Die addierten Tagesreichweiten; wer an drei Tagen erreicht wurde, zählt dreimal.",
    addsUpOver: OVERLAP,
  },
  views: {
    name: "Aufrufe",
    help: "Wie oft Beiträge, Reels und Stories abgespielt oder angezeigt wurden.",
    addsUpOver: BOTH,
  },
  interactions: {
    name: "Konto-Interaktionen",
    help: "Im Zeitraum erhaltene Likes, Kommentare, Speicherungen und geteilte Inhalte, gleich wie alt der Beitrag ist.",
    addsUpOver: BOTH,
  },
  engagementRate: {
    name: "Engagement-Rate",
    help: "Interaktionen je erreichter Person, über die Beiträge des Zeitraums.",
    addsUpOver: RATIO,
  },
  engagementRateByFollowers: {
    name: "Engagement-Rate nach Followern",
    help: "Interaktionen je Follower und Beitrag.",
    addsUpOver: RATIO,
  },
  posts: {
    name: "Beiträge",
    help: "Im Zeitraum veröffentlicht, nach der Zeitzone des Berichts; Stories werden getrennt gezählt.",
    addsUpOver: BOTH,
  },
  meanPostReach: {
    name: "Mittlere Reichweite je Beitrag",
    help: "Von einem durchschnittlichen Beitrag erreichte Personen.",
    addsUpOver: OVERLAP,
  },
  medianPostReach: {
    name: "Median-Reichweite je Beitrag",
    help: "Die Hälfte der Beiträge erreichte mehr, die Hälfte weniger; bei unter zehn Beiträgen sagt er mehr als das Mittel.",
    addsUpOver: OVERLAP,
  },
};

export const short: typeof english.short = {
  followers: "Follower",
  netFollowers: "Netto",
  reach: "Reichweite",
  views: "Aufrufe",
  interactions: "Konto-Interaktionen",
  engagementRate: "ER",
  posts: "Beiträge",
  newFollowers: "Neue Follower",
  reachSummed: "Reichweite, summiert",
  reachDay: "Reichweite je Tag",
};

export const nouns: typeof english.nouns = {
  account: ["Konto", "Konten"],
  post: ["Beitrag", "Beiträge"],
  story: ["Story", "Stories"],
  storySeen: ["gesehene Story", "gesehene Stories"],
  look: ["Durchlauf", "Durchläufe"],
  group: ["Gruppe", "Gruppen"],
  figure: ["Wert", "Werte"],
  goal: ["Ziel", "Ziele"],
  unreadable: ["Seite oder Verbindung", "Seiten oder Verbindungen"],
};

export const measures: typeof english.measures = { interactions: "Interaktionen", reach: "Reichweite" };

export const formats: typeof english.formats = { Post: "Beitrag", Album: "Karussell", Reel: "Reel", Story: "Story" };

export const units: typeof english.units = {
  accounts: "Konten von Personen",
  count: "Anzahl",
  percent: "Prozent",
  share: "Prozent",
  ms: "Millisekunden",
};

export const metrics: typeof english.metrics = {
  reach: "Reichweite",
  follower_count: "Neue Follower",
  online_followers: "Follower online",
  views: "Aufrufe",
  accounts_engaged: "Interagierende Konten",
  total_interactions: "Interaktionen insgesamt",
  likes: "Likes",
  comments: "Kommentare",
  saves: "Speicherungen",
  shares: "Geteilt",
  replies: "Story-Antworten",
  reposts: "Reposts",
  profile_links_taps: "Klicks auf Profil-Links",
  profile_views: "Profilaufrufe",
  website_clicks: "Website-Klicks",
  follows_and_unfollows: "Gefolgt und entfolgt",
  follower_demographics: "Follower nach Gruppen",
  engaged_audience_demographics: "Interagierende nach Gruppen",
  saved: "Speicherungen",
  follows: "Neue Abos",
  profile_visits: "Profilbesuche",
  ig_reels_avg_watch_time: "Mittlere Wiedergabezeit",
  ig_reels_video_view_total_time: "Gesamte Wiedergabezeit",
  reels_skip_rate: "Überspringrate",
  navigation: "Story-Navigation",
  link_clicks: "Link-Klicks",
  impressions: "Impressionen",
  plays: "Wiedergaben",
  video_views: "Videoaufrufe",
  engagement: "Engagement",
};
