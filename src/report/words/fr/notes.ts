import type * as english from "../en/notes.ts";

export const noteTexts: typeof english.noteTexts = {
  "The token's role on the account's Page lacks the task Insights (ANALYZE).":
    "Le rôle du jeton sur la Page du compte n’inclut pas la tâche Insights (ANALYZE).",
  "@{1} was last listed on {2}; what was collected of it is kept. Ask an admin of the Page whether your role on it or its link to Instagram was taken away.":
    "@{1} a été listé pour la dernière fois le {2} ; ce qui en a été collecté est conservé. Demandez à un administrateur de la Page si votre rôle ou le lien de la Page avec Instagram a été retiré.",
  'Connection "{1}" lists no Page at all. Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.':
    "La connexion « {1} » ne liste aucune Page. Il manque sans doute à son jeton pages_show_list, ou business_management lorsque les Pages appartiennent à un portefeuille business. Accordez les deux à la connexion et choisissez les Pages.",
  'Connection "{1}" lists no Page at all, though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role.':
    "La connexion « {1} » ne liste aucune Page, bien que son jeton ait toutes les autorisations, business_management compris. Soit aucune Page n’a été choisie à la connexion, soit l’utilisateur n’a de rôle sur aucune Page ni de portefeuille qui en contienne. Reconnectez-vous et choisissez les Pages, ou demandez un rôle à leur administrateur.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant it and choose the Pages.':
    "La connexion « {1} » ne liste aucune Page : il manque à son jeton {2}. Reconnectez-vous, accordez cette autorisation et choisissez les Pages.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant them and choose the Pages.':
    "La connexion « {1} » ne liste aucune Page : il manque à son jeton {2}. Reconnectez-vous, accordez ces autorisations et choisissez les Pages.",
  "{1} ({2} accounts)": "{1} ({2} comptes)",
  "{1} (declined)": "{1} (refusé)",
  "{1} (not asked for)": "{1} (non demandé)",
  "Could not list {1}: {2} Ask an admin of the portfolio for access.":
    "Impossible de lister {1} : {2} Demandez l’accès à un administrateur du portefeuille.",
  "Stopped reading {1}: the answer says that there is a next page and not where it is.":
    "Lecture interrompue, {1} : la réponse annonce une page suivante sans dire où elle se trouve.",
  "Could not read {1}: the server answered {2} with something that is not the Graph API's JSON.":
    "Impossible de lire {1} : le serveur a répondu {2} avec autre chose que le JSON de l’API Graph.",
  "Could not read {1}: the API answered {2}": "Impossible de lire {1} : l’API a répondu {2}",
  "Could not read {1}: {2}": "Impossible de lire {1} : {2}",
  'the Pages of connection "{1}"': "les Pages de la connexion « {1} »",
  'the {1} Pages of Business portfolio "{2}"': "les Pages ({1}) du portefeuille business « {2} »",
  "the Pages of portfolio {1}": "les Pages du portefeuille {1}",
  "time-out": "délai dépassé",
};

export const quote: typeof english.quote = (words) => `« ${words} »`;
