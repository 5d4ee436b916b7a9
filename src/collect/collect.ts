// The left wing's conductor: discover, plan, fetch, normalise, keep. Every step is committed before the next is asked.
import { type AccountRecord, emptyBatch, type MissingAccount, type StampReading } from "../dataset/index.ts";
import { BudgetSpent, type Graph, GraphError } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import { type Run, type Store, StoreError } from "../store/index.ts";
import type { AccountFilter, Discovery } from "./discover/index.ts";
import { fetchPlan } from "./fetch/index.ts";
import { keepThumbnails } from "./keep-thumbnails.ts";
import { toLessons } from "./lessons.ts";
import { createLostAccess } from "./lost-access.ts";
import { rememberMediaCounts } from "./media-counts.ts";
import { createMemory } from "./memory.ts";
import { normalise, normaliseKnownRefusals } from "./normalise/index.ts";
import { noteVersion } from "./note-version.ts";
import type { CollectOutcome } from "./outcome.ts";
import {
  type CallPlan,
  type PlannedCall,
  type PlannedRequest,
  planCalls,
  toSubject,
  toWholeSubject,
} from "./plan/index.ts";
import { type PlanOptions, toPlanInput } from "./plan-input.ts";
import { type FoundAccounts, walkConnections } from "./walk-connections.ts";

export interface CollectOptions extends PlanOptions {
  readonly filter: AccountFilter;
  /** False fetches no picture of the period's posts. */
  readonly pictures?: boolean | undefined;
  /** For connections whose own was not settled by `check --calibrate`. */
  readonly stampReading: StampReading;
  /** Accounts worked on at once. */
  readonly concurrency: number;
  readonly onProgress?: ((progress: CollectProgress) => void) | undefined;
}

export type CollectProgress =
  | { readonly step: "discovering"; readonly connection: string }
  | { readonly step: "planned"; readonly accounts: number; readonly calls: number }
  | {
      readonly step: "collecting";
      readonly done: number;
      readonly of: number;
      readonly calls: number;
      readonly username: string;
    }
  | { readonly step: "thumbnails"; readonly done: number; readonly of: number };

