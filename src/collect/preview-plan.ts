import type { AccountRecord } from "../dataset/index.ts";
import type { CollectContext } from "./collect-context.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { readBefore } from "./known-before.ts";
import {
  type CallPlan,
  findMissedStories,
  type LeftOut,
  type PlanAccount,
  type PlanInput,
  planCalls,
  toAsking,
  toLeftOut,
} from "./plan/index.ts";
import { type PlanOptions, readCallsLeft, toPlanInput } from "./plan-input.ts";
import { type WalkOptions, walkConnections } from "./walk-connections.ts";

/**
 * Who is there: spends the discovery walk and keeps what it learnt of the profiles. `isThorough` asks the Business
 * portfolios of a connection for Pages that nothing else lists; without it they are looked at as a collection would.
 */
export async function findAccounts(
  context: CollectContext,
  options: Pick<WalkOptions, "filter" | "isThorough">,
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const { filter, isThorough } = options;
  const before = await readBefore(context.store);
  const found = await walkConnections(context, { filter, isThorough }, signal);
  const kept = before.listMissing(context.graph.connections, [found]);
  await context.store.keepDiscovery(found.accounts, [...found.missing, ...kept]);
  const [spent] = found.spent;
  if (spent !== undefined && found.walked.length === 0) throw spent;
  return found;
}

/**
 * Every call a collection of these accounts would make, without making one; `mayWait: false`
 * leaves out what the hour does not hold. Stories that no daily run could catch are left out in any case.
 */
export async function previewPlan(
  { graph, store, clock }: CollectContext,
  accounts: readonly AccountRecord[],
  options: PlanOptions & { readonly mayWait: boolean },
): Promise<CallPlan> {
  const input = await toPlanInput(store, graph.version, accounts, clock.now(), options);
  const plan = planCalls({ ...input, callsLeft: options.mayWait ? undefined : await readCallsLeft(graph) });
  const notAsked = options.storiesOnly === true ? [] : input.accounts.flatMap((account) => toNotAsked(account, input));
  if (!options.stories) return { ...plan, leftOut: [...plan.leftOut, ...notAsked] };
  const perHour = graph.connections.map(async (name) => [name, (await graph.callsLeft(name)).perHour] as const);
  const missed = findMissedStories(input, new Map(await Promise.all(perHour)));
  return { ...plan, leftOut: [...plan.leftOut, ...missed, ...notAsked] };
}

function toNotAsked(account: PlanAccount, input: PlanInput): readonly LeftOut[] {
  if (account.mayReadInsights === false) return [];
  const [span = input.span] = input.spans?.get(account.accountId) ?? [];
  return toLeftOut(account, { ...toAsking(input.known, account.connection), ...input.collect, span });
}
