import type * as english from "../en/figures.ts";

export const addsUpOver: typeof english.addsUpOver = {
  "accounts-and-days": "les comptes et les jours",
  accounts: "les comptes (une personne peut en suivre plusieurs), pas les jours",
  "not-people": "ni les comptes ni les jours : les personnes peuvent se recouper",
  "not-ratios": "rien : les sommes sont recalculées puis divisées",
};

export const short: typeof english.short = {
  newFollowers: "Nouveaux followers",
  reachSummed: "Couverture cumulée",
  reachDay: "Couverture par jour",
};

export const nouns: typeof english.nouns = {
  day: ["jour", "jours"],
  comment: ["commentaire", "commentaires"],
  account: ["compte", "comptes"],
  post: ["publication", "publications"],
  story: ["story", "stories"],
  storySeen: ["story vue", "stories vues"],
  look: ["passage", "passages"],
  group: ["groupe", "groupes"],
  figure: ["valeur", "valeurs"],
  goal: ["objectif", "objectifs"],
  unreadable: ["Page ou connexion", "Pages ou connexions"],
};

export const measures: typeof english.measures = { interactions: "interactions", reach: "couverture" };

export const formats: typeof english.formats = {
  Post: "Publication",
  Album: "Carrousel",
  Reel: "Reel",
  Story: "Story",
};

export const units: typeof english.units = {
  accounts: "comptes de personnes",
  count: "nombre",
  percent: "pour cent",
  share: "pour cent",
  ms: "millisecondes",
  multiple: "multiple",
};

export const metrics: typeof english.metrics = {
  reach: "Couverture",
  follower_count: "Nouveaux followers",
  online_followers: "Followers en ligne",
  views: "Vues",
  accounts_engaged: "Comptes ayant interagi",
  total_interactions: "Interactions totales",
  likes: "J’aime",
  comments: "Commentaires",
  saves: "Enregistrements",
  shares: "Partages",
  replies: "Réponses aux stories",
  reposts: "Republications",
  profile_links_taps: "Clics sur les liens du profil",
  profile_views: "Vues du profil",
  website_clicks: "Clics vers le site web",
  follows_and_unfollows: "Abonnements et désabonnements",
  follower_demographics: "Followers par groupe",
  engaged_audience_demographics: "Audience active par groupe",
  saved: "Enregistrements",
  total_likes: "J’aime, publicité comprise",
  total_comments: "Commentaires, publicité comprise",
  total_views: "Vues, publicité comprise",
  follows: "Abonnements",
  profile_visits: "Visites du profil",
  ig_reels_avg_watch_time: "Durée moyenne de lecture",
  ig_reels_video_view_total_time: "Durée totale de lecture",
  reels_skip_rate: "Taux d’abandon",
  navigation: "Navigation dans les stories",
  link_clicks: "Clics sur un lien",
  impressions: "Impressions",
  plays: "Lectures",
  video_views: "Vues de vidéo",
  engagement: "Engagement",
};