export interface CollectHouse {
  readonly graph: Graph;
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * One collection of a period into the store. An unfinished run of the same period and accounts is continued and nothing
 * that was answered is asked again. Throws only for what makes a collection impossible from its start; everything later,
 * a stop signal too, ends in an outcome whose run is closed.
 */
export async function collect(
  house: CollectHouse,
  options: CollectOptions,
  signal: AbortSignal,
): Promise<CollectOutcome> {
  const { store, clock, graph } = house;
  const run = await store.openRun({
    kind: "collect",
    scope: toScope(options),
    span: options.span,
    plan: null,
    now: clock.now(),
  });
  let asked = 0;
  let missing: readonly MissingAccount[] = [];
  let appeared: readonly string[] = [];
  const end = async (state: CollectOutcome["outcome"], message?: string, resumesAt?: Date): Promise<CollectOutcome> => {
    const closed = await run.close({ state, accounts: asked, message, now: clock.now() });
    return {
      outcome: state,
      period: options.span,
      accounts: asked,
      calls: graph.callsSent(),
      gaps: closed.gaps,
      missing,
      appeared,
      resumesAt: resumesAt?.toISOString() ?? null,
      message,
    };
  };
  try {
    await noteVersion(store, graph, clock);
    const discovered = await discover(house, run, options, signal);
    missing = discovered.missing;
    asked = discovered.accounts.length;
    appeared = await findNew(store, discovered.accounts);
    await store.keepDiscovery(discovered.accounts, missing);
    const plan = await planRun(house, run, discovered.accounts, options);
    options.onProgress?.({ step: "planned", accounts: asked, calls: plan.cost });
    const lost = await fetchRun(house, run, plan, discovered.accounts, options, signal);
    if (options.pictures !== false) await keepThumbnails(store, discovered.accounts, options, clock, signal);
    const nothing = missing.find(({ reason }) => reason === "nothing-listed" || reason === "not-permitted");
    if (nothing !== undefined) return await end("partial", nothing.message);
    const gaps = await run.countGaps();
    if (gaps === 0) return await end("complete");
    return await end("partial", [...lost, `${gaps} values did not come; each is a gap with its reason.`].join(" "));
  } catch (error) {
    if (error instanceof BudgetSpent) return end("paused", error.message, error.resumesAt);
    if (signal.aborted) return end("paused", "Interrupted; the next run goes on from here.");
    const dead = error instanceof GraphError && error.code === "GRAPH_UNREACHABLE" && asked > 0;
    if (dead) return end("paused", `${error.message} What came before is kept.`, clock.now());
    // A full disk or a lost database is no fault of this run: what it kept is good, and the next one goes on from here.
    const state = error instanceof StoreError ? "paused" : "failed";
    try {
      await end(state, error instanceof Error ? error.message : String(error));
    } catch {
      // A store that cannot even close the run is already being told about.
    }
    throw error;
  }
}

/** User names of accounts that are not held; on a first collection that would be all, and is nothing to tell. */
async function findNew(store: Store, accounts: readonly AccountRecord[]): Promise<readonly string[]> {
  const held = new Set((await store.read.accounts()).map(({ accountId }) => accountId));
  if (held.size === 0) return [];
  return accounts.filter(({ accountId }) => !held.has(accountId)).map(({ username }) => username);
}

/** Same period and accounts, same run. */
export function toScope({ span, filter, since, storiesOnly }: CollectOptions): string {
  const extra = [...(since === undefined ? [] : [since]), ...(storiesOnly ? ["stories"] : [])];
  return JSON.stringify([span.from, span.to, filter.include, filter.exclude, ...extra]);
}

/** Walks every connection, or goes on where an interrupted walk stopped. */
async function discover(
  house: CollectHouse,
  run: Run,
  { filter, onProgress }: CollectOptions,
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const progress = await run.progress();
  const toKey = (connection: string) => `discover/${connection}`;
  return await walkConnections(
    house,
    {
      filter,
      isThorough: () => false,
      resume: (connection) => progress.get(toKey(connection))?.resume as Discovery | undefined,
      keep: (connection, soFar, callIds) =>
        run.keep(emptyBatch, { callKey: toKey(connection), done: soFar.done, resume: soFar }, callIds),
      onConnection: (connection) => onProgress?.({ step: "discovering", connection }),
    },
    signal,
  );
}

/** The plan of this run: the stored one when it is continued, else a fresh one that is stored first. */
async function planRun(
  { store, clock }: CollectHouse,
  run: Run,
  accounts: readonly AccountRecord[],
  options: CollectOptions,
): Promise<CallPlan> {
  const stored = (await run.progress()).get("plan");
  if (stored !== undefined) return stored.resume as CallPlan;
  const plan = planCalls(await toPlanInput(store, accounts, clock.now(), options));
  if (options.storiesOnly !== true) await rememberMediaCounts(store, accounts, clock.now());
  // Discovery has answered for these profiles, whatever an earlier run could not read; below form 2 nobody asks again.
  const settled = accounts
    .filter(({ followersCount }) => followersCount !== undefined)
    .map(({ accountId }) => toSubject(accountId, { kind: "profile" }));
  await run.keep({ ...emptyBatch, settled }, { callKey: "plan", done: true, resume: plan }, []);
  return plan;
}

/** Asks the plan's calls and keeps their answers; gives a sentence for each token or account that was refused. */
async function fetchRun(
  { graph, store, clock }: CollectHouse,
  run: Run,
  plan: CallPlan,
  accounts: readonly AccountRecord[],
  options: CollectOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const known = new Map(accounts.map((account) => [account.accountId, account]));
  const progress = await run.progress();
  const lessons = toLessons(await store.lessons(), clock.now());
  const perConnection = Map.groupBy(plan.calls, ({ connection }) => connection);
  const memory = createMemory(
    store,
    clock,
    lessons,
    (connection) => new Set(perConnection.get(connection)?.map(({ accountId }) => accountId)).size,
  );
  const read = await readPostsRead(store, accounts, options, clock);
  const lostAccess = createLostAccess(graph.connections.length);
  const open = plan.calls.filter(({ key }) => progress.get(key)?.done !== true);
  let done = plan.calls.length - open.length;
  const keep = async (
    call: PlannedCall,
    step: Parameters<Parameters<typeof fetchPlan>[2]["keep"]>[1],
  ): Promise<void> => {
    const account = known.get(call.accountId);
    // After a clock set back in mid-run, what comes now must not pass for older than the run: gaps would go uncounted and
    // posts for deleted (RELIABILITY T13).
    const [, takenAt = run.startedAt] = [run.startedAt, step.answer.takenAt].toSorted();
    const batch = normalise(
      { ...step.answer, takenAt },
      {
        known: account ?? toStranger(call),
        followersCount: account?.followersCount,
        stampReading: lessons.stampReadings.get(call.connection) ?? options.stampReading,
        runStartedAt: run.startedAt,
      },
    );
    const isWhole = step.answer.kind === "refused" && step.answer.whole !== undefined;
    const before = progress.has(call.key) || isWhole ? emptyBatch : normaliseKnownRefusals(call, takenAt);
    const isDone = step.pending.length === 0;
    // What was answered is not refused as a whole any more.
    const settled = step.answer.kind === "page" ? [...batch.settled, toWholeSubject(call.accountId)] : batch.settled;
    await run.keep(
      { ...batch, settled, gaps: [...before.gaps, ...batch.gaps] },
      { callKey: call.key, done: isDone, resume: isDone ? undefined : step.pending },
      step.callIds,
    );
    if (isDone) done += 1;
    options.onProgress?.({
      step: "collecting",
      done,
      of: plan.calls.length,
      calls: graph.callsSent(),
      username: call.username,
    });
  };
  await fetchPlan(
    { ...plan, calls: open },
    graph,
    {
      ...memory,
      now: () => clock.now(),
      concurrency: options.concurrency,
      hasProfile: (accountId) => known.get(accountId)?.followersCount !== undefined,
      resume: (call) => progress.get(call.key)?.resume as readonly PlannedRequest[] | undefined,
      keep,
      ...lostAccess,
      isRead: (mediaId) => read.has(mediaId),
      pageOf: (accountId) => known.get(accountId)?.pageId,
      onRefusedWhole: async (call, verdict) => {
        lostAccess.noteWhole(call, verdict);
        await memory.onRefusedWhole?.(call, verdict);
      },
    },
    signal,
  ).finally(memory.keepAnswered);
  return lostAccess.sentences();
}

/** Posts whose figures are held. */
async function readPostsRead(
  store: Store,
  accounts: readonly AccountRecord[],
  { mediaDays }: CollectOptions,
  clock: Clock,
): Promise<ReadonlySet<string>> {
  const since = new Date(clock.now().getTime() - mediaDays * 86_400_000).toISOString();
  const held = await store.held(
    accounts.map(({ accountId }) => accountId),
    since,
  );
  const posts = held.flatMap(({ media }) => media.filter(({ readAt }) => readAt !== undefined));
  return new Set(posts.flatMap(({ mediaId }) => (mediaId === undefined ? [] : [mediaId])));
}

/** A call of a stored plan whose account a later discovery no longer lists. */
function toStranger(call: PlannedCall) {
  const { accountId, username, connection } = call;
  return { accountId, username, connection, pageId: "", pageName: "", tasks: [] };
}
