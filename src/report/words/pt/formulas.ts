import type { FormulaKey } from "../en/formulas.ts";

export const formulas: Record<FormulaKey, string> = {
  "gained − lost of follows_and_unfollows": "ganhos − perdidos de follows_and_unfollows",
  "followers read {1} − followers read {2}": "seguidores lidos {1} − seguidores lidos {2}",
  "follows_and_unfollows, bucket {1}": "follows_and_unfollows, grupo {1}",
  "likes + comments + saved + shares of the post, lifetime, as last read":
    "likes + comments + saved + shares da publicação, desde a origem, última leitura",
  "posts, albums and reels published in the period; stories are counted apart":
    "publicações, carrosséis e reels publicados no período; os stories são contados à parte",
  "account insight {1}, total of the window": "insight de conta {1}, total do período",
  "account insight {1}, total of one Pacific day": "insight de conta {1}, total de um dia (hora do Pacífico)",
  "account insight {1}, one value a Pacific day": "insight de conta {1}, um valor por dia (hora do Pacífico)",
  "account insight {1}, lifetime snapshot": "insight de conta {1}, retrato do momento",
  "account insight {1}, as read {2}": "insight de conta {1}, lido {2}",
  "sum of {1} windows of account insight {2}": "soma de {1} janelas do insight de conta {2}",
  "media insight {1}, bucket {2}, lifetime, as last read":
    "insight de mídia {1}, grupo {2}, desde a origem, última leitura",
  "media insight {1}, lifetime, as last read": "insight de mídia {1}, desde a origem, última leitura",
  "media field {1}, as last read": "campo de mídia {1}, última leitura",
  "media of the format {1} published in the period": "mídias do formato {1} publicadas no período",
  "Σ interactions of the posts that have them": "Σ interações das publicações em que são conhecidas",
  "{1} ÷ median {2} of the account's posts of the last 90 days":
    "{1} ÷ mediana de {2} das publicações da conta nos últimos 90 dias",
  "middle reach of the last 90 days' {1}": "mediana do alcance dos últimos 90 dias: {1}",
  "median reach of the posts with the hashtag ÷ median reach of all posts of the last 90 days":
    "alcance mediano das publicações com a hashtag ÷ alcance mediano de todas as publicações dos últimos 90 dias",
  "posts of the last 90 days whose caption bears the hashtag":
    "publicações dos últimos 90 dias cuja legenda traz a hashtag",
  "middle comments of the posts that tell them": "mediana dos comentários das publicações que os informam",
  "posts of the period whose field is_comment_enabled is false":
    "publicações do período cujo campo is_comment_enabled é false",
  "exits (navigation tap_exit) ÷ views": "saídas (navigation tap_exit) ÷ visualizações",
  "1 − (exits + moves to the next account) ÷ views; navigation tap_exit and swipe_forward":
    "1 − (saídas + passagens à próxima conta) ÷ visualizações; navigation tap_exit e swipe_forward",
  "middle reach of the stories with a reach": "mediana do alcance dos stories com alcance",
  "followers of the group ÷ followers of all groups told":
    "seguidores do grupo ÷ seguidores de todos os grupos informados",
  "accounts of the report in the group": "contas do relatório no grupo",
  "Σ interactions of the posts published in the period that have reach and interactions, as last read":
    "Σ interações das publicações do período com alcance e interações, última leitura",
  "top-level comments of others written in the period":
    "comentários de outras pessoas escritos no período, sem respostas",
  "those with a reply of the account": "os que têm uma resposta da conta",
  "answered ÷ top-level comments of others": "respondidos ÷ comentários de outras pessoas, sem respostas",
  "those that are hidden as last read": "os que estavam ocultos na última leitura",
  "middle of (first own reply − comment) over those answered":
    "mediana de (primeira resposta própria − comentário) sobre os respondidos",
  "all posts": "todas as publicações",
  "posts with the hashtag": "publicações com a hashtag",
  "counted by the collection itself": "contado pela própria coleta",
  "counted by the ledger of calls": "contado pelo registro de chamadas",
  "calls an hour of the configuration, less the reserve": "chamadas por hora da configuração, menos a reserva",
  "highest share the server told with its answers": "maior proporção que o servidor informou com suas respostas",
  "figure ÷ target": "valor ÷ meta",
  "sum over accounts of: {1}": "soma sobre as contas de: {1}",
};
