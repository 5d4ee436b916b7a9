// Cuts a run's plan into stretches, asks one, and puts together what became of all.
import { type AccountRecord, emptyBatch, type GapRecord } from "../dataset/index.ts";
import { BudgetSpent, GraphError } from "../graph/index.ts";
import type { JoinedRun } from "../store/index.ts";
import type { CollectContext } from "./collect-context.ts";
import type { FetchRunOptions } from "./collect-options.ts";
import { createTally, type Tally } from "./connection-tally.ts";
import { type AskedPart, fetchRun, keepPictures } from "./fetch-run.ts";
import type { HandOut, Stretch, StretchEnd, StretchResult, StretchStop, Waiting } from "./hand-out.ts";
import { type PlannedCall, toWholeSubject } from "./plan/index.ts";

const ACCOUNTS_A_STRETCH = 50;

/**
 * Asks what of a stretch is not done yet. Throws `StoreError` for a store that cannot be used; a run that is over meanwhile
 * leaves nothing to do.
 */
export async function collectStretch(
  context: CollectContext,
  { runId, calls, accounts, options, isOfStories, connection }: Stretch,
  signal: AbortSignal,
): Promise<StretchEnd> {
  const before = context.graph.callsSent();
  const tally = createTally([connection], []);
  const end = (told: readonly string[], stop?: StretchStop): StretchEnd => ({
    tally: tally.parts(),
    told,
    calls: context.graph.callsSent() - before,
    stop,
  });
  const run = await context.store.joinRun(runId);
  if (run === undefined) return { ...end([]), isOver: true };
  const plan = { calls, cost: calls.reduce((sum, { cost }) => sum + cost, 0), leftOut: [] };
  try {
    const told = await fetchRun(context, run, { plan, accounts, tally }, options, signal);
    if (!isOfStories || options.storiesOnly === true) await keepPictures(context, accounts, options, signal);
    return end(told);
  } catch (error) {
    if (signal.aborted) return end([], { kind: "interrupted" });
    const stop = toStop(error, context.clock.now());
    if (stop === undefined) throw error;
    return end([], stop);
  }
}

function toStop(error: unknown, now: Date): StretchStop | undefined {
  if (error instanceof BudgetSpent) {
    const { connection, resumesAt, why, account, isLasting } = error;
    const waitMs = Math.max(0, resumesAt.getTime() - now.getTime());
    return { kind: "spent", connection, waitMs, why, account, isLasting };
  }
  if (!(error instanceof GraphError)) return undefined;
  const { code, message: sentence, hint, recovery, scope } = error;
  return { kind: "refused", code, sentence, hint, recovery, scope };
}

function toError(stop: StretchStop, now: Date): Error {
  if (stop.kind === "spent") {
    const resumesAt = new Date(now.getTime() + stop.waitMs);
    return new BudgetSpent(stop.connection, resumesAt, stop.why, stop.account, stop.isLasting);
  }
  return stop.kind === "refused" ? new GraphError(stop) : new DOMException("Stopped.", "AbortError");
}

/**
 * The plan's open calls in stretches, by connection: those of stories alone first, then accounts whose turn it is, then the
 * plan's order. Pure.
 */
export function cutStretches(
  runId: string,
  calls: readonly PlannedCall[],
  accounts: readonly AccountRecord[],
  { onProgress: _onProgress, again: _again, ...options }: FetchRunOptions,
  turnOf: Waiting["turnOf"] = () => undefined,
): readonly Stretch[] {
  const known = new Map(accounts.map((account) => [account.accountId, account]));
  const turns = new Map(accounts.map((account) => [account.accountId, turnOf(account)]));
  const rankOf = (accountId: string): number => turns.get(accountId)?.rank ?? Number.MAX_SAFE_INTEGER;
  const stretches: Stretch[] = [];
  for (const [connection, own] of Map.groupBy(calls, (call) => call.connection)) {
    for (const isOfStories of [true, false]) {
      const alike = own.filter((call) => (options.storiesOnly === true || isStories(call)) === isOfStories);
      const groups = [...Map.groupBy(alike, ({ accountId }) => accountId)].toSorted(
        ([a], [b]) => rankOf(a) - rankOf(b),
      );
      for (let start = 0; start < groups.length; start += ACCOUNTS_A_STRETCH) {
        const some = groups.slice(start, start + ACCOUNTS_A_STRETCH);
        const ids = new Set(some.map(([accountId]) => accountId));
        stretches.push({
          runId,
          connection,
          isOfStories,
          dueAt: turns.get(some[0]?.[0] ?? "")?.dueAt?.toISOString(),
          calls: alike.filter(({ accountId }) => ids.has(accountId)),
          accounts: [...ids].flatMap((id) => known.get(id) ?? []),
          options,
        });
      }
    }
  }
  return stretches;
}

function isStories({ requests }: PlannedCall): boolean {
  return requests.every(({ blocks }) => blocks.every(({ kind }) => kind === "stories"));
}

