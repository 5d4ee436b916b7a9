// The left wing's conductor: discover, plan, fetch, normalise, keep. Every step is committed before the next is asked.
import { type AccountRecord, emptyBatch, findUnderWay, type MissingAccount, toTallyScope } from "../dataset/index.ts";
import { BudgetSpent, GraphError } from "../graph/index.ts";
import { type Clock, withRemedy } from "../shared/index.ts";
import { type Run, type Store, StoreError } from "../store/index.ts";
import type { CollectContext, CollectOptions } from "./collect-options.ts";
import { createTally, explainNobody, type Tally } from "./connection-tally.ts";
import { discoverInRun } from "./discover-in-run.ts";
import { explainState, WHOLE_CONNECTION } from "./explain-state.ts";
import { fetchPlan } from "./fetch/index.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { inLanes } from "./in-lanes.ts";
import { keepNotAsked } from "./keep-not-asked.ts";
import { keepThumbnails } from "./keep-thumbnails.ts";
import { readBefore } from "./known-before.ts";
import { toLessons } from "./lessons.ts";
import { createLostAccess } from "./lost-access.ts";
import { createMemory } from "./memory.ts";
import { normalise, normaliseKnownRefusals } from "./normalise/index.ts";
import { noteVersion } from "./note-version.ts";
import type { CollectOutcome } from "./outcome.ts";
import {
  type CallPlan,
  type Member,
  type PlannedCall,
  type PlannedRequest,
  toMembers,
  toWholeSubject,
} from "./plan/index.ts";
import { planExtraCalls } from "./plan-extra-calls.ts";
import { toTasks } from "./plan-input.ts";
import { planConnections } from "./run-plan.ts";
import { toScope } from "./scope.ts";
import { groupBySpan } from "./spans.ts";
import { createStampReadings } from "./stamp-readings.ts";
import { tidyUp } from "./tidy-up.ts";

import { findUnmatched, type WalkOptions } from "./walk-connections.ts";

/**
 * One collection of a period into the store. An unfinished run of the same period and accounts is continued and nothing
 * that was answered is asked again. Throws only for what makes a collection impossible from its start; everything later,
 * a stop signal too, ends in an outcome whose run is closed.
 */
export async function collect(
  context: CollectContext,
  options: CollectOptions,
  signal: AbortSignal,
): Promise<CollectOutcome> {
  const outcome = await collectPeriod(context, options, signal);
  await tidyUp(context, options, signal);
  return outcome;
}

