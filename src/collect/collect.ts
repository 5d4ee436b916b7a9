// The left wing's conductor: discover, plan, fetch, normalise, keep. Every step is committed before the next is asked.
import { type AccountRecord, findUnderWay, type MissingAccount, toTallyScope } from "../dataset/index.ts";
import { BudgetSpent, GraphError } from "../graph/index.ts";
import { StoreError } from "../store/index.ts";
import type { CollectContext } from "./collect-context.ts";
import type { CollectOptions } from "./collect-options.ts";
import { createCollectedAccounts } from "./collected-accounts.ts";
import { createTally, explainNobody } from "./connection-tally.ts";
import { discoverInRun } from "./discover-in-run.ts";
import { explainState, WHOLE_CONNECTION } from "./explain-state.ts";
import { fetchRun, keepPictures } from "./fetch-run.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { inLanes } from "./in-lanes.ts";
import { readBefore } from "./known-before.ts";
import { noteVersion } from "./note-version.ts";
import type { CollectOutcome } from "./outcome.ts";
import type { CallPlan } from "./plan/index.ts";
import { planExtraCalls } from "./plan-extra-calls.ts";
import { planConnections } from "./run-plan.ts";
import { toScope } from "./scope.ts";
import { askInStretches } from "./stretch.ts";
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
  if (context.tidyUp === undefined) await tidyUp(context, options, signal);
  else await context.tidyUp(options);
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
  /** Of a repeat, which asks little, nothing is handed out. */
  const { handOut, waiting } = options.again === undefined ? context : {};
  // What is asked after everything else is asked of accounts that are done: with it, nobody is.
  const collected =
    waiting === undefined || options.extras === true
      ? undefined
      : createCollectedAccounts(run.runId, waiting.onCollected);
  const ask = async (plan: CallPlan, accounts: readonly AccountRecord[]): Promise<readonly string[]> => {
    const part = { plan, accounts, tally };
    if (handOut === undefined) return fetchRun(context, run, part, options, signal);
    const onCollected = collected?.note;
    return askInStretches({ ...context, handOut, waiting, onCollected }, run, part, options, signal);
  };
  let walks = 1;
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
    collected?.find(accounts, walks);
    told.push(...(await ask(plan, accounts)));
    if (handOut === undefined) await keepPictures(context, accounts, options, signal);
  };
  /** After everything else; what the hour does not hold any more waits for the next collection. */
  const askExtras = async (): Promise<void> => {
    if (options.extras !== true || options.storiesOnly === true || options.again !== undefined) return;
    const accounts = found.flatMap((one) => one.accounts).filter(({ accountId }) => claimed.has(accountId));
    try {
      const plan = await planExtraCalls(context, accounts, options);
      told.push(...(await ask(plan, accounts)));
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
    }
  };
  const walk = (more: Partial<WalkOptions>) => discoverInRun(context, run, options, more, signal);
  try {
    await noteVersion(store, graph, clock);
    const first = options.again?.found ?? (await walk({ isHurried: true }));
    walks += first.spent.length;
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
