import type { Texts } from "../../../shared/index.ts";
import type { Formula, FormulaArgs } from "../../figures/index.ts";
import { periods } from "./periods.ts";

export const formulas: Texts<FormulaArgs, Formula> = {
  "net-of-follows": "acquisiti − persi da follows_and_unfollows",
  "net-of-readings": ({ end, start }) => `follower letti ${end} − follower letti ${start}`,
  "account-total": ({ metric }) => `statistica dell’account ${metric}, totale del periodo`,
  "account-windows": ({ windows, metric }) => `somma di ${windows} finestre della statistica dell’account ${metric}`,
  "account-day-total": ({ metric }) => `statistica dell’account ${metric}, totale di un giorno (ora del Pacifico)`,
  "account-day": ({ metric }) => `statistica dell’account ${metric}, un valore al giorno (ora del Pacifico)`,
  "account-snapshot": ({ metric }) => `statistica dell’account ${metric}, istantanea`,
  "account-as-read": ({ metric, when }) => `statistica dell’account ${metric}, letta ${when}`,
  "media-insight": ({ metric }) => `statistica del contenuto ${metric}, dalla pubblicazione, ultima lettura`,
  "media-bucket": ({ metric, bucket }) =>
    `statistica del contenuto ${metric}, gruppo ${bucket}, dalla pubblicazione, ultima lettura`,
  "media-field": ({ field }) => `campo del contenuto ${field}, ultima lettura`,
  "post-interactions": "likes + comments + saved + shares del post, dalla pubblicazione, ultima lettura",
  "posts-published": "post, caroselli e reel pubblicati nel periodo; le storie si contano a parte",
  "format-published": ({ format }) => `contenuti del formato ${format} pubblicati nel periodo`,
  "told-interactions": "Σ interazioni dei post che le hanno",
  "rated-interactions": "Σ interazioni dei post del periodo che hanno sia interazioni sia copertura",
  "rated-reach": "Σ copertura dei post del periodo che hanno sia interazioni sia copertura",
  "own-multiple": ({ metric }) => `${metric} ÷ mediana di ${metric} dei post dell’account negli ultimi 90 giorni`,
  "history-reach": "mediana delle coperture degli ultimi 90 giorni: tutti i post",
  "hashtag-reach": "mediana delle coperture degli ultimi 90 giorni: post con l’hashtag",
  "hashtag-multiple":
    "copertura mediana dei post con l’hashtag ÷ copertura mediana di tutti i post degli ultimi 90 giorni",
  "hashtag-posts": "post degli ultimi 90 giorni la cui didascalia contiene l’hashtag",
  "post-comments": "mediana dei commenti dei post che li indicano",
  "posts-closed": "post del periodo con il campo is_comment_enabled uguale a false",
  "story-exits": "uscite (navigation tap_exit) ÷ visualizzazioni",
  "story-completion":
    "1 − (uscite + passaggi all’account successivo) ÷ visualizzazioni; navigation tap_exit e swipe_forward",
  "story-reach": "mediana delle coperture delle storie che le hanno",
  "audience-share": "follower del gruppo ÷ follower di tutti i gruppi indicati",
  "accounts-of-group": "account del report nel gruppo",
  "period-interactions":
    "Σ interazioni dei post pubblicati nel periodo che hanno copertura e interazioni, ultima lettura",
  "change-part":
    "quota della variazione secondo l’indice logaritmico di Divisia (LMDI): post × copertura per post × interazioni per copertura",
  "comments-received": "commenti di altri scritti nel periodo, escluse le risposte",
  "comments-answered": "quelli con una risposta dell’account",
  "comments-answered-share": "con risposta ÷ commenti di altri, escluse le risposte",
  "comments-hidden": "quelli nascosti all’ultima lettura",
  "first-reply": "mediana di (prima risposta dell’account − commento) su quelli con risposta",
  "counted-by-collection": "contato dalla raccolta stessa",
  "counted-by-ledger": "contato dal registro delle chiamate",
  "calls-per-hour": "chiamate orarie da configurazione, meno la riserva",
  "server-meter": "quota più alta indicata dal server con le sue risposte",
  "goal-target": "obiettivo fissato per questo report",
  "goal-share": "dato ÷ obiettivo",
  "sum-of-column": ({ column }) => `somma della colonna ${column} sulle righe che hanno il dato`,
  "sum-of-days": ({ accounts }) => `somma su ${accounts} con tutti i giorni`,
  "over-accounts": ({ formula }, say) => `somma degli account: ${say(formula)}`,
  "like-for-like": ({ formula, accounts, kind }, say) => periods[kind].sheetFormula(say(formula), accounts),
};