async function collectPeriod(
  context: CollectContext,
  options: CollectOptions,
  signal: AbortSignal,
): Promise<CollectOutcome> {
  const { store, clock, graph } = context;
  const run = await store.openRun({
    kind: "collect",
    scope: toScope(options),
    span: options.span,
    plan: null,
    ...(options.storiesOnly === true ? { continuedForMs: STORIES_GO_ON_MS } : {}),
    now: clock.now(),
  });
  const tally = createTally(graph.connections, await store.operation.tallies(run.runId));
  const held = await store.read.accounts();
  let asked = 0;
  const found: FoundAccounts[] = [];
  const told: string[] = [];
  const appeared: string[] = [];
  const before = await readBefore(store);
  const listMissing = (): readonly MissingAccount[] => found.flatMap(({ missing }) => missing);
  const end = async (state: CollectOutcome["outcome"], message?: string, resumesAt?: Date): Promise<CollectOutcome> => {
    const closed = await run.close({ state, accounts: asked, message, now: clock.now() });
    await store.operation.keepTallies(run.runId, toTallyScope(options.filter, options.storiesOnly), tally.rows());
    return {
      outcome: state,
      period: options.span,
      accounts: asked,
      answered: tally.answered(),
      calls: graph.callsSent(),
      gaps: closed.gaps,
      missing: listMissing(),
      appeared,
      unmatched: findUnmatched(options.filter, found, graph.connections, held),
      resumesAt: resumesAt?.toISOString() ?? null,
      underWay: options.storiesOnly === true ? null : findUnderWay(options.span, new Date(run.startedAt)),
      message,
    };
  };
  const claimed = new Set<string>();
  /** Everything of the connections that were walked. */
  const work = async (walked: FoundAccounts): Promise<void> => {
    // Another connection has planned it already, in this run or before it was interrupted.
    const accounts = walked.accounts.filter(({ accountId }) => !claimed.has(accountId));
    for (const { accountId } of accounts) claimed.add(accountId);
    found.push(walked);
    asked += accounts.length;
    appeared.push(...before.listNew(accounts));
    tally.noteUnlisted(walked.accounts, walked.missing, held);
    await store.keepDiscovery(accounts, [...listMissing(), ...before.listMissing(graph.connections, found)]);
    const plan = await planConnections(context, run, { ...walked, accounts }, options);
    options.onProgress?.({ step: "planned", accounts: asked, calls: plan.cost });
    told.push(...(await fetchRun(context, run, plan, accounts, options, tally, signal)));
    if (options.pictures !== false) {
      for (const { span, accounts: some } of groupBySpan(accounts, options)) {
        await keepThumbnails({ store, graph }, some, { ...options, span }, clock, signal);
      }
    }
  };
  /** After everything else; what the hour does not hold any more waits for the next collection. */
  const askExtras = async (): Promise<void> => {
    if (options.extras !== true || options.storiesOnly === true || options.again !== undefined) return;
    const accounts = found.flatMap((one) => one.accounts).filter(({ accountId }) => claimed.has(accountId));
    try {
      const plan = await planExtraCalls(context, accounts, options);
      told.push(...(await fetchRun(context, run, plan, accounts, options, tally, signal)));
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
    }
  };
  const walk = (more: Partial<WalkOptions>) => discoverInRun(context, run, options, more, signal);
  try {
    await noteVersion(store, graph, clock);
    const first = options.again?.found ?? (await walk({ isHurried: true }));
    await inLanes([
      () => work(first),
      // One whose hour is spent waits beside the others, or ends paused when all the others are done.
      ...first.spent.map(({ connection }) => async () => {
        const late = await walk({ connections: [connection] });
        const [spent] = late.spent;
        if (spent !== undefined) throw spent;
        await work(late);
      }),
    ]);
    await askExtras();
    const lost = found.flatMap((one) => one.lost);
    // A run about nobody is not complete: what was wanted is not there, or the names are wrong.
    const isKnown = lost.length > 0 || listMissing().some(({ reason }) => WHOLE_CONNECTION.includes(reason));
    if (asked === 0 && !isKnown) return await end("failed", explainNobody(options.filter));
    const because = explainState(listMissing(), lost, told, await run.countGaps());
    return because === undefined ? await end("complete") : await end("partial", because);
  } catch (error) {
    if (error instanceof BudgetSpent) return end("paused", error.message, error.resumesAt);
    if (signal.aborted) return end("paused", "Interrupted; the next run goes on from here.");
    const dead = error instanceof GraphError && error.code === "GRAPH_UNREACHABLE" && asked > 0;
    if (dead) return end("paused", `${error.message} What came before is kept.`, clock.now());
    // A full disk or a lost database is no fault of this run: what it kept is good, and the next one goes on from here.
    const state = error instanceof StoreError ? "paused" : "failed";
    if (error instanceof GraphError && asked === 0) tally.failAll(error, held);
    try {
      await end(state, error instanceof Error ? error.message : String(error));
    } catch {
      // A store that cannot even close the run is already being told about.
    }
    throw error;
  }
}

/** A look at the stories that was cut short longer ago is begun anew: other stories are live by then. */
const STORIES_GO_ON_MS = 3_600_000;

