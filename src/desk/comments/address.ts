// What the inbox shows, as its address says it: every filter lives there, so that a link, the button back and a reload keep it.
import { z } from "zod";
import { foldText, parseScript, SCRIPT_NAMES } from "../../dataset/index.ts";
import type { CountedFilter, ThreadPlace, ThreadQuery, ThreadScope, ThreadState } from "../../store/index.ts";
import type { Person, Scope } from "../person.ts";
import type { DeskPorts } from "../ports.ts";
import { listVisible } from "../visible.ts";

export const VIEWS = ["unanswered", "answered", "all", "mine", "done", "hidden", "deleting"] as const;
export type View = (typeof VIEWS)[number];

/** Ages to choose from, in hours. */
export const AGES = { "24h": 24, "7d": 168, "30d": 720, "90d": 2_160 } as const;

const word = z.string().trim().max(200).default("");

/** Empty texts are filters that are not set. */
export const address = z.object({
  view: z.enum(VIEWS).default("unanswered"),
  client: word,
  account: word,
  media: z
    .string()
    .regex(/^\d{0,30}$/)
    .default(""),
  age: z.enum(["", ...(Object.keys(AGES) as (keyof typeof AGES)[])]).default(""),
  language: z.enum(["", ...SCRIPT_NAMES]).default(""),
  q: word,
  rule: word,
  sort: z.enum(["", "newest", "oldest"]).default(""),
  /** The last thread of the page before: its moment and its id. */
  after: z
    .string()
    .regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,\d{1,30})?$/)
    .default(""),
});
export type Address = z.infer<typeof address>;

const PLAIN = address.parse({});

/** The filters in an address, those that are not set left out. */
export function toQueryString(filters: Partial<Address>): string {
  const set = Object.entries(filters).filter(([name, value]) => value !== "" && value !== PLAIN[name as keyof Address]);
  const text = new URLSearchParams(set as [string, string][]).toString();
  return text === "" ? "" : `?${text}`;
}

/** Filters a form sent along; what cannot be read is none. */
export function readBack(text: string): Address {
  const read = address.safeParse(Object.fromEntries(new URLSearchParams(text)));
  return read.success ? read.data : PLAIN;
}

export function toPath(filters: Partial<Address>, commentId = ""): string {
  return `/comments${commentId === "" ? "" : `/${commentId}`}${toQueryString(filters)}`;
}

/** Whoever waits longest comes first; elsewhere the newest. */
export function toOrder({ view, sort }: Address): "newest" | "oldest" {
  return sort === "" ? (view === "unanswered" ? "oldest" : "newest") : sort;
}

const STATES: Partial<Readonly<Record<View, readonly [ThreadState]>>> = {
  unanswered: ["open"],
  answered: ["answered"],
  done: ["done"],
  hidden: ["hidden"],
};

/** The threads of a view alone, for its tally. */
export function toViewFilter(view: View, scope: ThreadScope, person: Pick<Person, "name">): CountedFilter {
  return {
    scope,
    ...(STATES[view] === undefined ? {} : { states: STATES[view] }),
    ...(view === "mine" ? { assignedTo: person.name } : {}),
    ...(view === "deleting" ? { isDeleting: true } : {}),
  };
}

export async function toThreadQuery(
  filters: Address,
  { person, ports, now }: { readonly person: Person; readonly ports: DeskPorts; readonly now: Date },
  limit: number,
): Promise<ThreadQuery> {
  const { view, media, age, language, q, rule, after } = filters;
  const scope = await toThreadScope(filters, person.scope, ports);
  const [createdAt, commentId] = after.split(",");
  const place: ThreadPlace | undefined =
    createdAt === undefined || commentId === undefined ? undefined : { createdAt, commentId };
  return {
    ...toViewFilter(view, scope, person),
    ...(media === "" ? {} : { mediaIds: [media] }),
    ...(age === "" ? {} : { since: new Date(now.getTime() - AGES[age] * 3_600_000).toISOString() }),
    ...(language === "" ? {} : { script: parseScript(language) }),
    ...(q === "" ? {} : { contains: q }),
    ...(rule === "" ? {} : { reason: `rule ${rule}` }),
    order: toOrder(filters),
    after: place,
    limit,
  };
}

/** The accounts that a person may see, and of those the ones that are asked for. */
export async function toThreadScope(
  { client, account }: Pick<Address, "client" | "account">,
  scope: Scope,
  ports: DeskPorts,
): Promise<ThreadScope> {
  if (scope === "all" && client === "" && account === "") return { allBut: [] };
  const visible = await listVisible(scope, ports);
  const name = foldText(account.replace(/^@/, ""));
  const named = name === "" ? visible.owned : (visible.byName.get(name) ?? []);
  const chosen =
    client === ""
      ? named
      : name === ""
        ? (visible.byClient.get(client) ?? [])
        : named.filter(({ clients }) => clients.includes(client));
  return { only: chosen.map(({ account: { accountId } }) => accountId) };
}
