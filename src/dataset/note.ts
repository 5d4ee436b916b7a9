// What is noted at a gap or at a Page that is not in the report, by code: said in English to the operator and in exports,
// and by `report/words` in the language of a report.
import { type Coded, sayCoded, type Texts } from "../shared/index.ts";
import type { Day } from "./day.ts";

/** Notes and what their sentences need; Meta's own words among it are told as they came. */
export interface NoteArgs {
  readonly "no-linked-account": null;
  readonly "no-longer-listed": { readonly username: string; readonly lastListed: Day };
  /** Whether its permissions are the reason is not known. */
  readonly "nothing-listed": { readonly connection: string };
  readonly "nothing-listed-though-granted": { readonly connection: string };
  readonly "permissions-lacking": {
    readonly connection: string;
    readonly missing: readonly { readonly name: string; readonly isDeclined: boolean }[];
  };
  readonly "portfolio-refused": { readonly list: Note; readonly words: string };
  readonly "list-unread": { readonly list: Note; readonly words: string };
  readonly "list-cut-short": { readonly list: Note; readonly why: Note };
  /** Lists of Pages, as other notes name them. */
  readonly "pages-of-connection": { readonly connection: string };
  readonly "pages-of-portfolio": { readonly which: "owned" | "client"; readonly name: string };
  readonly "pages-of-path": { readonly path: string };
  readonly "portfolios-of-connection": { readonly connection: string };
  /** Why an answer could not be used, where Meta said nothing. */
  readonly "no-json": { readonly status: number };
  readonly "no-words": { readonly status: number };
  readonly "no-next-page": null;
  readonly "timed-out": null;
  readonly "role-lacks-insights": null;
  readonly "too-few-followers": { readonly least: number };
  readonly "thirty-days-only": null;
  readonly "profile-unread": null;
  readonly "left-out": null;
  readonly "no-value": null;
  readonly "no-insights": null;
  readonly "no-ways-of-leaving": null;
  readonly "post-without-id": null;
  readonly "post-without-time": { readonly told: string };
  readonly "minus-one": null;
  readonly "impossible-value": { readonly value: number };
  readonly "unknown-shape": { readonly quoted: string };
  readonly "of-bucket": { readonly bucket: string; readonly why: Note };
}

export type Note = Coded<NoteArgs>;

export const englishNotes: Texts<NoteArgs> = {
  "no-linked-account":
    "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.",
  "no-longer-listed": ({ username, lastListed }) =>
    `@${username} was last listed on ${lastListed}; what was collected of it is kept. Ask an admin of the Page whether your role on it or its link to Instagram was taken away.`,
  "nothing-listed": ({ connection }) =>
    `Connection "${connection}" lists no Page at all. Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.`,
  "nothing-listed-though-granted": ({ connection }) =>
    `Connection "${connection}" lists no Page at all, though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role.`,
  "permissions-lacking": ({ connection, missing }) => {
    const lacks = missing.map(({ name, isDeclined }) => `${name} (${isDeclined ? "declined" : "not asked for"})`);
    return `Connection "${connection}" lists no Page at all: its token lacks ${lacks.join(", ")}. Log in again, grant ${lacks.length === 1 ? "it" : "them"} and choose the Pages.`;
  },
  "portfolio-refused": ({ list, words }, say) =>
    `Could not list ${say(list)}: ${words} Ask an admin of the portfolio for access.`,
  "list-unread": ({ list, words }, say) => `Could not read ${say(list)}: ${words}`,
  "list-cut-short": ({ list, why }, say) =>
    `Stopped reading ${say(list)}. ${say(why)} What came before is kept; the next run looks again.`,
  "pages-of-connection": ({ connection }) => `the Pages of connection "${connection}"`,
  "pages-of-portfolio": ({ which, name }) => `the ${which} Pages of Business portfolio "${name}"`,
  "pages-of-path": ({ path }) => `the Pages of portfolio ${path}`,
  "portfolios-of-connection": ({ connection }) => `the Business portfolios of connection "${connection}"`,
  "no-json": ({ status }) => `The server answered ${status} with something that is not the Graph API's JSON.`,
  "no-words": ({ status }) => `The API answered ${status} and said nothing.`,
  "no-next-page": "The answer says that there is a next page and not where it is.",
  "timed-out": "time-out",
  "role-lacks-insights": "The token's role on the account's Page lacks the task Insights (ANALYZE).",
  "too-few-followers": ({ least }) => `Meta tells this only from ${least} followers on.`,
  "thirty-days-only": "Meta tells new followers a day for the last 30 days only.",
  "profile-unread": "The profile could not be read.",
  "left-out": "The API left it out.",
  "no-value": "The API answered without this value.",
  "no-insights": "The API answered without insights for this post.",
  "no-ways-of-leaving": "The API answered without the ways of leaving.",
  "post-without-id": "A post came without a readable id and was left out.",
  "post-without-time": ({ told }) => `The time of this post could not be read: ${told}.`,
  "minus-one": "The API told −1, which stands for too few to tell.",
  "impossible-value": ({ value }) => `The API told ${value}, which this figure cannot be.`,
  "unknown-shape": ({ quoted }) => `The API answered in a shape that cannot be read: ${quoted}`,
  "of-bucket": ({ bucket, why }, say) => `${bucket}: ${say(why)}`,
};

export function sayInEnglish(note: Note): string {
  return sayCoded(englishNotes, note, sayInEnglish);
}

/** What somebody is told: a note of ours with its English, or Meta's own words alone. */
export interface Noted {
  /** The API's own words where it spoke, else ours; never a token. */
  readonly message: string;
  /** Absent where the message is the API's. */
  readonly note?: Note | undefined;
}

export function toNoted(note: Note): Required<Noted> {
  return { message: sayInEnglish(note), note };
}
