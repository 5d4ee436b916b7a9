import type * as english from "../en/figures.ts";

export const addsUpOver: typeof english.addsUpOver = {
  "accounts-and-days": "account e giorni",
  accounts: "account (una persona può seguirne più d’uno), non giorni",
  "not-people": "né account né giorni: le persone possono sovrapporsi",
  "not-ratios": "nulla: le somme si ricalcolano e si dividono",
};

export const short: typeof english.short = {
  newFollowers: "Nuovi follower",
  reachSummed: "Copertura sommata",
  reachDay: "Copertura al giorno",
};

export const nouns: typeof english.nouns = {
  account: ["account", "account"],
  post: ["post", "post"],
  story: ["storia", "storie"],
  storySeen: ["storia vista", "storie viste"],
  look: ["rilevazione", "rilevazioni"],
  group: ["gruppo", "gruppi"],
  day: ["giorno", "giorni"],
  comment: ["commento", "commenti"],
  figure: ["dato", "dati"],
  goal: ["obiettivo", "obiettivi"],
  unreadable: ["Pagina o connessione", "Pagine o connessioni"],
};

export const measures: typeof english.measures = { interactions: "interazioni", reach: "copertura" };

export const formats: typeof english.formats = { Post: "Post", Album: "Carosello", Reel: "Reel", Story: "Storia" };

export const units: typeof english.units = {
  accounts: "account di persone",
  count: "numero",
  percent: "percentuale",
  share: "percentuale",
  ms: "millisecondi",
  multiple: "multiplo",
};

export const metrics: typeof english.metrics = {
  reach: "Copertura",
  follower_count: "Nuovi follower",
  online_followers: "Follower online",
  views: "Visualizzazioni",
  accounts_engaged: "Account che hanno interagito",
  total_interactions: "Interazioni totali",
  likes: "Mi piace",
  comments: "Commenti",
  saves: "Salvataggi",
  shares: "Condivisioni",
  replies: "Risposte alle storie",
  reposts: "Repost",
  profile_links_taps: "Tocchi sui link del profilo",
  profile_views: "Visite al profilo",
  website_clicks: "Clic sul sito web",
  follows_and_unfollows: "Follower acquisiti e persi",
  follower_demographics: "Follower per gruppo",
  engaged_audience_demographics: "Pubblico attivo per gruppo",
  saved: "Salvataggi",
  total_likes: "Mi piace con inserzioni",
  total_comments: "Commenti con inserzioni",
  total_views: "Visualizzazioni con inserzioni",
  follows: "Nuovi follower dal post",
  profile_visits: "Visite al profilo",
  ig_reels_avg_watch_time: "Tempo medio di riproduzione",
  ig_reels_video_view_total_time: "Tempo totale di riproduzione",
  reels_skip_rate: "Tasso di abbandono iniziale",
  navigation: "Navigazione nelle storie",
  link_clicks: "Clic sul link",
  impressions: "Impression",
  plays: "Riproduzioni",
  video_views: "Visualizzazioni del video",
  engagement: "Engagement",
};
