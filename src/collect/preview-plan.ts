import type { AccountRecord, MissingAccount } from "../dataset/index.ts";
import type { CollectHouse, CollectOptions } from "./collect.ts";
import { chooseAccounts, discoverAccounts } from "./discover/index.ts";
import { type CallPlan, findMissedStories, planCalls } from "./plan/index.ts";
import { type PlanOptions, readCallsLeft, toPlanInput } from "./plan-input.ts";

/** Who is there: spends the discovery walk and keeps what it learnt of the profiles. */
export async function findAccounts(
  { graph, store }: CollectHouse,
  options: Pick<CollectOptions, "filter">,
  signal: AbortSignal,
): Promise<{ readonly accounts: readonly AccountRecord[]; readonly missing: readonly MissingAccount[] }> {
  const found: AccountRecord[] = [];
  const missing: MissingAccount[] = [];
  for (const connection of graph.connections) {
    const discovery = await discoverAccounts(graph, connection, undefined, async () => {}, signal);
    found.push(...discovery.accounts);
    missing.push(...discovery.missing);
  }
  const accounts = chooseAccounts(found, options.filter, await readCallsLeft(graph));
  await store.keepDiscovery(accounts, missing);
  return { accounts, missing };
}

/**
 * Every call a collection of these accounts would make, without making one; `mayWait: false`
 * leaves out what the hour does not hold. Stories that no daily run could catch are left out in any case.
 */
export async function previewPlan(
  { graph, store, clock }: CollectHouse,
  accounts: readonly AccountRecord[],
  options: PlanOptions & { readonly mayWait: boolean },
): Promise<CallPlan> {
  const input = await toPlanInput(store, accounts, clock.now(), options);
  const plan = planCalls({ ...input, callsLeft: options.mayWait ? undefined : await readCallsLeft(graph) });
  if (!options.stories) return plan;
  const perHour = graph.connections.map(async (name) => [name, (await graph.callsLeft(name)).perHour] as const);
  const missed = findMissedStories(input, new Map(await Promise.all(perHour)));
  return { ...plan, leftOut: [...plan.leftOut, ...missed] };
}
