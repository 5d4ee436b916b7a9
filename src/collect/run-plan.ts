// The plan of a run, a connection at a time: stored before its first call is sent, so that an interrupted run goes on with it.
import { emptyBatch } from "../dataset/index.ts";
import type { Run } from "../store/index.ts";
import type { CollectContext } from "./collect-context.ts";
import type { CollectOptions } from "./collect-options.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { rememberMediaCounts } from "./media-counts.ts";
import { listReplaced, narrowToDue } from "./narrow-to-due.ts";
import { type CallPlan, type PlannedCall, planCalls, toSubject } from "./plan/index.ts";
import { toPlanInput } from "./plan-input.ts";

/** What is to be asked of the accounts found: the stored plan of a connection where there is one, else a fresh one. */
export async function planConnections(
  { store, clock, graph }: CollectContext,
  run: Run,
  { accounts, walked }: Pick<FoundAccounts, "accounts" | "walked">,
  options: CollectOptions,
): Promise<CallPlan> {
  const stored = await readStored(run);
  const isPlanned = new Set([...stored.values()].flatMap(({ calls }) => calls.map(({ accountId }) => accountId)));
  const plans: CallPlan[] = [];
  for (const connection of walked) {
    const known = stored.get(connection);
    if (known !== undefined) {
      plans.push(known);
      continue;
    }
    const some = accounts.filter((one) => one.connection === connection && !isPlanned.has(one.accountId));
    const { calls, ...rest } = planCalls(await toPlanInput(store, graph.version, some, clock.now(), options));
    // A look that is cut short again and again must not begin with the same accounts each time.
    const isLast = ({ key }: PlannedCall): number => Number(run.doneBefore.has(key));
    const wanted = options.again === undefined ? calls : narrowToDue(calls, options.again.due);
    const plan: CallPlan = {
      ...rest,
      calls: wanted.toSorted((a, b) => isLast(a) - isLast(b)),
      cost: wanted.reduce((sum, { cost }) => sum + cost, 0),
    };
    if (options.storiesOnly !== true && options.again === undefined)
      await rememberMediaCounts(store, some, clock.now());
    // Discovery has answered for these profiles, whatever an earlier run could not read; below form 2 nobody asks again.
    const settled = some
      .filter(({ accountId, followersCount }) => followersCount !== undefined && isWanted(accountId, options))
      .map(({ accountId }) => toSubject(accountId, { kind: "profile" }));
    const replaced = options.again === undefined ? [] : listReplaced(wanted, options.again.due);
    await run.keep(
      { ...emptyBatch, settled: [...settled, ...replaced] },
      { callKey: PLAN + connection, done: true, resume: plan },
      [],
    );
    plans.push(plan);
  }
  return {
    calls: plans.flatMap(({ calls }) => calls),
    cost: plans.reduce((sum, { cost }) => sum + cost, 0),
    leftOut: plans.flatMap(({ leftOut }) => leftOut),
  };
}

/** A repeat that only probes leaves everything else as it was told. */
function isWanted(accountId: string, { again }: CollectOptions): boolean {
  const due = again?.due.get(accountId) ?? "everything";
  return due === "everything" || due.includes(toSubject(accountId, { kind: "profile" }));
}

const PLAN = "plan/";

/** By connection. */
async function readStored(run: Run): Promise<ReadonlyMap<string, CallPlan>> {
  const stored = new Map<string, CallPlan>();
  for (const { callKey, resume } of (await run.progress()).values()) {
    if (callKey.startsWith(PLAN)) stored.set(callKey.slice(PLAN.length), resume as CallPlan);
  }
  return stored;
}
