// What a form asked for, as the desk's log keeps it: what it was about, and nothing of how the page works.

/** Of the page and not of the deed: where it leads back to, and what tells whether it is stale. */
const NOT_NOTED = new Set(["back", "mark", "anyway", "sure"]);
/** No form of a page asks for one; should one ever, it does not come here. */
const SECRET = /password|secret|token|csrf/i;
const LONGEST_TEXT = 200;
const MOST_OF_A_LIST = 25;

/** Long texts and lists are cut; a list tells how many it had under `<name>Count`. */
export function toNoted(input: unknown): Readonly<Record<string, unknown>> {
  const given = Object.entries((input ?? {}) as Readonly<Record<string, unknown>>);
  const noted = given.filter(([name, value]) => !NOT_NOTED.has(name) && !SECRET.test(name) && value !== "");
  return Object.fromEntries(noted.flatMap(([name, value]) => toEntries(name, value)));
}

function toEntries(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return [[name, cut(value)]];
  const first = value.slice(0, MOST_OF_A_LIST).map(cut);
  return first.length === value.length
    ? [[name, first]]
    : [
        [name, first],
        [`${name}Count`, value.length],
      ];
}

function cut(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const signs = [...value];
  return signs.length <= LONGEST_TEXT ? value : `${signs.slice(0, LONGEST_TEXT - 1).join("")}…`;
}
