import type * as english from "../en/figures.ts";

export const addsUpOver: typeof english.addsUpOver = {
  "accounts-and-days": "cuentas y días",
  accounts: "cuentas (una persona puede seguir varias), no días",
  "not-people": "ni cuentas ni días: las personas pueden coincidir",
  "not-ratios": "nada: las sumas se forman de nuevo y se dividen",
};

export const short: typeof english.short = {
  newFollowers: "Nuevos seguidores",
  reachSummed: "Alcance sumado",
  reachDay: "Alcance por día",
};

export const nouns: typeof english.nouns = {
  day: ["día", "días"],
  comment: ["comentario", "comentarios"],
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
  multiple: "múltiplo",
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
  total_likes: "Me gusta con anuncios",
  total_comments: "Comentarios con anuncios",
  total_views: "Visualizaciones con anuncios",
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
