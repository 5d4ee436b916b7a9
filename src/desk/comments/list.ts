// The left half of the inbox: chips, filters, and one page of threads.
import { SCRIPT_NAMES } from "../../dataset/index.ts";
import type { InboxThread, Presence } from "../../store/index.ts";
import type { Call } from "../route.ts";
import { listVisible } from "../visible.ts";
import {
  type Address,
  AGES,
  toOrder,
  toPath,
  toThreadQuery,
  toThreadScope,
  toViewFilter,
  VIEWS,
  type View,
} from "./address.ts";
import { STATE_WORDS, toAge, toEmptyWords, toLine, VIEW_WORDS } from "./words.ts";
import { readWritesLeft } from "./writes-left.ts";

const THREADS_A_PAGE = 30;
/** Beyond, a tally says "999+": nobody counts a million at each click. */
const COUNTED_MOST = 999;
const TALLIED: readonly View[] = ["unanswered", "mine", "deleting"];
/** More accounts are typed, not chosen. */
const ACCOUNTS_OFFERED = 200;

export type ListCall = Pick<Call<unknown>, "person" | "scope" | "ports" | "now">;

export async function toListView(
  filters: Address,
  call: ListCall,
  chosenId = "",
): Promise<Readonly<Record<string, unknown>>> {
  const { ports, scope, person } = call;
  const query = await toThreadQuery(filters, call, THREADS_A_PAGE);
  const { threads, next, searchedTo } = await ports.store.inbox.page(query);
  const visible = await listVisible(scope, ports);
  const plain = { ...filters, after: "" };
  return {
    chips: await toChips(filters, call),
    set: toSetFilters(filters),
    filters: { ...filters, isMore: toSetFilters(filters).length > 0 || filters.sort !== "" },
    clients: toOptions(visible.clients, filters.client),
    accounts: visible.owned.length > ACCOUNTS_OFFERED ? [] : visible.owned.map(({ account }) => account.username),
    ages: toOptions(Object.keys(AGES), filters.age),
    languages: toOptions(SCRIPT_NAMES, filters.language),
    rules: toOptions(
      ports.settings.comments.rules.map(({ name }) => name),
      filters.rule,
    ),
    order: {
      isOldest: toOrder(filters) === "oldest",
      other: toPath({ ...plain, sort: toOrder(filters) === "oldest" ? "newest" : "oldest" }),
    },
    writesLeft: await readWritesLeft(ports, visible.connections),
    rows: await toRows(threads, filters, call, chosenId),
    ...toEmpty(filters, threads.length === 0, searchedTo !== undefined),
    about: filters.view === "done" ? "What somebody marked as done; what was answered is under Answered." : "",
    next:
      next === undefined
        ? null
        : { href: toPath({ ...filters, after: `${next.createdAt},${next.commentId}` }), searchedTo: searchedTo ?? "" },
    first: filters.after === "" ? "" : toPath(plain),
    back: toPath(filters).replace(/^[^?]*\??/, ""),
    bulk: filters.view === "deleting" ? "" : toPath(plain).replace("/comments", "/comments/bulk"),
    lookable: filters.account === "" ? "" : filters.account,
    me: person.name,
  };
}

/** What an empty list says, and where else the same words may be looked for. */
function toEmpty(filters: Address, isEmpty: boolean, isPart: boolean) {
  const { view, q } = filters;
  const isNarrowed = toSetFilters({ ...filters, q: "" }).length > 0;
  return {
    empty: isEmpty ? toEmptyWords(filters, { isNarrowed, isPart }) : "",
    everywhere: isEmpty && q !== "" && (isNarrowed || view !== "all") ? toPath({ view: "all", q }) : "",
  };
}

