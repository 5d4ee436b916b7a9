import type * as english from "../en/figures.ts";

const BOTH = "les comptes et les jours";
const OVERLAP = "ni les comptes ni les jours : les personnes peuvent se recouper";
const RATIO = "rien : les sommes sont recalculées puis divisées";

export const kpis: typeof english.kpis = {
  followers: {
    name: "Followers",
    help: "Followers à la fin de la période, selon le relevé indiqué.",
    addsUpOver: "les comptes (une personne peut en suivre plusieurs), pas les jours",
  },
  netFollowers: { name: "Nouveaux followers nets", help: "Followers gagnés moins followers perdus.", addsUpOver: BOTH },
  gained: { name: "Followers gagnés", help: "Comptes qui ont commencé à suivre.", addsUpOver: BOTH },
  lost: {
    name: "Followers perdus",
    help: "Comptes qui ne suivent plus ou qui ont quitté Instagram.",
    addsUpOver: BOTH,
  },
  reach: {
    name: "Couverture unique",
    help: "Personnes touchées au moins une fois dans la période, comptées une fois par compte.",
    addsUpOver: OVERLAP,
  },
  meanDailyReach: {
    name: "Couverture moyenne par jour",
    help: "Personnes touchées un jour moyen.",
    addsUpOver: OVERLAP,
  },
  sumDailyReach: {
    name: "Somme des couvertures par jour",
    help: "Les couvertures par jour additionnées ; une personne touchée trois jours compte trois fois.",
    addsUpOver: OVERLAP,
  },
  views: {
    name: "Vues",
    help: "Nombre de fois où publications, reels et stories ont été lus ou affichés.",
    addsUpOver: BOTH,
  },
  interactions: {
    name: "Interactions du compte",
    help: "J’aime, commentaires, enregistrements et partages reçus dans la période, quel que soit l’âge de la publication.",
    addsUpOver: BOTH,
  },
  engagementRate: {
    name: "Taux d’engagement",
    help: "Interactions par personne touchée, sur les publications de la période.",
    addsUpOver: RATIO,
  },
  engagementRateByFollowers: {
    name: "Engagement par follower",
    help: "Interactions par follower et par publication.",
    addsUpOver: RATIO,
  },
  posts: {
    name: "Publications",
    help: "Publiées dans la période, dans le fuseau horaire du rapport ; les stories sont comptées à part.",
    addsUpOver: BOTH,
  },
  meanPostReach: {
    name: "Couverture moyenne par publication",
    help: "Personnes touchées par une publication moyenne.",
    addsUpOver: OVERLAP,
  },
  medianPostReach: {
    name: "Couverture médiane par publication",
    help: "La moitié des publications a touché plus de personnes, l’autre moitié moins ; sous dix publications elle en dit plus que la moyenne.",
    addsUpOver: OVERLAP,
  },
};

export const short: typeof english.short = {
  followers: "Followers",
  netFollowers: "Net",
  reach: "Couverture",
  views: "Vues",
  interactions: "Interactions du compte",
  engagementRate: "TE",
  posts: "Publications",
  newFollowers: "Nouveaux followers",
  reachSummed: "Couverture cumulée",
  reachDay: "Couverture par jour",
};

export const nouns: typeof english.nouns = {
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
