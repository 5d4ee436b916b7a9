// The table of all accounts within a scope, one page of it.
import {
  type AccountRecord,
  addDays,
  type DaySpan,
  foldText,
  listDays,
  mayBy,
  parsePeriod,
  toRoleName,
} from "../../dataset/index.ts";
import type { DeskPorts } from "../ports.ts";
import type { Call } from "../route.ts";
import { listVisible, type Visible } from "../visible.ts";
import type { OwnedAccount } from "../whose.ts";
import { type Address, isDown, SORTS, type Sort, toPath } from "./address.ts";
import { toStrip } from "./strip.ts";

const ACCOUNTS_A_PAGE = 40;
export const WEEKS = 13;
const HEADS: Readonly<Record<Sort, string>> = {
  account: "Account",
  client: "Client",
  followers: "Followers",
  reach: "Reach, last week",
  read: "Last read",
  connection: "Connection",
};

type ListCall = Pick<Call<unknown>, "scope" | "ports" | "now">;
type Reaches = ReadonlyMap<string, { readonly value: number; readonly takenAt: string }>;

/** Reach changes when a run has read it; that is seen a little later. */
const KEPT_MS = 30_000;
const kept = new WeakMap<
  DeskPorts["store"],
  { readonly key: string; readonly at: number; readonly reaches: Promise<Reaches> }
>();

export function toLastWeek({ settings }: DeskPorts, now: Date): DaySpan {
  const span = parsePeriod("last-week", now, settings.period);
  if (span === undefined) throw new Error("there is always a last week");
  return span;
}

function readReaches(ports: DeskPorts, span: DaySpan): Promise<Reaches> {
  const at = ports.clock.now().getTime();
  const key = `${span.from}..${span.to}`;
  const known = kept.get(ports.store);
  if (known !== undefined && known.key === key && Math.abs(at - known.at) < KEPT_MS) return known.reaches;
  const reaches = ports.store.accountBook.totals("reach", span);
  kept.set(ports.store, { key, at, reaches });
  reaches.catch(() => kept.delete(ports.store));
  return reaches;
}

export async function toListView(filters: Address, call: ListCall): Promise<Readonly<Record<string, unknown>>> {
  const { scope, ports, now } = call;
  const week = toLastWeek(ports, now);
  const reaches = await readReaches(ports, week);
  const visible = await listVisible(scope, ports);
  const fits = visible.owned.filter((owned) => isWanted(owned, filters));
  const sorted = sortAccounts(fits, filters, reaches);
  const start = filters.after === "" ? 0 : findStart(sorted, filters, reaches, visible);
  const page = sorted.slice(start, start + ACCOUNTS_A_PAGE);
  const last = page.at(-1);
  const strips = { from: addDays(week.to, 1 - 7 * WEEKS), to: week.to };
  const stripDays = listDays(strips);
  const ids = page.map(({ account }) => account.accountId);
  const days = await ports.store.accountBook.heldDays(ids, "reach", strips);
  const names = ports.settings.connections.map(({ name }) => name);
  return {
    heads: SORTS.map((sort) => ({
      words: HEADS[sort],
      isHere: sort === filters.sort,
      isDown: isDown({ sort, order: sort === filters.sort ? filters.order : "" }),
      isFigure: sort === "followers" || sort === "reach",
      href: toPath({
        ...filters,
        after: "",
        sort,
        order: sort === filters.sort ? (isDown(filters) ? "up" : "down") : "",
      }),
    })),
    rows: page.map((owned) =>
      toRow(owned, reaches, toStrip(days.get(owned.account.accountId) ?? [], stripDays), names),
    ),
    total: fits.length,
    isOne: fits.length === 1,
    filters,
    clients: visible.clients.map((name) => ({ name, isChosen: name === filters.client })),
    connections: visible.connections.map((name) => ({ name, isChosen: name === filters.connection })),
    isLacking: filters.role === "lacking",
    isNarrowed: filters.q + filters.client + filters.connection + filters.role !== "",
    next:
      last === undefined || start + page.length >= sorted.length
        ? ""
        : toPath({ ...filters, after: last.account.accountId }),
    first: filters.after === "" ? "" : toPath({ ...filters, after: "" }),
    week,
  };
}

