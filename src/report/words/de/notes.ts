import type { NoteArgs } from "../../../dataset/index.ts";
import type { Texts } from "../../../shared/index.ts";

export const notes: Texts<NoteArgs> = {
  "no-linked-account":
    "Mit dieser Seite ist kein Instagram-Business-Konto verknüpft. Es lässt sich unter Seiteneinstellungen › Verknüpfte Konten verknüpfen.",
  "no-longer-listed": ({ username, lastListed }) =>
    `@${username} wurde zuletzt am ${lastListed} aufgelistet; was davon erhoben wurde, bleibt erhalten. Ein Admin der Seite kann sagen, ob die Rolle auf ihr oder ihre Verknüpfung mit Instagram entzogen wurde.`,
  "nothing-listed": ({ connection }) =>
    `Die Verbindung „${connection}“ listet keine einzige Seite auf. Ihrem Token fehlt vermutlich pages_show_list oder, wo die Seiten einem Business-Portfolio gehören, business_management. Beim Anmelden beides erlauben und die Seiten auswählen.`,
  "nothing-listed-though-granted": ({ connection }) =>
    `Die Verbindung „${connection}“ listet keine einzige Seite auf, obwohl ihr Token jede Berechtigung hat, auch business_management. Entweder wurde beim Anmelden keine Seite ausgewählt, oder die Person hat auf keiner Seite eine Rolle und kein Portfolio mit einer Seite. Erneut anmelden und die Seiten auswählen oder deren Admin um eine Rolle bitten.`,
  "permissions-lacking": ({ connection, missing }) => {
    const lacks = missing
      .map(({ name, isDeclined }) => `${name} (${isDeclined ? "abgelehnt" : "nicht angefragt"})`)
      .join(", ");
    return missing.length === 1
      ? `Die Verbindung „${connection}“ listet keine einzige Seite auf: ihrem Token fehlt ${lacks}. Erneut anmelden, die Berechtigung erteilen und die Seiten auswählen.`
      : `Die Verbindung „${connection}“ listet keine einzige Seite auf: ihrem Token fehlen ${lacks}. Erneut anmelden, die Berechtigungen erteilen und die Seiten auswählen.`;
  },
  "portfolio-refused": ({ list, words }, say) =>
    `Nicht auflistbar: ${say(list)}. ${words} Einen Admin des Portfolios um Zugriff bitten.`,
  "list-unread": ({ list, words }, say) => `Nicht lesbar: ${say(list)}. ${words}`,
  "list-cut-short": ({ list, why }, say) =>
    `Abgebrochen: ${say(list)}. ${say(why)} Was davor kam, bleibt erhalten; der nächste Durchlauf sieht wieder nach.`,
  "pages-of-connection": ({ connection }) => `die Seiten der Verbindung „${connection}“`,
  "pages-of-portfolio": ({ which, name }) => `die Seiten (${which}) des Business-Portfolios „${name}“`,
  "pages-of-path": ({ path }) => `die Seiten des Portfolios ${path}`,
  "portfolios-of-connection": ({ connection }) => `die Business-Portfolios der Verbindung „${connection}“`,
  "no-json": ({ status }) => `Der Server antwortete mit ${status} und etwas, das kein JSON der Graph-API ist.`,
  "no-words": ({ status }) => `Die API antwortete mit ${status} und sagte nichts dazu.`,
  "no-next-page": "Die Antwort nennt eine nächste Seite, aber nicht, wo sie liegt.",
  "timed-out": "Zeitüberschreitung",
  "role-lacks-insights": "Der Rolle des Tokens auf der Seite des Kontos fehlt die Aufgabe Insights (ANALYZE).",
  "too-few-followers": ({ least }) => `Meta gibt dies erst ab ${least} Followern an.`,
  "thirty-days-only": "Meta gibt neue Follower je Tag nur für die letzten 30 Tage an.",
  "profile-unread": "Das Profil konnte nicht gelesen werden.",
  "left-out": "Die API hat es ausgelassen.",
  "no-value": "Die API hat ohne diesen Wert geantwortet.",
  "no-insights": "Die API hat ohne Insights zu diesem Beitrag geantwortet.",
  "no-ways-of-leaving": "Die API hat ohne die Wege des Verlassens geantwortet.",
  "post-without-id": "Ein Beitrag kam ohne lesbare ID und wurde ausgelassen.",
  "post-without-time": ({ told }) => `Der Zeitpunkt dieses Beitrags war nicht lesbar: ${told}.`,
  "minus-one": "Die API nannte −1; das steht für zu wenige, um es anzugeben.",
  "impossible-value": ({ value }) => `Die API nannte ${value}; das kann dieser Wert nicht sein.`,
  "unknown-shape": ({ quoted }) => `Die API hat in einer unlesbaren Form geantwortet: ${quoted}`,
  "of-bucket": ({ bucket, why }, say) => `${bucket}: ${say(why)}`,
};

export const quote = (words: string) => `„${words}“`;
