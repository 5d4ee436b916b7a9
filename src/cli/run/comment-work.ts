// What the schedule does about comments: between its slots it carries out what is due, and at its own times it applies the rules.

import { userInfo } from "node:os";
import type { Settings } from "../../config/index.ts";
import type { AccountRecord, CommentAction } from "../../dataset/index.ts";
import {
  type CarriedOut,
  type CarryOutOptions,
  listDue,
  type SweepOptions,
  type Swept,
  settle,
  sweep,
} from "../../moderate/index.ts";
import type { JobEnd } from "../../schedule/index.ts";
import type { Clock } from "../../shared/index.ts";
import { countOf } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { openServices, toPerHour } from "../compose.ts";
import { selectAccounts } from "../selection.ts";

/** So few at a turn of the schedule that no slot waits long for its start. */
const DUE_A_TURN = 10;
/** Of the hour's calls this share is never spent on what is due: a run that begins then finds at least that much. */
const LEFT_FOR_RUNS = 0.5;
/** After a try that came to nothing. */
const REST_MS = 5 * 60_000;
/** The schedule is held for stuck when it has not turned for 90 seconds. */
const LONGEST_MS = 60_000;
const ENDED: ReadonlySet<CommentAction["state"]> = new Set(["done", "refused", "undone"]);

export interface DueWork {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly store: Store;
  /** Called after each action: the schedule shows that it is alive. */
  readonly onStep?: (() => void) | undefined;
  /** Leaves what is due to a worker, where one is alive. */
  readonly leave?: (() => Promise<boolean>) | undefined;
}

/**
 * Carries out a few of the comment actions that are due, such as deletions whose grace time is over; undefined where nothing is, or
 * nothing may be spent on it now. The look costs no call and opens no line. Never waits for an hour: what is left stays due.
 */
export function createDueWork({
  settings,
  clock,
  store,
  onStep,
  leave,
}: DueWork): (stop: AbortSignal) => Promise<CarriedOut | undefined> {
  let restsUntil = 0;
  return async (stop) => {
    if (clock.now().getTime() < restsUntil) return undefined;
    const accounts = await listAccounts(settings, store);
    const due = accounts.length === 0 ? [] : await listDue({ store, clock }, accounts);
    if (due.length === 0) return undefined;
    // The weekly run, at work or waiting for its hour, goes before: what is due to be deleted is hidden already.
    if ((await store.slots.open()).some(({ job }) => job === "run")) return undefined;
    const free = await listFreeConnections(settings, store);
    const reachable = accounts.filter(({ connection }) => free.includes(connection));
    if (!due.some(({ connection }) => free.includes(connection))) return undefined;
    // Until this try has come to something; also when it throws.
    restsUntil = clock.now().getTime() + REST_MS;
    if ((await leave?.()) === true) return undefined;
    await using services = await openServices(settings, clock, { whenSpent: "stop", store });
    // A hung line must not hold up the slots; whatever is cut off is looked up the next time.
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]);
    const options = { ...toCarryOut(settings, reachable), most: DUE_A_TURN, onDone: onStep };
    const settled = await settle(services, options, signal);
    if (settled.actions.every(({ state }) => ENDED.has(state))) restsUntil = 0;
    return settled;
  };
}

/** Connections with a write left, and with more calls left than runs are to find. */
async function listFreeConnections(settings: Settings, store: Store): Promise<readonly string[]> {
  const free: string[] = [];
  for (const { name, callsPerHour } of settings.connections) {
    const perHour = toPerHour(settings, callsPerHour);
    const calls = await store.ledger.callsLeft(name, "calls", perHour);
    const writes = await store.ledger.callsLeft(name, "comment-writes", settings.comments.writesPerHour);
    if (writes.left > 0 && calls.left > perHour * LEFT_FOR_RUNS) free.push(name);
  }
  return free;
}

/** "3 comment actions done, 1 refused." */
export function toDueLine({ actions, message }: CarriedOut): string {
  const count = (state: string) => actions.filter((action) => action.state === state).length;
  const done = count("done");
  const refused = count("refused");
  const waiting = actions.length - done - refused - count("undone");
  const parts = [
    `${done} comment ${done === 1 ? "action" : "actions"} done`,
    ...(refused === 0 ? [] : [`${refused} refused`]),
    ...(waiting === 0 ? [] : [`${waiting} still due`]),
  ];
  return `${parts.join(", ")}.${message === undefined ? "" : ` ${message}`}`;
}

