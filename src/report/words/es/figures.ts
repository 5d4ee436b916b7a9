import type * as english from "../en/figures.ts";

const BOTH = "cuentas y días";
const OVERLAP = "ni cuentas ni días: las personas pueden coincidir";
const RATIO = "nada: las sumas se forman de nuevo y se dividen";

export const kpis: typeof english.kpis = {
  followers: {
    name: "Seguidores",
    help: "Seguidores al final del periodo, según la lectura indicada.",
    addsUpOver: "cuentas (una persona puede seguir varias), no días",
  },
  netFollowers: {
    name: "Nuevos seguidores netos",
    help: "Seguidores ganados menos seguidores perdidos.",
    addsUpOver: BOTH,
  },
  gained: { name: "Seguidores ganados", help: "Cuentas que empezaron a seguir.", addsUpOver: BOTH },
  lost: {
    name: "Seguidores perdidos",
    help: "Cuentas que dejaron de seguir o se fueron de Instagram.",
    addsUpOver: BOTH,
  },
  reach: {
    name: "Alcance único",
    help: "Personas alcanzadas al menos una vez en el periodo, contadas una vez en cada cuenta.",
    addsUpOver: OVERLAP,
  },
  meanDailyReach: {
    name: "Alcance medio por día",
    help: "Personas alcanzadas en un día medio.",
    addsUpOver: OVERLAP,
  },
  sumDailyReach: {
    name: "Suma del alcance diario",
    help: "El alcance diario sumado; quien fue alcanzado tres días cuenta tres veces.",
    addsUpOver: OVERLAP,
  },
  views: {
    name: "Visualizaciones",
    help: "Veces que se reprodujeron o mostraron publicaciones, reels e historias.",
    addsUpOver: BOTH,
  },
  interactions: {
    name: "Interacciones de la cuenta",
    help: "Me gusta, comentarios, guardados y contenidos compartidos recibidos en el periodo, sea cual sea la edad de la publicación.",
    addsUpOver: BOTH,
  },
  engagementRate: {
    name: "Tasa de interacción",
    help: "Interacciones por persona alcanzada, sobre las publicaciones del periodo.",
    addsUpOver: RATIO,
  },
  engagementRateByFollowers: {
    name: "Interacción por seguidor",
    help: "Interacciones por seguidor y publicación.",
    addsUpOver: RATIO,
  },
  posts: {
    name: "Publicaciones",
    help: "Publicadas en el periodo, según la zona horaria del informe; las historias se cuentan aparte.",
    addsUpOver: BOTH,
  },
  meanPostReach: {
    name: "Alcance medio por publicación",
    help: "Personas que alcanzó una publicación media.",
    addsUpOver: OVERLAP,
  },
  medianPostReach: {
    name: "Alcance mediano por publicación",
    help: "La mitad de las publicaciones alcanzó a más personas, la otra mitad a menos; con menos de diez publicaciones dice más que la media.",
    addsUpOver: OVERLAP,
  },
};

export const short: typeof english.short = {
  followers: "Seguidores",
  netFollowers: "Neto",
  reach: "Alcance",
  views: "Visualizaciones",
  interactions: "Interacciones de la cuenta",
  engagementRate: "TI",
  posts: "Publicaciones",
  newFollowers: "Nuevos seguidores",
  reachSummed: "Alcance sumado",
  reachDay: "Alcance por día",
};

export const nouns: typeof english.nouns = {
  account: ["cuenta", "cuentas"],
  post: ["publicación", "publicaciones"],
  story: ["historia", "historias"],
  storySeen: ["historia vista", "historias vistas"],
  look: ["lectura", "lecturas"],
  group: ["grupo", "grupos"],
  figure: ["dato", "datos"],
  goal: ["objetivo", "objetivos"],
  unreadable: ["página o conexión", "páginas o conexiones"],
};

export const measures: typeof english.measures = { interactions: "interacciones", reach: "alcance" };

export const formats: typeof english.formats = {
  Post: "Publicación",
  Album: "Carrusel",
  Reel: "Reel",
  Story: "Historia",
};

export const units: typeof english.units = {
  accounts: "cuentas de personas",
  count: "número",
  percent: "por ciento",
  share: "por ciento",
  ms: "milisegundos",
};

export const metrics: typeof english.metrics = {
  reach: "Alcance",
  follower_count: "Nuevos seguidores",
  online_followers: "Seguidores en línea",
  views: "Visualizaciones",
  accounts_engaged: "Cuentas que interactuaron",
  total_interactions: "Interacciones totales",
  likes: "Me gusta",
  comments: "Comentarios",
  saves: "Guardados",
  shares: "Veces compartido",
  replies: "Respuestas a historias",
  reposts: "Republicaciones",
  profile_links_taps: "Toques en enlaces del perfil",
  profile_views: "Visitas al perfil",
  website_clicks: "Clics en el sitio web",
  follows_and_unfollows: "Seguimientos y abandonos",
  follower_demographics: "Seguidores por grupo",
  engaged_audience_demographics: "Público activo por grupo",
  saved: "Guardados",
  follows: "Seguimientos",
  profile_visits: "Visitas al perfil",
  ig_reels_avg_watch_time: "Tiempo medio de reproducción",
  ig_reels_video_view_total_time: "Tiempo total de reproducción",
  reels_skip_rate: "Tasa de omisión",
  navigation: "Navegación en historias",
  link_clicks: "Clics en el enlace",
  impressions: "Impresiones",
  plays: "Reproducciones",
  video_views: "Visualizaciones de vídeo",
  engagement: "Participación",
};