async function toChips(filters: Address, { person, scope, ports }: ListCall): Promise<readonly unknown[]> {
  const within = await toThreadScope(filters, scope, ports);
  return Promise.all(
    VIEWS.map(async (view) => {
      const count = TALLIED.includes(view)
        ? await ports.store.inbox.count(toViewFilter(view, within, person), COUNTED_MOST + 1)
        : 0;
      return {
        href: toPath({ client: filters.client, account: filters.account, view }),
        words: VIEW_WORDS[view],
        tally: count > COUNTED_MOST ? `${COUNTED_MOST}+` : count === 0 ? "" : String(count),
        isHere: view === filters.view,
      };
    }),
  );
}

/** What narrows the list besides its view, each with the address without it. */
function toSetFilters(filters: Address): readonly { readonly words: string; readonly without: string }[] {
  const { client, account, media, age, language, q, rule } = filters;
  const set: readonly (readonly [Partial<Address>, string])[] = [
    [{ client: "" }, client],
    [{ account: "" }, account === "" ? "" : `@${account.replace(/^@/, "")}`],
    [{ media: "" }, media === "" ? "" : "one post"],
    [{ age: "" }, age === "" ? "" : `last ${age}`],
    [{ language: "" }, language === "" ? "" : `${language} script`],
    [{ q: "" }, q === "" ? "" : `“${q}”`],
    [{ rule: "" }, rule === "" ? "" : `rule ${rule}`],
  ];
  return set.flatMap(([without, words]) =>
    words === "" ? [] : [{ words, without: toPath({ ...filters, ...without, after: "" }) }],
  );
}

function toOptions(names: readonly string[], chosen: string) {
  return names.map((name) => ({ name, isChosen: name === chosen }));
}

async function toRows(threads: readonly InboxThread[], filters: Address, call: ListCall, chosenId: string) {
  const { store } = call.ports;
  const ids = threads.map(({ top }) => top.commentId);
  const mediaIds = [...new Set(threads.map(({ top }) => top.mediaId))];
  const media = new Map((await store.comments.media(mediaIds)).map((one) => [one.mediaId, one]));
  const pictured = await store.thumbnailIds(mediaIds);
  const present = Map.groupBy(await store.inbox.present(ids, call.person.name), ({ commentId }) => commentId);
  const ruled = await readRules(ids, call);
  const { byId } = await listVisible(call.scope, call.ports);
  return threads.map(({ top, state, replies, assigned }) => ({
    id: top.commentId,
    href: toPath(filters, top.commentId),
    isHere: top.commentId === chosenId,
    author: top.username ?? "somebody",
    age: toAge(top.createdAt, call.now),
    createdAt: top.createdAt,
    text: toLine(top.text, 160) || "(no words)",
    account: byId.get(top.accountId)?.account.username ?? top.accountId,
    caption: toLine(media.get(top.mediaId)?.caption, 60),
    picture: pictured.has(top.mediaId) ? `/media/${top.mediaId}/picture` : "",
    state: state === "open" && filters.view === "unanswered" ? "" : STATE_WORDS[state],
    replies: replies === 0 ? "" : replies === 1 ? "1 reply" : `${replies} replies`,
    presence: toPresenceWords(present.get(top.commentId)),
    assigned: assigned === undefined ? "" : assigned.to === call.person.name ? "yours" : `for ${assigned.to}`,
    rule: ruled.get(top.commentId) ?? "",
  }));
}

function toPresenceWords([first]: readonly Presence[] = []): string {
  if (first === undefined) return "";
  return first.doing === "writing" ? `${first.person} is writing` : `${first.person} is looking`;
}

/** The last rule that hit each. */
async function readRules(ids: readonly string[], { ports }: ListCall): Promise<ReadonlyMap<string, string>> {
  const actions = await ports.store.comments.actions({ commentIds: ids });
  const hits = actions.filter(({ reason }) => reason?.startsWith("rule ") === true);
  return new Map(
    hits.toReversed().map(({ commentId = "", reason = "" }) => [commentId, reason.replace("rule ", "rule: ")]),
  );
}
