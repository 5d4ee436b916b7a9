// What is left to collect of a period that was collected. A second `run` must change nothing (RELIABILITY §6, "twice equals
// once"), and an answer that is held is not paid for again (V2): it asks what may have changed, of those it concerns.
import type { AccountRecord, DaySpan, GapRecord, MissingAccount } from "../dataset/index.ts";
import { findUnderWay, matchesFilter } from "../dataset/index.ts";
import type { RunRow, Store } from "../store/index.ts";
import { isFresh, stateOf, toCapabilities } from "./capabilities/index.ts";
import { collect } from "./collect.ts";
import type { CollectContext } from "./collect-context.ts";
import type { Again, CollectOptions } from "./collect-options.ts";
import { explainState, WHOLE_CONNECTION } from "./explain-state.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { tellWholeLosses } from "./lost-access.ts";
import type { CollectOutcome } from "./outcome.ts";
import { toWholeSubject, toWindows } from "./plan/index.ts";
import { PASSING } from "./reopen.ts";
import { toScope } from "./scope.ts";
import { groupBySpan } from "./spans.ts";
import { walkConnections } from "./walk-connections.ts";

/** A refusal for want of a permission is tried again after a day, though no list shows another role. */
const PERMISSION_MS = 86_400_000;
const ALL_DAYS: DaySpan = { from: "0001-01-01", to: "9999-12-31" };
const NOBODY: Again = {
  found: { accounts: [], reachable: [], missing: [], lost: [], walked: [], spent: [], searchCalls: 0 },
  due: new Map(),
};

/** The last collection of the same period and accounts, when it ended complete or partial. */
export function findFinishedCollection(store: Store, options: CollectOptions): Promise<RunRow | undefined> {
  return store.findFinishedRun("collect", toScope(options));
}

/**
 * What became of a collection that ended, once what it lost for a passing reason was asked for again; undefined where
 * there is none yet. Without such a loss no call; else the lists of Pages of the connections concerned, and of the
 * accounts concerned the very questions that were lost. Nothing is written where nothing may have changed.
 */
export async function repeatCollection(
  context: CollectContext,
  options: CollectOptions,
  signal: AbortSignal,
): Promise<CollectOutcome | undefined> {
  const { store, graph, clock } = context;
  const first = await findFinishedCollection(store, options);
  if (first === undefined || first.accounts === 0 || isOutgrown(first, options, clock.now())) return undefined;
  const known = (await store.read.accounts()).filter((account) => matchesFilter(account, options.filter));
  const lost = await listLost(store, known, first);
  const missing = await store.read.missing();
  const capabilities = toCapabilities(await store.lessons(), clock.now());
  // No list of Pages tells whether the token reaches an account again: it is asked itself, by one call.
  const isAside = ({ accountId }: AccountRecord): boolean =>
    stateOf(capabilities, "refused-account", accountId) === "refused" &&
    lost.get(accountId)?.every(({ reason }) => reason === "token-unusable") === true;
  const connections = graph.connections.filter(
    (name) =>
      missing.some(
        ({ connection, pageId, reason }) =>
          connection === name && pageId === undefined && WHOLE_CONNECTION.includes(reason),
      ) || known.some((one) => one.connection === name && lost.has(one.accountId) && !isAside(one)),
  );
  const aside = known.filter((one) => isAside(one) && !connections.includes(one.connection));
  if (connections.length === 0 && aside.length === 0) return await tellCollection(context, first, options);
  const walked = await walkConnections(context, { filter: options.filter, connections }, signal);
  const found = withAside(walked, aside, missing);
  const collected = new Set<string>();
  for (const { span, accounts } of groupBySpan(found.accounts, options)) {
    for (const id of await listCollected(store, span, accounts)) collected.add(id);
  }
  const reached = new Set([...collected, ...listRefusedWhole(lost)]);
  const due = findDue(found.accounts, { known, lost, collected: reached }, clock.now());
  const ask = async (some: Again["due"]): Promise<CollectOutcome | undefined> => {
    if (some.size === 0) return undefined;
    const accounts = found.accounts.filter(({ accountId }) => some.has(accountId));
    const again = { found: { ...found, accounts, spent: [] }, due: some };
    const repeated = await collect(context, { ...options, again }, signal);
    return repeated.outcome === "paused" ? repeated : undefined;
  };
  const paused = (await ask(due)) ?? (await ask(findAnswered(due, lost, await listLost(store, known, first))));
  if (paused !== undefined) return paused;
  const told = await tellCollection(context, first, options);
  const [spent] = found.spent.toSorted((a, b) => a.resumesAt.getTime() - b.resumesAt.getTime());
  if (spent === undefined) return told;
  return { ...told, outcome: "paused", resumesAt: spent.resumesAt.toISOString(), message: spent.message };
}