/** The rules, once over every account, doing what they say. */
export async function sweepComments(
  { settings, clock }: Pick<DueWork, "settings" | "clock">,
  signal: AbortSignal,
): Promise<JobEnd> {
  await using services = await openServices(settings, clock, { whenSpent: "stop" });
  const accounts = await listAccounts(settings, services.store);
  if (accounts.length === 0)
    return { outcome: "partial", message: "No account is held yet: a run finds them.", calls: 0 };
  const options = { ...toCarryOut(settings, await leastReadFirst(services.store, accounts)), apply: true };
  const swept = await sweep(services, { ...options, ...toSweepOptions(settings, clock.now(), readOsUser()) }, signal);
  const isStopped = signal.aborted && swept.outcome === "paused";
  return {
    // A spent hour does not keep the slot open: what was ordered waits in the store, what was not read is read first next time.
    outcome: swept.outcome === "paused" && !isStopped ? "partial" : swept.outcome,
    message: toSweptLine(swept),
    calls: services.graph.callsSent(),
  };
}

/** "120 comments read, 3 new hits: spam 2, phone numbers 1." */
function toSweptLine({ comments, fresh, hits, leftOut, unreadable, message }: Swept): string {
  const counts = hits.flatMap(({ rule }) => {
    const count = fresh.filter((hit) => hit.rule.name === rule).length;
    return count === 0 ? [] : [`${rule} ${count}`];
  });
  const [first] = unreadable;
  return [
    `${countOf(comments, "comment")} read, ${countOf(fresh.length, "new hit")}${counts.length === 0 ? "" : `: ${counts.join(", ")}`}.`,
    ...(leftOut === 0 ? [] : [`${countOf(leftOut, "more waits", "more wait")} for the next sweep.`]),
    ...(first === undefined ? [] : [`${unreadable.length} of the accounts could not be read: ${first.message}`]),
    ...(message === undefined ? [] : [message]),
  ].join(" ");
}

/** Where the hour ends in the middle, the next sweep begins with those this one did not reach. */
async function leastReadFirst(store: Store, accounts: readonly AccountRecord[]): Promise<readonly AccountRecord[]> {
  const readAt = new Map<string, string>();
  for (const { accountId, walkedAt } of await store.comments.walks(accounts.map(({ accountId }) => accountId))) {
    if (walkedAt > (readAt.get(accountId) ?? "")) readAt.set(accountId, walkedAt);
  }
  const key = ({ accountId }: AccountRecord) => readAt.get(accountId) ?? "";
  return accounts.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** The sweep as configured; whether it acts is the caller's word. */
export function toSweepOptions(
  { comments, accounts, collect }: Settings,
  now: Date,
  osUser: string,
): Omit<SweepOptions, "accounts" | "settleMs" | "apply"> {
  const { rules, replies, most, graceHours } = comments;
  return {
    rules,
    replies,
    groups: accounts.groups,
    window: { mediaSince: new Date(now.getTime() - collect.mediaDays * 86_400_000).toISOString() },
    osUser,
    graceMs: graceHours * 3_600_000,
    max: most,
  };
}

/** Who asks, for the log; containers may run as a user without a name. */
export function readOsUser(env: NodeJS.ProcessEnv = process.env): string {
  try {
    return userInfo().username;
  } catch {
    return env.USER ?? "unknown";
  }
}

/** The accounts held that the configuration wants and has a token for. */
async function listAccounts(settings: Settings, store: Store): Promise<readonly AccountRecord[]> {
  const names = settings.connections.map(({ name }) => name);
  const held = selectAccounts(settings, await store.read.accounts());
  return held.filter(({ connection }) => names.includes(connection));
}

function toCarryOut({ comments }: Settings, accounts: readonly AccountRecord[]): CarryOutOptions {
  return { accounts, settleMs: comments.settleSeconds * 1000 };
}