/** Has a plan asked in stretches; as `fetchRun`, gives a sentence for each token or account that was refused. */
export async function askInStretches(
  context: Omit<CollectContext, "handOut"> & {
    readonly handOut: HandOut;
    /** Ids of accounts of whom everything in this plan is asked. */
    readonly onCollected?: ((accountIds: readonly string[]) => void) | undefined;
  },
  run: JoinedRun,
  { plan, accounts, tally }: AskedPart,
  options: FetchRunOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { handOut, clock, graph, waiting, onCollected } = context;
  const progress = await run.progress();
  const isDone = ({ key }: PlannedCall): boolean => progress.get(key)?.done === true;
  tally.plan(plan.calls, isDone);
  const open = plan.calls.filter((call) => !isDone(call));
  await endDone(context, run, accounts, open, options, signal);
  const stretches = cutStretches(run.runId, open, accounts, options, waiting?.turnOf);
  const left = Map.groupBy(
    stretches.flatMap((stretch) => [...toAccountIds(stretch)]),
    (accountId) => accountId,
  );
  onCollected?.(accounts.flatMap(({ accountId }) => (left.has(accountId) ? [] : accountId)));
  if (stretches.length === 0) return [];
  let done = plan.calls.length - open.length;
  const onEnd: Parameters<HandOut>[1] = (stretch, result) => {
    done += stretch.calls.length;
    if (isWhole(result)) {
      for (const accountId of toAccountIds(stretch)) left.get(accountId)?.pop();
      onCollected?.([...toAccountIds(stretch)].filter((accountId) => left.get(accountId)?.length === 0));
    }
    const username = stretch.accounts.at(-1)?.username ?? stretch.connection;
    options.onProgress?.({ step: "collecting", done, of: plan.calls.length, calls: graph.callsSent(), username });
  };
  const results = await handOut(stretches, onEnd, signal);
  signal.throwIfAborted();
  const told: string[] = [];
  const stops: StretchStop[] = [];
  for (const [index, result] of results.entries()) {
    const stretch = stretches[index];
    if (stretch === undefined) continue;
    if (result.kind === "dead") told.push(await keepDead(run, stretch, result.why, tally));
    else {
      tally.add(result.end.tally);
      told.push(...result.end.told);
      if (result.end.stop !== undefined) stops.push(result.end.stop);
    }
  }
  // A refusal stops the run; an hour that is spent, the first to return.
  const [stop] = stops.toSorted((a, b) => toWait(a) - toWait(b));
  if (stop !== undefined) throw toError(stop, clock.now());
  return [...new Set(told)];
}

/**
 * Of whom nothing is open nobody is handed out, and whoever asked the last of it may have died before it told what is not
 * asked, and kept their pictures: both are done here, and change nothing where they were done.
 */
async function endDone(
  context: CollectContext,
  run: JoinedRun,
  accounts: readonly AccountRecord[],
  open: readonly PlannedCall[],
  options: FetchRunOptions,
  signal: AbortSignal,
): Promise<void> {
  const asked = new Set(open.map(({ accountId }) => accountId));
  const done = accounts.filter(({ accountId }) => !asked.has(accountId));
  if (done.length === 0) return;
  const nothing = { calls: [], cost: 0, leftOut: [] };
  await fetchRun(context, run, { plan: nothing, accounts: done, tally: createTally([], []) }, options, signal);
  await keepPictures(context, done, options, signal);
}

function toAccountIds({ calls }: Stretch): ReadonlySet<string> {
  return new Set(calls.map(({ accountId }) => accountId));
}

function isWhole(result: StretchResult): boolean {
  return result.kind === "ended" && result.end.stop === undefined && result.end.isOver !== true;
}

function toWait(stop: StretchStop): number {
  return stop.kind === "spent" ? stop.waitMs : -1;
}

/** What nobody could ask is a gap with its reason: in sight, and due again in the next run. */
async function keepDead(run: JoinedRun, stretch: Stretch, why: string, tally: Tally): Promise<string> {
  const progress = await run.progress();
  const open = new Map(
    stretch.calls.filter(({ key }) => progress.get(key)?.done !== true).map((call) => [call.accountId, call]),
  );
  const seenAt = run.startedAt;
  const message = `Its job was given up after three tries: ${why}`;
  const gaps: readonly GapRecord[] = [...open.keys()].map((accountId) => ({
    subject: toWholeSubject(accountId),
    accountId,
    reason: "unanswered",
    code: "JOB_DEAD",
    message,
    seenAt,
  }));
  await run.keep({ ...emptyBatch, gaps }, { callKey: `dead/${stretch.calls[0]?.key ?? ""}`, done: true }, []);
  tally.fail(stretch.connection, `A part of it could not be collected. ${message}`);
  const names = [...open.values()].map(({ username }) => `@${username}`);
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  return `Could not collect ${shown}: the job was given up after three tries (${why}). See \`gazette jobs --failed\`.`;
}
