import type { Texts } from "../../../shared/index.ts";
import type { Formula, FormulaArgs } from "../../figures/index.ts";
import { periods } from "./periods.ts";

export const formulas: Texts<FormulaArgs, Formula> = {
  "net-of-follows": "ganados − perdidos de follows_and_unfollows",
  "net-of-readings": ({ end, start }) => `seguidores leídos ${end} − seguidores leídos ${start}`,
  "account-total": ({ metric }) => `estadística de cuenta ${metric}, total del periodo`,
  "account-windows": ({ windows, metric }) => `suma de ${windows} ventanas de la estadística de cuenta ${metric}`,
  "account-day-total": ({ metric }) => `estadística de cuenta ${metric}, total de un día (hora del Pacífico)`,
  "account-day": ({ metric }) => `estadística de cuenta ${metric}, un valor por día (hora del Pacífico)`,
  "account-snapshot": ({ metric }) => `estadística de cuenta ${metric}, instantánea`,
  "account-as-read": ({ metric, when }) => `estadística de cuenta ${metric}, leída ${when}`,
  "media-insight": ({ metric }) => `estadística de contenido ${metric}, desde su origen, última lectura`,
  "media-bucket": ({ metric, bucket }) =>
    `estadística de contenido ${metric}, grupo ${bucket}, desde su origen, última lectura`,
  "media-field": ({ field }) => `campo de contenido ${field}, última lectura`,
  "post-interactions": "likes + comments + saved + shares de la publicación, desde su origen, última lectura",
  "posts-published": "publicaciones, carruseles y reels publicados en el periodo; las historias se cuentan aparte",
  "format-published": ({ format }) => `contenidos del formato ${format} publicados en el periodo`,
  "told-interactions": "Σ interacciones de las publicaciones en que se conocen",
  "rated-interactions": "Σ interacciones de las publicaciones del periodo que tienen interacciones y alcance",
  "rated-reach": "Σ alcance de las publicaciones del periodo que tienen interacciones y alcance",
  "own-multiple": ({ metric }) =>
    `${metric} ÷ mediana de ${metric} de las publicaciones de la cuenta de los últimos 90 días`,
  "history-reach": "mediana del alcance de los últimos 90 días: todas las publicaciones",
  "hashtag-reach": "mediana del alcance de los últimos 90 días: publicaciones con el hashtag",
  "hashtag-multiple":
    "alcance mediano de las publicaciones con el hashtag ÷ alcance mediano de todas las publicaciones de los últimos 90 días",
  "hashtag-posts": "publicaciones de los últimos 90 días cuyo texto lleva el hashtag",
  "label-posts": "publicaciones del periodo que llevan la etiqueta",
  "label-reach": "Σ alcance de las publicaciones en que se conoce; puede haber personas repetidas",
  "label-multiple":
    "mediana de interacciones ÷ mediana propia de la cuenta en 90 días, de las publicaciones que la tienen",
  "post-comments": "mediana de los comentarios de las publicaciones que los indican",
  "posts-closed": "publicaciones del periodo cuyo campo is_comment_enabled es false",
  "story-exits": "salidas (navigation tap_exit) ÷ visualizaciones",
  "story-completion":
    "1 − (salidas + pasos a la cuenta siguiente) ÷ visualizaciones; navigation tap_exit y swipe_forward",
  "story-reach": "mediana del alcance de las historias con alcance",
  "audience-share": "seguidores del grupo ÷ seguidores de todos los grupos indicados",
  "accounts-of-group": "cuentas del informe en el grupo",
  "period-interactions": "Σ interacciones de las publicaciones del periodo con alcance e interacciones, última lectura",
  "change-part":
    "parte de la variación según el índice de Divisia logarítmico (LMDI): publicaciones × alcance por publicación × interacciones por alcance",
  "comments-received": "comentarios de otras personas escritos en el periodo, sin respuestas",
  "comments-answered": "los que tienen una respuesta de la cuenta",
  "comments-answered-share": "respondidos ÷ comentarios de otras personas, sin respuestas",
  "comments-hidden": "los que estaban ocultos en la última lectura",
  "first-reply": "mediana de (primera respuesta propia − comentario) sobre los respondidos",
  "counted-by-collection": "contado por la propia recopilación",
  "counted-by-ledger": "contado por el registro de llamadas",
  "calls-per-hour": "llamadas por hora de la configuración, menos la reserva",
  "server-meter": "mayor proporción que indicó el servidor con sus respuestas",
  "goal-target": "objetivo fijado para este informe",
  "goal-share": "valor ÷ objetivo",
  "sum-of-column": ({ column }) => `suma de la columna ${column} sobre las filas que tienen el dato`,
  "sum-of-days": ({ accounts }) => `suma sobre ${accounts} que tienen todos los días`,
  "over-accounts": ({ formula }, say) => `suma sobre las cuentas de: ${say(formula)}`,
  "like-for-like": ({ formula, accounts, kind }, say) => periods[kind].sheetFormula(say(formula), accounts),
};
