import type { FormulaKey } from "../en/formulas.ts";

export const formulas: Record<FormulaKey, string> = {
  "gained − lost of follows_and_unfollows": "ganados − perdidos de follows_and_unfollows",
  "followers read {1} − followers read {2}": "seguidores leídos {1} − seguidores leídos {2}",
  "follows_and_unfollows, bucket {1}": "follows_and_unfollows, grupo {1}",
  "likes + comments + saved + shares of the post, lifetime, as last read":
    "likes + comments + saved + shares de la publicación, desde su origen, última lectura",
  "posts, albums and reels published in the period; stories are counted apart":
    "publicaciones, carruseles y reels publicados en el periodo; las historias se cuentan aparte",
  "account insight {1}, total of the window": "estadística de cuenta {1}, total del periodo",
  "account insight {1}, total of one Pacific day": "estadística de cuenta {1}, total de un día (hora del Pacífico)",
  "account insight {1}, one value a Pacific day": "estadística de cuenta {1}, un valor por día (hora del Pacífico)",
  "account insight {1}, lifetime snapshot": "estadística de cuenta {1}, instantánea",
  "account insight {1}, as read {2}": "estadística de cuenta {1}, leída {2}",
  "sum of {1} windows of account insight {2}": "suma de {1} ventanas de la estadística de cuenta {2}",
  "media insight {1}, bucket {2}, lifetime, as last read":
    "estadística de contenido {1}, grupo {2}, desde su origen, última lectura",
  "media insight {1}, lifetime, as last read": "estadística de contenido {1}, desde su origen, última lectura",
  "media field {1}, as last read": "campo de contenido {1}, última lectura",
  "media of the format {1} published in the period": "contenidos del formato {1} publicados en el periodo",
  "Σ interactions of the posts that have them": "Σ interacciones de las publicaciones en que se conocen",
  "{1} ÷ median {2} of the account's posts of the last 90 days":
    "{1} ÷ mediana de {2} de las publicaciones de la cuenta de los últimos 90 días",
  "middle reach of the last 90 days' {1}": "mediana del alcance de los últimos 90 días: {1}",
  "median reach of the posts with the hashtag ÷ median reach of all posts of the last 90 days":
    "alcance mediano de las publicaciones con el hashtag ÷ alcance mediano de todas las publicaciones de los últimos 90 días",
  "posts of the last 90 days whose caption bears the hashtag":
    "publicaciones de los últimos 90 días cuyo texto lleva el hashtag",
  "middle comments of the posts that tell them": "mediana de los comentarios de las publicaciones que los indican",
  "posts of the period whose field is_comment_enabled is false":
    "publicaciones del periodo cuyo campo is_comment_enabled es false",
  "exits (navigation tap_exit) ÷ views": "salidas (navigation tap_exit) ÷ visualizaciones",
  "1 − (exits + moves to the next account) ÷ views; navigation tap_exit and swipe_forward":
    "1 − (salidas + pasos a la cuenta siguiente) ÷ visualizaciones; navigation tap_exit y swipe_forward",
  "middle reach of the stories with a reach": "mediana del alcance de las historias con alcance",
  "followers of the group ÷ followers of all groups told":
    "seguidores del grupo ÷ seguidores de todos los grupos indicados",
  "accounts of the report in the group": "cuentas del informe en el grupo",
  "Σ interactions of the posts published in the period that have reach and interactions, as last read":
    "Σ interacciones de las publicaciones del periodo con alcance e interacciones, última lectura",
  "top-level comments of others written in the period":
    "comentarios de otras personas escritos en el periodo, sin respuestas",
  "those with a reply of the account": "los que tienen una respuesta de la cuenta",
  "answered ÷ top-level comments of others": "respondidos ÷ comentarios de otras personas, sin respuestas",
  "those that are hidden as last read": "los que estaban ocultos en la última lectura",
  "middle of (first own reply − comment) over those answered":
    "mediana de (primera respuesta propia − comentario) sobre los respondidos",
  "all posts": "todas las publicaciones",
  "posts with the hashtag": "publicaciones con el hashtag",
  "counted by the collection itself": "contado por la propia recopilación",
  "counted by the ledger of calls": "contado por el registro de llamadas",
  "calls an hour of the configuration, less the reserve": "llamadas por hora de la configuración, menos la reserva",
  "highest share the server told with its answers": "mayor proporción que indicó el servidor con sus respuestas",
  "figure ÷ target": "valor ÷ objetivo",
  "sum over accounts of: {1}": "suma sobre las cuentas de: {1}",
};
