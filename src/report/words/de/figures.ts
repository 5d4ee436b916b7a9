import type * as english from "../en/figures.ts";

export const addsUpOver: typeof english.addsUpOver = {
  "accounts-and-days": "Konten und Tage",
  accounts: "Konten (eine Person kann mehreren folgen), nicht Tage",
  "not-people": "weder Konten noch Tage: Personen können sich überschneiden",
  "not-ratios": "nichts: die Summen werden neu gebildet und geteilt",
};

export const short: typeof english.short = {
  newFollowers: "Neue Follower",
  reachSummed: "Reichweite, summiert",
  reachDay: "Reichweite je Tag",
};

export const nouns: typeof english.nouns = {
  day: ["Tag", "Tagen"],
  comment: ["Kommentar", "Kommentare"],
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
  multiple: "Vielfaches",
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
  total_likes: "Likes mit Anzeigen",
  total_comments: "Kommentare mit Anzeigen",
  total_views: "Aufrufe mit Anzeigen",
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
