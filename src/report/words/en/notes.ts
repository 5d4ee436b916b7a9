// What a collection notes in its own words at a gap or at a Page that cannot be read. As in formulas.ts the key is the English;
// {1} and {2} are what differs. Meta's own words are not here: they are shown as they came, in quotation marks.
const own = [
  "The token's role on the account's Page lacks the task Insights (ANALYZE).",
  "@{1} was last listed on {2}; what was collected of it is kept. Ask an admin of the Page whether your role on it or its link to Instagram was taken away.",
  'Connection "{1}" lists no Page at all. Its token probably lacks pages_show_list, or business_management where the Pages belong to a Business portfolio. Grant both when logging in and choose the Pages.',
  'Connection "{1}" lists no Page at all, though its token has every permission, business_management included. Either no Page was chosen when logging in, or its user has no role on any Page and no portfolio with one. Log in again and choose the Pages, or ask their admin for a role.',
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant it and choose the Pages.',
  'Connection "{1}" lists no Page at all: its token lacks {2}. Log in again, grant them and choose the Pages.',
  "{1} ({2} accounts)",
  "{1} (declined)",
  "{1} (not asked for)",
  "Could not list {1}: {2} Ask an admin of the portfolio for access.",
  "Stopped reading {1}: the answer says that there is a next page and not where it is.",
  "Could not read {1}: the server answered {2} with something that is not the Graph API's JSON.",
  "Could not read {1}: the API answered {2}",
  "Could not read {1}: {2}",
  'the Pages of connection "{1}"',
  'the {1} Pages of Business portfolio "{2}"',
  "the Pages of portfolio {1}",
  "time-out",
] as const;

export type NoteKey = (typeof own)[number];

export const noteTexts = Object.fromEntries(own.map((note) => [note, note])) as Record<NoteKey, string>;

/** Somebody else's words. */
export const quote = (words: string) => `“${words}”`;