/** Accounts that are asked without looking for them again: what was told of their connections stays. */
function withAside(found: FoundAccounts, aside: readonly AccountRecord[], missing: readonly MissingAccount[]) {
  const names = [...new Set(aside.map(({ connection }) => connection))];
  return {
    ...found,
    accounts: [...found.accounts, ...aside],
    missing: [...found.missing, ...missing.filter(({ connection }) => names.includes(connection))],
    walked: [...found.walked, ...names],
  };
}

/** Begun while the last day was still under way, and now that is over: there is more to it. */
function isOutgrown({ startedAt }: RunRow, { span }: CollectOptions, now: Date): boolean {
  return findUnderWay(span, new Date(startedAt)) !== null && findUnderWay(span, now) === null;
}

/** By account. */
type Lost = ReadonlyMap<string, readonly GapRecord[]>;

/** What a collection lost for a passing reason. */
async function listLost(store: Store, known: readonly AccountRecord[], { startedAt }: RunRow): Promise<Lost> {
  const ids = new Set(known.map(({ accountId }) => accountId));
  const gaps = (await store.read.gaps(ALL_DAYS)).filter(
    ({ accountId, reason, seenAt }) => ids.has(accountId) && PASSING.includes(reason) && seenAt >= startedAt,
  );
  return Map.groupBy(gaps, ({ accountId }) => accountId);
}

/** Accounts of which the period was asked: its totals are held, or something of it is told as lost. */
async function listCollected(
  store: Store,
  span: DaySpan,
  accounts: readonly Pick<AccountRecord, "accountId">[],
): Promise<ReadonlySet<string>> {
  const windows = toWindows(span).map(({ from, to }) => `${from}..${to}`);
  const ids = accounts.map(({ accountId }) => accountId);
  const held = await store.held(ids, span.to);
  const gaps = await store.read.gaps(span);
  return new Set([
    ...held.filter(({ totalWindows }) => windows.some((window) => totalWindows.includes(window))).map(toId),
    ...gaps.filter(({ fromDay }) => fromDay !== undefined).map(toId),
  ]);
}

/** Accounts of which everything was asked, and refused in one word. */
function listRefusedWhole(lost: Lost): readonly string[] {
  return [...lost.keys()].filter((id) => lost.get(id)?.some(({ subject }) => subject === toWholeSubject(id)));
}

const toId = ({ accountId }: { readonly accountId: string }): string => accountId;

/**
 * What a report of these accounts depends on, beside the collection it was made after: the same mark, the same figures.
 * Repeats that were refused once more leave it as it is.
 */
export async function readDataMark(store: Store, span: DaySpan, accountIds: readonly string[]): Promise<unknown> {
  const collected = await listCollected(
    store,
    span,
    accountIds.map((accountId) => ({ accountId })),
  );
  const wanted = new Set(accountIds);
  const gaps = (await store.read.gaps(span))
    .filter(({ accountId }) => wanted.has(accountId))
    .map(({ subject, mediaId, metric, reason, message }) => [subject, mediaId, metric, reason, message].join(" "));
  const missing = (await store.read.missing()).map(
    ({ connection, pageId, reason }) => `${connection} ${pageId} ${reason}`,
  );
  return [accountIds.filter((id) => collected.has(id)).toSorted(), gaps.toSorted(), missing.toSorted()];
}

interface Before {
  readonly known: readonly AccountRecord[];
  readonly lost: Lost;
  readonly collected: ReadonlySet<string>;
}

/**
 * Who is worth asking again, and what for: everything of an account the collection did not reach, what may come now of
 * one it reached, and one question of one that was not permitted.
 */
