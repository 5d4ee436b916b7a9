import type * as english from "../en/notes.ts";

export const noteTexts: typeof english.noteTexts = {
  "The token's role on the account's Page lacks the task Insights (ANALYZE).":
    "Der Rolle des Tokens auf der Seite des Kontos fehlt die Aufgabe Insights (ANALYZE).",
  "@{1} was last listed on {2}; what was collected of it is kept. Ask an admin of the Page whether your role on it or its link to Instagram was taken away.":
    "@{1} wurde zuletzt am {2} aufgelistet; was davon erhoben wurde, bleibt erhalten. Ein Admin der Seite kann sagen, ob die Rolle auf ihr oder ihre Verknüpfung mit Instagram entzogen wurde.",
  'Connection "{1}" lists no Page at all. Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.':
    "Die Verbindung „{1}“ listet keine einzige Seite auf. Ihrem Token fehlt vermutlich pages_show_list oder, wo die Seiten einem Business-Portfolio gehören, business_management. Beim Anmelden beides erlauben und die Seiten auswählen.",
  'Connection "{1}" lists no Page at all, though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role.':
    "Die Verbindung „{1}“ listet keine einzige Seite auf, obwohl ihr Token jede Berechtigung hat, auch business_management. Entweder wurde beim Anmelden keine Seite ausgewählt, oder die Person hat auf keiner Seite eine Rolle und kein Portfolio mit einer Seite. Erneut anmelden und die Seiten auswählen oder deren Admin um eine Rolle bitten.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant it and choose the Pages.':
    "Die Verbindung „{1}“ listet keine einzige Seite auf: ihrem Token fehlt {2}. Erneut anmelden, die Berechtigung erteilen und die Seiten auswählen.",
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant them and choose the Pages.':
    "Die Verbindung „{1}“ listet keine einzige Seite auf: ihrem Token fehlen {2}. Erneut anmelden, die Berechtigungen erteilen und die Seiten auswählen.",
  "{1} ({2} accounts)": "{1} ({2} Konten)",
  "{1} (declined)": "{1} (abgelehnt)",
  "{1} (not asked for)": "{1} (nicht angefragt)",
  "Could not list {1}: {2} Ask an admin of the portfolio for access.":
    "Nicht auflistbar: {1}. {2} Einen Admin des Portfolios um Zugriff bitten.",
  "Stopped reading {1}: the answer says that there is a next page and not where it is.":
    "Abgebrochen: {1}. Die Antwort nennt eine nächste Seite, aber nicht, wo sie liegt.",
  "Could not read {1}: the server answered {2} with something that is not the Graph API's JSON.":
    "Nicht lesbar: {1}. Der Server antwortete mit {2} und etwas, das kein JSON der Graph-API ist.",
  "Could not read {1}: the API answered {2}": "Nicht lesbar: {1}. Die API antwortete mit {2}",
  "Could not read {1}: {2}": "Nicht lesbar: {1}. {2}",
  'the Pages of connection "{1}"': "die Seiten der Verbindung „{1}“",
  'the {1} Pages of Business portfolio "{2}"': "die Seiten ({1}) des Business-Portfolios „{2}“",
  "the Pages of portfolio {1}": "die Seiten des Portfolios {1}",
  "time-out": "Zeitüberschreitung",
};

export const quote: typeof english.quote = (words) => `„${words}“`;
