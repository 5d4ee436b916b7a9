import type { NoteArgs } from "../../../dataset/index.ts";
import type { Texts } from "../../../shared/index.ts";

export const notes: Texts<NoteArgs> = {
  "no-linked-account":
    "Aucun compte professionnel Instagram n’est lié à cette Page. Liez-en un sous Paramètres de la Page › Comptes liés.",
  "no-longer-listed": ({ username, lastListed }) =>
    `@${username} a été listé pour la dernière fois le ${lastListed} ; ce qui en a été collecté est conservé. Demandez à un administrateur de la Page si votre rôle ou le lien de la Page avec Instagram a été retiré.`,
  "nothing-listed": ({ connection }) =>
    `La connexion « ${connection} » ne liste aucune Page. Il manque sans doute à son jeton pages_show_list, ou business_management lorsque les Pages appartiennent à un portefeuille business. Accordez les deux à la connexion et choisissez les Pages.`,
  "nothing-listed-though-granted": ({ connection }) =>
    `La connexion « ${connection} » ne liste aucune Page, bien que son jeton ait toutes les autorisations, business_management compris. Soit aucune Page n’a été choisie à la connexion, soit l’utilisateur n’a de rôle sur aucune Page ni de portefeuille qui en contienne. Reconnectez-vous et choisissez les Pages, ou demandez un rôle à leur administrateur.`,
  "permissions-lacking": ({ connection, missing }) => {
    const lacks = missing
      .map(({ name, isDeclined }) => `${name} (${isDeclined ? "refusé" : "non demandé"})`)
      .join(", ");
    return missing.length === 1
      ? `La connexion « ${connection} » ne liste aucune Page : il manque à son jeton ${lacks}. Reconnectez-vous, accordez cette autorisation et choisissez les Pages.`
      : `La connexion « ${connection} » ne liste aucune Page : il manque à son jeton ${lacks}. Reconnectez-vous, accordez ces autorisations et choisissez les Pages.`;
  },
  "portfolio-refused": ({ list, words }, say) =>
    `Impossible de lister ${say(list)} : ${words} Demandez l’accès à un administrateur du portefeuille.`,
  "list-unread": ({ list, words }, say) => `Impossible de lire ${say(list)} : ${words}`,
  "list-cut-short": ({ list, why }, say) =>
    `Lecture interrompue : ${say(list)}. ${say(why)} Ce qui précède est conservé ; la prochaine collecte vérifiera de nouveau.`,
  "pages-of-connection": ({ connection }) => `les Pages de la connexion « ${connection} »`,
  "pages-of-portfolio": ({ which, name }) => `les Pages (${which}) du portefeuille business « ${name} »`,
  "pages-of-path": ({ path }) => `les Pages du portefeuille ${path}`,
  "portfolios-of-connection": ({ connection }) => `les portefeuilles business de la connexion « ${connection} »`,
  "no-json": ({ status }) => `Le serveur a répondu ${status} avec autre chose que le JSON de l’API Graph.`,
  "no-words": ({ status }) => `L’API a répondu ${status} sans explication.`,
  "no-next-page": "La réponse annonce une page suivante sans dire où elle se trouve.",
  "timed-out": "délai dépassé",
  "role-lacks-insights": "Le rôle du jeton sur la Page du compte n’inclut pas la tâche Insights (ANALYZE).",
  "too-few-followers": ({ least }) => `Meta ne l’indique qu’à partir de ${least} followers.`,
  "thirty-days-only": "Meta n’indique les nouveaux followers par jour que pour les 30 derniers jours.",
  "profile-unread": "Le profil n’a pas pu être lu.",
  "left-out": "L’API l’a omis.",
  "no-value": "L’API a répondu sans cette valeur.",
  "no-insights": "L’API a répondu sans statistiques pour cette publication.",
  "no-ways-of-leaving": "L’API a répondu sans indiquer les façons de quitter la story.",
  "post-without-id": "Une publication est arrivée sans identifiant lisible et a été laissée de côté.",
  "post-without-time": ({ told }) => `La date de cette publication n’a pas pu être lue : ${told}.`,
  "minus-one": "L’API a indiqué −1, ce qui signifie trop peu pour être communiqué.",
  "impossible-value": ({ value }) => `L’API a indiqué ${value}, une valeur impossible ici.`,
  "unknown-shape": ({ quoted }) => `L’API a répondu sous une forme illisible : ${quoted}`,
  "of-bucket": ({ bucket, why }, say) => `${bucket} : ${say(why)}`,
};

export const quote = (words: string) => `« ${words} »`;