function findDue(accounts: readonly AccountRecord[], { known, lost, collected }: Before, now: Date): Again["due"] {
  const due = new Map<string, readonly string[] | "everything">();
  for (const account of accounts) {
    const { accountId } = account;
    const before = known.find((one) => one.accountId === accountId);
    const gaps = lost.get(accountId) ?? [];
    const isOther = before?.tasks.toSorted().join() !== account.tasks.toSorted().join();
    const lostHere = gaps.filter(({ reason }) => isOther || reason !== "not-permitted");
    const isOneTrouble = new Set(lostHere.map(({ reason, code }) => `${reason} ${code}`)).size === 1;
    const open = isOneTrouble && !isOther ? toProbe(lostHere) : lostHere.map(({ subject }) => subject);
    const isRefusedWhole = gaps.some(({ subject }) => subject === toWholeSubject(accountId));
    const isDue = open.length > 0 || isProbeDue(gaps, now);
    if (!collected.has(accountId) || (isRefusedWhole && isDue)) due.set(accountId, "everything");
    else if (open.length > 0) due.set(accountId, open);
    else if (isDue) due.set(accountId, toProbe(gaps));
  }
  return due;
}

/** Without a code nobody was asked: the role itself forbids it, and that is the same as it was. */
function isProbeDue(gaps: readonly GapRecord[], now: Date): boolean {
  const refused = gaps.filter(({ code }) => code !== undefined);
  return refused.length > 0 && refused.every(({ seenAt }) => !isFresh(seenAt, now, PERMISSION_MS));
}

/** Of what was refused the question whose answer is the smallest. */
function toProbe(gaps: readonly GapRecord[]): readonly string[] {
  const told = gaps.filter(({ code }) => code !== undefined).map(({ subject }) => subject);
  const subjects = told.length > 0 ? told : gaps.map(({ subject }) => subject);
  return [subjects.find((subject) => subject.includes("/totals/")) ?? subjects[0] ?? ""];
}

/** Where one question was answered that had been refused, the others are worth asking, too. */
function findAnswered(due: Again["due"], before: Lost, after: Lost): Again["due"] {
  const open = new Map<string, readonly string[]>();
  for (const [accountId, subjects] of due) {
    const left = (after.get(accountId) ?? []).map(({ subject }) => subject);
    const isProbe = subjects.length === 1 && (before.get(accountId)?.length ?? 0) > 1;
    if (isProbe && subjects !== "everything" && !left.includes(subjects[0] ?? "") && left.length > 0) {
      open.set(accountId, left);
    }
  }
  return open;
}

/** Accounts that answered, as the tallies of a run say; undefined where none was to be asked. */
async function readAnswered({ operation }: Store, { runId }: RunRow): Promise<number | undefined> {
  const tallies = await operation.tallies(runId);
  const asked = tallies.reduce((sum, tally) => sum + tally.asked, 0);
  return asked === 0 ? undefined : tallies.reduce((sum, tally) => sum + tally.answered, 0);
}

/** How the collection stands now: as it ended, unless it was gone on with. */
async function tellCollection(
  { store, graph }: CollectContext,
  first: RunRow,
  options: CollectOptions,
): Promise<CollectOutcome> {
  const { accounts, gaps, message } = first;
  const missing = await store.read.missing();
  const ended = {
    outcome: first.state === "complete" ? "complete" : "partial",
    period: options.span,
    accounts,
    answered: await readAnswered(store, first),
    calls: graph.callsSent(),
    gaps,
    missing,
    appeared: [],
    resumesAt: null,
    underWay: findUnderWay(options.span, new Date(first.startedAt)),
    message,
  } as const;
  const repeats = await store.findFinishedRun("collect", toScope({ ...options, again: NOBODY }));
  if (repeats === undefined || repeats.startedAt < first.startedAt) return ended;
  const known = (await store.read.accounts()).filter((account) => matchesFilter(account, options.filter));
  const ids = new Set(known.map(toId));
  const left = (await store.read.gaps(ALL_DAYS)).filter(
    ({ accountId, seenAt }) => ids.has(accountId) && seenAt >= first.startedAt,
  );
  const isLost = ({ connection, pageId }: AccountRecord): boolean =>
    missing.some((row) => row.reason === "no-longer-listed" && row.connection === connection && row.pageId === pageId);
  const because = explainState(missing, known.filter(isLost), tellWholeLosses(known, left), left.length);
  return { ...ended, gaps: left.length, outcome: because === undefined ? "complete" : "partial", message: because };
}
