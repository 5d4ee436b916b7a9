// Who is there, over all connections: each is walked, and what it taught about portfolios is remembered.
import type { AccountRecord, MissingAccount } from "../dataset/index.ts";
import { GraphError } from "../graph/index.ts";
import type { CollectHouse } from "./collect.ts";
import {
  type AccountFilter,
  chooseAccounts,
  type Discovery,
  discoverAccounts,
  explainNoLongerListed,
} from "./discover/index.ts";
import { TOPIC, toLessons } from "./lessons.ts";

export interface WalkOptions {
  readonly filter: AccountFilter;
  /** Connections whose portfolios are all asked for Pages that `/me/accounts` does not list; the others' only where some are known. */
  readonly isThorough: (connection: string) => boolean;
  /** An interrupted walk to go on with. */
  readonly resume?: ((connection: string) => Discovery | undefined) | undefined;
  readonly keep?: ((connection: string, soFar: Discovery, callIds: readonly string[]) => Promise<void>) | undefined;
  readonly onConnection?: ((connection: string) => void) | undefined;
}

export interface FoundAccounts {
  /** Wanted by the filter, each once. */
  readonly accounts: readonly AccountRecord[];
  readonly missing: readonly MissingAccount[];
}

/**
 * Walks every connection. One that is refused (a dead token) becomes a missing account and does not stop the others;
 * its failure is thrown when no connection is left, and so is a server out of reach.
 */
export async function walkConnections(
  { graph, store, clock }: CollectHouse,
  options: WalkOptions,
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const { portfolioEdges, discoveryPageSizes, withdrawnFields } = toLessons(await store.lessons(), clock.now());
  const found: AccountRecord[] = [];
  const missing: MissingAccount[] = [];
  const callsLeft = new Map<string, number>();
  const failures: GraphError[] = [];
  const failed = new Set<string>();
  for (const connection of graph.connections) {
    options.onConnection?.(connection);
    try {
      const discovery = await discoverAccounts(
        graph,
        connection,
        options.resume?.(connection),
        {
          isThorough: options.isThorough(connection),
          rememberedEdges: portfolioEdges.get(connection) ?? [],
          pageSize: discoveryPageSizes.get(connection),
          withoutFields: [...(withdrawnFields.get(connection)?.keys() ?? [])],
        },
        async (soFar, callIds) => options.keep?.(connection, soFar, callIds),
        signal,
      );
      found.push(...discovery.accounts);
      missing.push(...discovery.missing);
      await rememberPortfolios(store, connection, discovery, clock.now());
      await rememberFields(store, connection, discovery, withdrawnFields.get(connection), clock.now());
      await rememberPageSize(store, connection, discovery, discoveryPageSizes.get(connection), clock.now());
    } catch (error) {
      if (!(error instanceof GraphError) || error.code === "GRAPH_UNREACHABLE") throw error;
      failures.push(error);
      failed.add(connection);
      const message = [error.message, error.hint].filter((part) => part !== undefined).join(" ");
      missing.push({ connection, reason: "not-permitted", message, seenAt: clock.now().toISOString() });
    }
    callsLeft.set(connection, (await graph.callsLeft(connection)).left);
  }
  missing.push(...(await findLost(store, found, new Set(callsLeft.keys()), failed, clock.now())));
  const [failure] = failures;
  if (failure !== undefined && failures.length === graph.connections.length) throw failure;
  return { accounts: chooseAccounts(found, options.filter, callsLeft), missing };
}

/** An account that is gone is named this long; then it is history. */
const NAMED_DAYS = 35;

/** Accounts that were found before and are not any more (RELIABILITY K8), where the walk of their connection succeeded. */
async function findLost(
  store: CollectHouse["store"],
  found: readonly AccountRecord[],
  walked: ReadonlySet<string>,
  failed: ReadonlySet<string>,
  now: Date,
): Promise<readonly MissingAccount[]> {
  const listed = new Set(found.map(({ accountId }) => accountId));
  // A connection that lists nothing at all has said so; its accounts are not lost one by one.
  const answered = new Set(found.map(({ connection }) => connection));
  const since = new Date(now.getTime() - NAMED_DAYS * 86_400_000).toISOString();
  return (await store.read.accounts())
    .filter(({ accountId, connection, takenAt }) => {
      const isAsked = walked.has(connection) && !failed.has(connection) && answered.has(connection);
      return isAsked && !listed.has(accountId) && takenAt >= since;
    })
    .map((account) => explainNoLongerListed(account, now.toISOString()));
}

async function rememberFields(
  store: CollectHouse["store"],
  connection: string,
  { withoutFields = [] }: Discovery,
  known: ReadonlyMap<string, string> = new Map(),
  now: Date,
): Promise<void> {
  for (const field of withoutFields.filter((one) => !known.has(one))) {
    const message = `Tried accessing nonexisting field (${field.split(":")[1]}) on node type (IGUser)`;
    const learntAt = now.toISOString();
    await store.learn({ connection, topic: TOPIC.field + field, finding: "withdrawn", message, learntAt });
  }
}

async function rememberPageSize(
  store: CollectHouse["store"],
  connection: string,
  { pageSize }: Discovery,
  known: number | undefined,
  now: Date,
): Promise<void> {
  if (pageSize === undefined || pageSize === known) return;
  const message = "a longer list of Pages was too much data";
  const learntAt = now.toISOString();
  await store.learn({ connection, topic: TOPIC.discoveryPageSize, finding: String(pageSize), message, learntAt });
}

async function rememberPortfolios(
  store: CollectHouse["store"],
  connection: string,
  { portfolios }: Discovery,
  now: Date,
): Promise<void> {
  if (portfolios === undefined) return;
  const { edges, refusal } = portfolios;
  await store.learn({
    connection,
    topic: TOPIC.portfolios,
    finding: edges.length > 0 ? edges.join(" ") : refusal === undefined ? "none" : "refused",
    message: refusal ?? "asked for Pages that /me/accounts does not list",
    learntAt: now.toISOString(),
  });
}
