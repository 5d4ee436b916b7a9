import type * as english from "../en/figures.ts";

export const addsUpOver: typeof english.addsUpOver = {
  "accounts-and-days": "contas e dias",
  accounts: "contas (uma pessoa pode seguir várias), não dias",
  "not-people": "nem contas nem dias: as pessoas podem se repetir",
  "not-ratios": "nada: as somas são refeitas e divididas",
};

export const short: typeof english.short = {
  newFollowers: "Novos seguidores",
  reachSummed: "Alcance somado",
  reachDay: "Alcance por dia",
};

export const nouns: typeof english.nouns = {
  day: ["dia", "dias"],
  comment: ["comentário", "comentários"],
  account: ["conta", "contas"],
  post: ["publicação", "publicações"],
  story: ["story", "stories"],
  storySeen: ["story visto", "stories vistos"],
  look: ["leitura", "leituras"],
  group: ["grupo", "grupos"],
  figure: ["dado", "dados"],
  goal: ["meta", "metas"],
  unreadable: ["Página ou conexão", "Páginas ou conexões"],
};

export const measures: typeof english.measures = { interactions: "interações", reach: "alcance" };

export const formats: typeof english.formats = {
  Post: "Publicação",
  Album: "Carrossel",
  Reel: "Reel",
  Story: "Story",
};

export const units: typeof english.units = {
  accounts: "contas de pessoas",
  count: "número",
  percent: "por cento",
  share: "por cento",
  ms: "milissegundos",
  multiple: "múltiplo",
};

export const metrics: typeof english.metrics = {
  reach: "Alcance",
  follower_count: "Novos seguidores",
  online_followers: "Seguidores on-line",
  views: "Visualizações",
  accounts_engaged: "Contas com engajamento",
  total_interactions: "Interações totais",
  likes: "Curtidas",
  comments: "Comentários",
  saves: "Salvamentos",
  shares: "Compartilhamentos",
  replies: "Respostas a stories",
  reposts: "Republicações",
  profile_links_taps: "Toques em links do perfil",
  profile_views: "Visitas ao perfil",
  website_clicks: "Cliques no site",
  follows_and_unfollows: "Seguidores ganhos e perdidos",
  follower_demographics: "Seguidores por grupo",
  engaged_audience_demographics: "Público engajado por grupo",
  saved: "Salvamentos",
  total_likes: "Curtidas com anúncios",
  total_comments: "Comentários com anúncios",
  total_views: "Visualizações com anúncios",
  follows: "Novos seguidores",
  profile_visits: "Visitas ao perfil",
  ig_reels_avg_watch_time: "Tempo médio de exibição",
  ig_reels_video_view_total_time: "Tempo total de exibição",
  reels_skip_rate: "Taxa de pulos",
  navigation: "Navegação nos stories",
  link_clicks: "Cliques no link",
  impressions: "Impressões",
  plays: "Reproduções",
  video_views: "Visualizações de vídeo",
  engagement: "Engajamento",
};
