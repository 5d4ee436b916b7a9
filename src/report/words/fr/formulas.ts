import type { Texts } from "../../../shared/index.ts";
import type { Formula, FormulaArgs } from "../../figures/index.ts";
import { periods } from "./periods.ts";

export const formulas: Texts<FormulaArgs, Formula> = {
  "net-of-follows": "gagnés − perdus de follows_and_unfollows",
  "net-of-readings": ({ end, start }) => `followers relevés ${end} − followers relevés ${start}`,
  "account-total": ({ metric }) => `statistique de compte ${metric}, total de la période`,
  "account-windows": ({ windows, metric }) => `somme de ${windows} fenêtres de la statistique de compte ${metric}`,
  "account-day-total": ({ metric }) => `statistique de compte ${metric}, total d’un jour (heure du Pacifique)`,
  "account-day": ({ metric }) => `statistique de compte ${metric}, une valeur par jour (heure du Pacifique)`,
  "account-snapshot": ({ metric }) => `statistique de compte ${metric}, instantané`,
  "account-as-read": ({ metric, when }) => `statistique de compte ${metric}, relevée ${when}`,
  "media-insight": ({ metric }) => `statistique de média ${metric}, depuis l’origine, dernier relevé`,
  "media-bucket": ({ metric, bucket }) =>
    `statistique de média ${metric}, groupe ${bucket}, depuis l’origine, dernier relevé`,
  "media-field": ({ field }) => `champ de média ${field}, dernier relevé`,
  "post-interactions": "likes + comments + saved + shares de la publication, depuis l’origine, dernier relevé",
  "posts-published": "publications, carrousels et reels publiés dans la période ; les stories sont comptées à part",
  "format-published": ({ format }) => `médias du format ${format} publiés dans la période`,
  "told-interactions": "Σ interactions des publications dont elles sont connues",
  "rated-interactions": "Σ interactions des publications de la période qui ont interactions et couverture",
  "rated-reach": "Σ couverture des publications de la période qui ont interactions et couverture",
  "own-multiple": ({ metric }) =>
    `${metric} ÷ médiane de ${metric} des publications du compte sur les 90 derniers jours`,
  "history-reach": "médiane des couvertures des 90 derniers jours : toutes les publications",
  "hashtag-reach": "médiane des couvertures des 90 derniers jours : publications avec le hashtag",
  "hashtag-multiple":
    "couverture médiane des publications avec le hashtag ÷ couverture médiane de toutes les publications des 90 derniers jours",
  "hashtag-posts": "publications des 90 derniers jours dont la légende contient le hashtag",
  "label-posts": "publications de la période qui portent l’étiquette",
  "label-reach":
    "Σ couverture des publications dont elle est connue ; des personnes peuvent être comptées plusieurs fois",
  "label-multiple":
    "médiane des interactions ÷ médiane propre du compte sur 90 jours, pour les publications qui en ont une",
  "post-comments": "médiane des commentaires des publications qui les indiquent",
  "posts-closed": "publications de la période dont le champ is_comment_enabled vaut false",
  "story-exits": "sorties (navigation tap_exit) ÷ vues",
  "story-completion": "1 − (sorties + passages au compte suivant) ÷ vues ; navigation tap_exit et swipe_forward",
  "story-reach": "médiane des couvertures des stories avec couverture",
  "audience-share": "followers du groupe ÷ followers de tous les groupes communiqués",
  "accounts-of-group": "comptes du rapport dans le groupe",
  "period-interactions":
    "Σ interactions des publications de la période qui ont couverture et interactions, dernier relevé",
  "change-part":
    "part de l’évolution selon l’indice de Divisia logarithmique (LMDI) : publications × couverture par publication × interactions par couverture",
  "comments-received": "commentaires d’autres personnes écrits dans la période, hors réponses",
  "comments-answered": "ceux qui ont une réponse du compte",
  "comments-answered-share": "répondus ÷ commentaires d’autres personnes, hors réponses",
  "comments-hidden": "ceux qui étaient masqués au dernier relevé",
  "first-reply": "médiane de (première réponse du compte − commentaire) sur les commentaires répondus",
  "counted-by-collection": "compté par la collecte elle-même",
  "counted-by-ledger": "compté par le registre des appels",
  "calls-per-hour": "appels par heure de la configuration, moins la réserve",
  "server-meter": "part la plus élevée annoncée par le serveur avec ses réponses",
  "goal-target": "cible fixée pour ce rapport",
  "goal-share": "valeur ÷ objectif",
  "sum-of-column": ({ column }) => `somme de la colonne ${column} sur les lignes qui ont la valeur`,
  "sum-of-days": ({ accounts }) => `somme sur ${accounts} dont tous les jours sont connus`,
  "over-accounts": ({ formula }, say) => `somme sur les comptes de : ${say(formula)}`,
  "like-for-like": ({ formula, accounts, kind }, say) => periods[kind].sheetFormula(say(formula), accounts),
};
