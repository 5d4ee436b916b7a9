import type * as english from "../en/figures.ts";

const BOTH = "contas e dias";
const OVERLAP = "nem contas nem dias: as pessoas podem se repetir";
const RATIO = "nada: as somas são refeitas e divididas";

export const kpis: typeof english.kpis = {
  followers: {
    name: "Seguidores",
    help: "Seguidores no fim do período, conforme a leitura indicada.",
    addsUpOver: "contas (uma pessoa pode seguir várias), não dias",
  },
  netFollowers: {
    name: "Novos seguidores líquidos",
    help: "Seguidores ganhos menos seguidores perdidos.",
    addsUpOver: BOTH,
  },
  gained: { name: "Seguidores ganhos", help: "Contas que começaram a seguir.", addsUpOver: BOTH },
  lost: {
    name: "Seguidores perdidos",
    help: "Contas que deixaram de seguir ou saíram do Instagram.",
    addsUpOver: BOTH,
  },
  reach: {
    name: "Alcance único",
    help: "Pessoas alcançadas ao menos uma vez no período, contadas uma vez em cada conta.",
    addsUpOver: OVERLAP,
  },
  meanDailyReach: {
    name: "Alcance médio por dia",
    help: "Pessoas alcançadas em um dia médio.",
    addsUpOver: OVERLAP,
  },
  sumDailyReach: {
    name: "Soma do alcance diário",
    help: "O alcance diário somado; quem foi alcançado em três dias conta três vezes.",
    addsUpOver: OVERLAP,
  },
  views: {
    name: "Visualizações",
    help: "Vezes em que publicações, reels e stories foram reproduzidos ou exibidos.",
    addsUpOver: BOTH,
  },
  interactions: {
    name: "Interações da conta",
    help: "Curtidas, comentários, salvamentos e compartilhamentos recebidos no período, qualquer que seja a idade da publicação.",
    addsUpOver: BOTH,
  },
  engagementRate: {
    name: "Taxa de engajamento",
    help: "Interações por pessoa alcançada, sobre as publicações do período.",
    addsUpOver: RATIO,
  },
  engagementRateByFollowers: {
    name: "Engajamento por seguidor",
    help: "Interações por seguidor e publicação.",
    addsUpOver: RATIO,
  },
  posts: {
    name: "Publicações",
    help: "Publicadas no período, no fuso horário do relatório; os stories são contados à parte.",
    addsUpOver: BOTH,
  },
  meanPostReach: {
    name: "Alcance médio por publicação",
    help: "Pessoas que uma publicação média alcançou.",
    addsUpOver: OVERLAP,
  },
  medianPostReach: {
    name: "Alcance mediano por publicação",
    help: "Metade das publicações alcançou mais pessoas, metade menos; com menos de dez publicações diz mais do que a média.",
    addsUpOver: OVERLAP,
  },
};

export const short: typeof english.short = {
  followers: "Seguidores",
  netFollowers: "Líquido",
  reach: "Alcance",
  views: "Visualizações",
  interactions: "Interações da conta",
  engagementRate: "TE",
  posts: "Publicações",
  newFollowers: "Novos seguidores",
  reachSummed: "Alcance somado",
  reachDay: "Alcance por dia",
};

export const nouns: typeof english.nouns = {
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