function isWanted({ account, clients }: OwnedAccount, { q, client, connection, role }: Address): boolean {
  if (client !== "" && !clients.includes(client)) return false;
  if (connection !== "" && account.connection !== connection) return false;
  if (role === "lacking" && lacksNothing(account)) return false;
  const text = foldText(q.replace(/^@/, ""));
  return text === "" || foldText(account.username).includes(text) || foldText(account.name ?? "").includes(text);
}

function lacksNothing({ tasks }: AccountRecord): boolean {
  return mayBy(tasks, "insights") !== false && mayBy(tasks, "comments") !== false;
}

/** What is sorted by; what is not known comes last, whichever way. */
function toKey({ account, clients }: OwnedAccount, sort: Sort, reaches: Reaches): string | number | undefined {
  switch (sort) {
    case "account":
      return account.username;
    case "client":
      return clients[0] || undefined;
    case "followers":
      return account.followersCount;
    case "reach":
      return reaches.get(account.accountId)?.value;
    case "read":
      return account.takenAt;
    default:
      return account.connection;
  }
}

interface Keyed {
  readonly owned: OwnedAccount;
  readonly key: string | number | undefined;
}

function compare(a: Keyed, b: Keyed, sign: number): number {
  if (a.key !== b.key) {
    if (a.key === undefined) return 1;
    if (b.key === undefined) return -1;
    return a.key < b.key ? -sign : sign;
  }
  const [one, other] = [a.owned.account.accountId, b.owned.account.accountId];
  return one < other ? -1 : one > other ? 1 : 0;
}

function sortAccounts(accounts: readonly OwnedAccount[], filters: Address, reaches: Reaches): readonly OwnedAccount[] {
  const sign = isDown(filters) ? -1 : 1;
  const keyed = accounts.map((owned): Keyed => ({ owned, key: toKey(owned, filters.sort, reaches) }));
  return keyed.sort((a, b) => compare(a, b, sign)).map(({ owned }) => owned);
}

/** Behind the last one of the page before, wherever that stands now, and also when it fits no longer. */
function findStart(sorted: readonly OwnedAccount[], filters: Address, reaches: Reaches, visible: Visible): number {
  const last = visible.byId.get(filters.after);
  if (last === undefined) return 0;
  const sign = isDown(filters) ? -1 : 1;
  const toKeyed = (owned: OwnedAccount): Keyed => ({ owned, key: toKey(owned, filters.sort, reaches) });
  const found = sorted.findIndex((one) => compare(toKeyed(one), toKeyed(last), sign) > 0);
  return found === -1 ? sorted.length : found;
}

function toRow(
  owned: OwnedAccount,
  reaches: Reaches,
  strip: ReturnType<typeof toStrip>,
  connections: readonly string[],
) {
  const { account, clients } = owned;
  const reach = reaches.get(account.accountId);
  return {
    id: account.accountId,
    username: account.username,
    name: account.name ?? "",
    clients: clients.filter(Boolean).join(", "),
    followers: account.followersCount ?? null,
    hasFollowers: account.followersCount !== undefined,
    reach: reach?.value ?? null,
    hasReach: reach !== undefined,
    readAt: account.takenAt,
    strip,
    role: toRoleName(account.tasks) ?? "",
    lacks: lacksNothing(account) ? "" : toLacking(account),
    connection: account.connection,
    hasToken: connections.includes(account.connection),
  };
}

function toLacking({ tasks }: AccountRecord): string {
  const lacking = [
    mayBy(tasks, "insights") === false ? "no insights" : "",
    mayBy(tasks, "comments") === false ? "no comments" : "",
  ];
  return lacking.filter(Boolean).join(", ");
}
