// What one process asks of a run's plan, and keeps, answer by answer.
import { type AccountRecord, emptyBatch } from "../dataset/index.ts";
import { type Clock, withRemedy } from "../shared/index.ts";
import type { JoinedRun, Store } from "../store/index.ts";
import { toCapabilities } from "./capabilities/index.ts";
import type { CollectContext } from "./collect-context.ts";
import type { FetchRunOptions } from "./collect-options.ts";
import type { Tally } from "./connection-tally.ts";
import { createEvidence } from "./evidence.ts";
import { fetchPlan } from "./fetch/index.ts";
import { keepNotAsked } from "./keep-not-asked.ts";
import { keepThumbnails } from "./keep-thumbnails.ts";
import { createLostAccess } from "./lost-access.ts";
import { normalise, normaliseKnownRefusals } from "./normalise/index.ts";
import {
  type CallPlan,
  type Member,
  type PlannedCall,
  type PlannedRequest,
  toMembers,
  toWholeSubject,
} from "./plan/index.ts";
import { toTasks } from "./plan-input.ts";
import { groupBySpan } from "./spans.ts";
import { createStampReadings } from "./stamp-readings.ts";

/** What is asked of these accounts. */
export interface AskedPart {
  readonly plan: CallPlan;
  readonly accounts: readonly AccountRecord[];
  readonly tally: Tally;
}

/** Asks the plan's calls and keeps their answers; gives a sentence for each token or account that was refused. */
export async function fetchRun(
  { graph, store, clock }: CollectContext,
  run: JoinedRun,
  { plan, accounts, tally }: AskedPart,
  options: FetchRunOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const known = new Map(accounts.map((account) => [account.accountId, account]));
  const progress = await run.progress();
  const capabilities = toCapabilities(await store.lessons(), clock.now());
  const perConnection = Map.groupBy(plan.calls, ({ connection }) => connection);
  const evidence = createEvidence(
    store,
    clock,
    capabilities,
    (connection) => new Set(perConnection.get(connection)?.map(({ accountId }) => accountId)).size,
    (accountId) => toTasks(known.get(accountId) ?? { tasks: [] }),
  );
  const stamps = createStampReadings(store, clock, graph.version, capabilities);
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
    if (step.answer.kind === "page") await stamps.observe(step.answer);
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
      now: () => clock.now(),
      sleep: (delayMs, aborted) => clock.sleep(delayMs, aborted),
      concurrency: options.concurrency,
      hasProfile: (accountId) => known.get(accountId)?.followersCount !== undefined,
      mediaCount: (accountId) => known.get(accountId)?.mediaCount,
      resume: (call) => progress.get(call.key)?.resume as readonly PlannedRequest[] | undefined,
      known: capabilities,
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
      async note(call, fact) {
        if (fact.kind === "whole-refused") {
          const { scope, error } = fact.verdict;
          lostAccess.noteWhole(call, fact.verdict);
          if (scope !== "account") tally.fail(call.connection, withRemedy(error.message, error.hint));
          else if (error.code === "GRAPH_NOT_PERMITTED") tally.refuse(call);
        }
        await evidence.note(call, fact);
      },
    },
    signal,
  ).finally(evidence.keepAnswered);
  if (options.storiesOnly !== true && options.again === undefined) {
    for (const some of groupBySpan(accounts, options)) {
      await keepNotAsked(run, some.accounts, { ...options, span: some.span }, capabilities, clock.now());
    }
  }
  return lostAccess.sentences();
}

/** By account, posts whose figures are held. */
async function readPostsRead(
  store: Store,
  accounts: readonly AccountRecord[],
  { mediaDays }: FetchRunOptions,
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

/** The pictures of these accounts' posts, unless a collection goes without. */
export async function keepPictures(
  { store, graph, clock }: CollectContext,
  accounts: readonly AccountRecord[],
  options: FetchRunOptions,
  signal: AbortSignal,
): Promise<void> {
  if (options.pictures === false) return;
  for (const { span, accounts: some } of groupBySpan(accounts, options)) {
    await keepThumbnails({ store, graph }, some, { ...options, span }, clock, signal);
  }
}
