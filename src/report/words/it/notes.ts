import type { NoteArgs } from "../../../dataset/index.ts";
import type { Texts } from "../../../shared/index.ts";

export const notes: Texts<NoteArgs> = {
  "no-linked-account":
    "A questa Pagina non è collegato nessun account Instagram professionale. Si può collegare in Impostazioni della Pagina › Account collegati.",
  "no-longer-listed": ({ username, lastListed }) =>
    `@${username} è stato elencato l’ultima volta il ${lastListed}; ciò che ne è stato raccolto resta conservato. Chiedere a un amministratore della Pagina se il ruolo o il collegamento a Instagram è stato rimosso.`,
  "nothing-listed": ({ connection }) =>
    `La connessione «${connection}» non elenca nessuna Pagina. Probabilmente al token manca pages_show_list, oppure business_management se le Pagine appartengono a un portfolio business. Concedere entrambi all’accesso e scegliere le Pagine.`,
  "nothing-listed-though-granted": ({ connection }) =>
    `La connessione «${connection}» non elenca nessuna Pagina, sebbene il token abbia tutte le autorizzazioni, business_management compreso. O all’accesso non è stata scelta nessuna Pagina, o l’utente non ha un ruolo su alcuna Pagina né un portfolio che ne contenga una. Accedere di nuovo e scegliere le Pagine, oppure chiedere un ruolo al loro amministratore.`,
  "permissions-lacking": ({ connection, missing }) => {
    const lacks = missing
      .map(({ name, isDeclined }) => `${name} (${isDeclined ? "rifiutato" : "non richiesto"})`)
      .join(", ");
    return missing.length === 1
      ? `La connessione «${connection}» non elenca nessuna Pagina: al token manca ${lacks}. Accedere di nuovo, concedere l’autorizzazione e scegliere le Pagine.`
      : `La connessione «${connection}» non elenca nessuna Pagina: al token mancano ${lacks}. Accedere di nuovo, concedere le autorizzazioni e scegliere le Pagine.`;
  },
  "portfolio-refused": ({ list, words }, say) =>
    `Impossibile elencare ${say(list)}: ${words} Chiedere l’accesso a un amministratore del portfolio.`,
  "list-unread": ({ list, words }, say) => `Impossibile leggere ${say(list)}: ${words}`,
  "list-cut-short": ({ list, why }, say) =>
    `Lettura interrotta: ${say(list)}. ${say(why)} Quanto precede resta conservato; la prossima raccolta ricontrolla.`,
  "pages-of-connection": ({ connection }) => `le Pagine della connessione «${connection}»`,
  "pages-of-portfolio": ({ which, name }) => `le Pagine (${which}) del portfolio business «${name}»`,
  "pages-of-path": ({ path }) => `le Pagine del portfolio ${path}`,
  "portfolios-of-connection": ({ connection }) => `i portfolio business della connessione «${connection}»`,
  "no-json": ({ status }) => `Il server ha risposto ${status} con qualcosa che non è il JSON dell’API Graph.`,
  "no-words": ({ status }) => `L’API ha risposto ${status} senza spiegazioni.`,
  "no-next-page": "La risposta annuncia una pagina successiva senza dire dove si trova.",
  "timed-out": "tempo scaduto",
  "role-lacks-insights": "Il ruolo del token sulla Pagina dell’account non comprende l’attività Insights (ANALYZE).",
  "too-few-followers": ({ least }) => `Meta lo indica solo a partire da ${least} follower.`,
  "thirty-days-only": "Meta indica i nuovi follower giorno per giorno solo per gli ultimi 30 giorni.",
  "profile-unread": "Non è stato possibile leggere il profilo.",
  "left-out": "L’API lo ha omesso.",
  "no-value": "L’API ha risposto senza questo valore.",
  "no-insights": "L’API ha risposto senza statistiche per questo post.",
  "no-ways-of-leaving": "L’API ha risposto senza indicare le modalità di uscita.",
  "post-without-id": "Un post è arrivato senza un ID leggibile ed è stato escluso.",
  "post-without-time": ({ told }) => `Non è stato possibile leggere la data di questo post: ${told}.`,
  "minus-one": "L’API ha indicato −1, cioè troppo pochi per essere comunicati.",
  "impossible-value": ({ value }) => `L’API ha indicato ${value}, un valore impossibile per questo dato.`,
  "unknown-shape": ({ quoted }) => `L’API ha risposto in una forma illeggibile: ${quoted}`,
  "of-bucket": ({ bucket, why }, say) => `${bucket}: ${say(why)}`,
};

export const quote = (words: string) => `«${words}»`;
