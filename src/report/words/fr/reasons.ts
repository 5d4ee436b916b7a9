import type * as english from "../en/reasons.ts";

export const reasons: typeof english.reasons = {
  "Meta refused this metric": "Meta a refusé cette métrique",
  "withdrawn by Meta": "retirée par Meta",
  "Meta left it out": "omise par Meta",
  "too small for Meta to tell": "trop petit pour que Meta l’indique",
  "older than the business account": "antérieure au compte professionnel",
  "no longer there": "n’existe plus",
  "no permission to read it": "aucune autorisation de lecture",
  "the token expired or was revoked": "le jeton a expiré ou a été révoqué",
  "Meta gives it for at most 30 days at a time": "Meta ne l’indique que pour 30 jours d’affilée au plus",
  "Meta tells it for the last 30 days only": "Meta ne l’indique que pour les 30 derniers jours",
  "not collected for exactly these days; a sum over days would count people again":
    "non collecté pour ces jours précis ; une somme de jours compterait les personnes plusieurs fois",
  "no call was left for it": "il ne restait aucun appel pour cela",
  "Meta told what it cannot be": "Meta a donné une valeur impossible",
  "not asked: it would cost calls of its own": "non demandé : cela coûterait des appels à part",
  "Meta did not answer": "Meta n’a pas répondu",
  "not collected": "non collecté",
  "not collected for all of these days": "non collecté pour tous ces jours",
  "likes are hidden or not told": "J’aime masqués ou non communiqués",
  "no reach": "pas de couverture",
  "no posts in the period": "aucune publication dans la période",
  "no post has both reach and interactions": "aucune publication n’a à la fois couverture et interactions",
  "no post has its interactions": "les interactions d’aucune publication ne sont connues",
  "no post has the figure": "aucune publication n’a cette valeur",
  "no post tells it": "aucune publication ne l’indique",
  "fewer than 5 posts to compare with": "moins de 5 publications de comparaison",
  "the account's median is zero": "la médiane du compte est nulle",
  "no account is held": "aucun compte en base",
  "followers not read": "followers non relevés",
  "no posts with known interactions": "aucune publication aux interactions connues",
  "no stories seen": "aucune story vue",
  "the stories have no views": "les stories n’ont aucune vue",
  "no account has it in both periods": "aucun compte n’a cette valeur dans les deux périodes",
  "no account in the report": "aucun compte dans le rapport",
  "younger than 48 h when read": "moins de 48 h au moment du relevé",
  "Meta left out the link": "Meta a omis le lien",
  "The profile could not be read.": "Le profil n’a pas pu être lu.",
  "The API left it out.": "L’API l’a omis.",
  "The API answered without this value.": "L’API a répondu sans cette valeur.",
  "The API answered without insights for this post.": "L’API a répondu sans statistiques pour cette publication.",
  "A post came without a readable id and was left out.":
    "Une publication est arrivée sans identifiant lisible et a été laissée de côté.",
  "Meta tells new followers a day for the last 30 days only.":
    "Meta n’indique les nouveaux followers par jour que pour les 30 derniers jours.",
  "Meta tells this only from 100 followers on.": "Meta ne l’indique qu’à partir de 100 followers.",
  "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.":
    "Aucun compte professionnel Instagram n’est lié à cette Page. Liez-en un sous Paramètres de la Page › Comptes liés.",
};

export const reasonBefore: typeof english.reasonBefore = (reason) => `période précédente : ${reason}`;