/** Asks the plan's calls and keeps their answers; gives a sentence for each token or account that was refused. */
async function fetchRun(
  { graph, store, clock }: CollectContext,
  run: Run,
  plan: CallPlan,
  accounts: readonly AccountRecord[],
  options: CollectOptions,
  tally: Tally,
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
    (accountId) => toTasks(known.get(accountId) ?? { tasks: [] }),
  );
  const stamps = createStampReadings(store, clock, graph.version, lessons);
  const read = await readPostsRead(store, accounts, options, clock);
  const lostAccess = createLostAccess(graph.connections.length);
  const isDone = ({ key }: PlannedCall): boolean => progress.get(key)?.done === true;
  tally.plan(plan.calls, isDone);
  const open = plan.calls.filter((call) => !isDone(call));
  let done = plan.calls.length - open.length;
  /** Ids of accounts of which this run gets no more; what is under way may still come. */
  const lost = new Set<string>();
  const keep = async (
    call: PlannedCall,
    step: Parameters<Parameters<typeof fetchPlan>[2]["keep"]>[1],
  ): Promise<void> => {
    const account = known.get(call.accountId);
    // After a clock set back in mid-run, what comes now must not pass for older than the run: gaps would go uncounted and
    // posts for deleted (RELIABILITY T13).
    const [, takenAt = run.startedAt] = [run.startedAt, step.answer.takenAt].toSorted();
    if (step.answer.kind === "page") await stamps.heed(step.answer);
    const batch = normalise(
      { ...step.answer, takenAt },
      {
        known: account ?? toStranger(call),
        followersCount: account?.followersCount,
        stampReading: stamps.of(call.connection) ?? options.stampReading,
        runStartedAt: run.startedAt,
      },
    );
    const isWhole = step.answer.kind === "refused" && step.answer.whole !== undefined;
    if (isWhole) lost.add(call.accountId);
    const before = progress.has(call.key) || isWhole ? emptyBatch : normaliseKnownRefusals(call, takenAt);
    const isOver = step.pending.length === 0;
    // What was answered is not refused as a whole any more.
    const isFound = step.answer.kind === "page" && !lost.has(call.accountId);
    const settled = isFound ? [...batch.settled, toWholeSubject(call.accountId)] : batch.settled;
    const gaps = [...before.gaps, ...batch.gaps];
    await run.keep(
      { ...batch, settled, gaps },
      { callKey: call.key, done: isOver, resume: isOver ? undefined : step.pending },
      step.callIds,
    );
    tally.note(call, step.answer, { ...batch, gaps });
    if (isOver) done += 1;
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
      sleep: (delayMs, aborted) => clock.sleep(delayMs, aborted),
      concurrency: options.concurrency,
      hasProfile: (accountId) => known.get(accountId)?.followersCount !== undefined,
      mediaCount: (accountId) => known.get(accountId)?.mediaCount,
      resume: (call) => progress.get(call.key)?.resume as readonly PlannedRequest[] | undefined,
      keep,
      readPosts: (accountId) => read.get(accountId) ?? [],
      isRepeat: (accountId) => Array.isArray(options.again?.due.get(accountId)),
      onTokenLost(connection, error) {
        lostAccess.onTokenLost?.(connection, error);
        tally.fail(connection, withRemedy(error.message, error.hint));
      },
      onNotPermitted(call, error) {
        lostAccess.onNotPermitted?.(call, error);
        tally.refuse(call);
      },
      pageOf: (accountId) => known.get(accountId)?.pageId,
      onRefusedWhole: async (call, verdict) => {
        lostAccess.noteWhole(call, verdict);
        if (verdict.scope !== "account")
          tally.fail(call.connection, withRemedy(verdict.error.message, verdict.error.hint));
        else if (verdict.error.code === "GRAPH_NOT_PERMITTED") tally.refuse(call);
        await memory.onRefusedWhole?.(call, verdict);
      },
    },
    signal,
  ).finally(memory.keepAnswered);
  if (options.storiesOnly !== true && options.again === undefined) {
    for (const some of groupBySpan(accounts, options)) {
      await keepNotAsked(run, some.accounts, { ...options, span: some.span }, memory, clock.now());
    }
  }
  return lostAccess.sentences();
}

/** By account, posts whose figures are held. */
async function readPostsRead(
  store: Store,
  accounts: readonly AccountRecord[],
  { mediaDays }: CollectOptions,
  clock: Clock,
): Promise<ReadonlyMap<string, readonly Member[]>> {
  const since = new Date(clock.now().getTime() - mediaDays * 86_400_000).toISOString();
  const held = await store.held(
    accounts.map(({ accountId }) => accountId),
    since,
  );
  return new Map(
    held.map(({ accountId, media }) => [accountId, toMembers(media.filter(({ readAt }) => readAt !== undefined))]),
  );
}

/** A call of a stored plan whose account a later discovery no longer lists. */
function toStranger(call: PlannedCall) {
  const { accountId, username, connection } = call;
  return { accountId, username, connection, pageId: "", pageName: "", tasks: [] };
}
