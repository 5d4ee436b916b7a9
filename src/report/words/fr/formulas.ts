import type { FormulaKey } from "../en/formulas.ts";

export const formulas: Record<FormulaKey, string> = {
  "gained − lost of follows_and_unfollows": "gagnés − perdus de follows_and_unfollows",
  "followers read {1} − followers read {2}": "followers relevés {1} − followers relevés {2}",
  "follows_and_unfollows, bucket {1}": "follows_and_unfollows, groupe {1}",
  "likes + comments + saved + shares of the post, lifetime, as last read":
    "likes + comments + saved + shares de la publication, depuis l’origine, dernier relevé",
  "posts, albums and reels published in the period; stories are counted apart":
    "publications, carrousels et reels publiés dans la période ; les stories sont comptées à part",
  "account insight {1}, total of the window": "statistique de compte {1}, total de la période",
  "account insight {1}, total of one Pacific day": "statistique de compte {1}, total d’un jour (heure du Pacifique)",
  "account insight {1}, one value a Pacific day": "statistique de compte {1}, une valeur par jour (heure du Pacifique)",
  "account insight {1}, lifetime snapshot": "statistique de compte {1}, instantané",
  "account insight {1}, as read {2}": "statistique de compte {1}, relevée {2}",
  "sum of {1} windows of account insight {2}": "somme de {1} fenêtres de la statistique de compte {2}",
  "media insight {1}, bucket {2}, lifetime, as last read":
    "statistique de média {1}, groupe {2}, depuis l’origine, dernier relevé",
  "media insight {1}, lifetime, as last read": "statistique de média {1}, depuis l’origine, dernier relevé",
  "media field {1}, as last read": "champ de média {1}, dernier relevé",
  "media of the format {1} published in the period": "médias du format {1} publiés dans la période",
  "Σ interactions of the posts that have them": "Σ interactions des publications dont elles sont connues",
  "{1} ÷ median {2} of the account's posts of the last 90 days":
    "{1} ÷ médiane de {2} des publications du compte sur les 90 derniers jours",
  "middle reach of the last 90 days' {1}": "médiane des couvertures des 90 derniers jours : {1}",
  "median reach of the posts with the hashtag ÷ median reach of all posts of the last 90 days":
    "couverture médiane des publications avec le hashtag ÷ couverture médiane de toutes les publications des 90 derniers jours",
  "posts of the last 90 days whose caption bears the hashtag":
    "publications des 90 derniers jours dont la légende contient le hashtag",
  "middle comments of the posts that tell them": "médiane des commentaires des publications qui les indiquent",
  "posts of the period whose field is_comment_enabled is false":
    "publications de la période dont le champ is_comment_enabled vaut false",
  "exits (navigation tap_exit) ÷ views": "sorties (navigation tap_exit) ÷ vues",
  "1 − (exits + moves to the next account) ÷ views; navigation tap_exit and swipe_forward":
    "1 − (sorties + passages au compte suivant) ÷ vues ; navigation tap_exit et swipe_forward",
  "middle reach of the stories with a reach": "médiane des couvertures des stories avec couverture",
  "followers of the group ÷ followers of all groups told":
    "followers du groupe ÷ followers de tous les groupes communiqués",
  "accounts of the report in the group": "comptes du rapport dans le groupe",
  "Σ interactions of the posts published in the period that have reach and interactions, as last read":
    "Σ interactions des publications de la période qui ont couverture et interactions, dernier relevé",
  "top-level comments of others written in the period":
    "commentaires d’autres personnes écrits dans la période, hors réponses",
  "those with a reply of the account": "ceux qui ont une réponse du compte",
  "answered ÷ top-level comments of others": "répondus ÷ commentaires d’autres personnes, hors réponses",
  "those that are hidden as last read": "ceux qui étaient masqués au dernier relevé",
  "middle of (first own reply − comment) over those answered":
    "médiane de (première réponse du compte − commentaire) sur les commentaires répondus",
  "all posts": "toutes les publications",
  "posts with the hashtag": "publications avec le hashtag",
  "counted by the collection itself": "compté par la collecte elle-même",
  "counted by the ledger of calls": "compté par le registre des appels",
  "calls an hour of the configuration, less the reserve": "appels par heure de la configuration, moins la réserve",
  "highest share the server told with its answers": "part la plus élevée annoncée par le serveur avec ses réponses",
  "figure ÷ target": "valeur ÷ objectif",
  "sum over accounts of: {1}": "somme sur les comptes de : {1}",
};
