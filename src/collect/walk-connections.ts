// Who is there, over all connections: each is walked in a lane of its own, and what it taught about portfolios is remembered.
import {
  type AccountFilter,
  type AccountRecord,
  type MissingAccount,
  matchesFilter,
  resolveMembers,
} from "../dataset/index.ts";
import { BudgetSpent, type Graph, GraphError } from "../graph/index.ts";
import { withRemedy } from "../shared/index.ts";
import type { Lesson } from "../store/index.ts";
import type { CollectContext } from "./collect-context.ts";
import { chooseAccounts, countSearchCalls, type Discovery, discoverAccounts } from "./discover/index.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { NO_SIZE, TOPIC, toLessons } from "./lessons.ts";
import { type Expected, findExpected, nameLost } from "./lost-accounts.ts";
import { isFresh } from "./plan/index.ts";

export interface WalkOptions {
  readonly filter: AccountFilter;
  /** Those to walk; all when absent. */
  readonly connections?: readonly string[] | undefined;
  /**
   * Connections whose portfolios are all asked for Pages that `/me/accounts` does not list, the others' only where some
   * are known. When absent: those that were not looked at for a week.
   */
  readonly isThorough?: ((connection: string) => boolean) | undefined;
  /** True sets a connection whose hour is spent aside at once, whatever the run does then. */
  readonly isHurried?: boolean | undefined;
  /** An interrupted walk to go on with. */
  readonly resume?: ((connection: string) => Discovery | undefined) | undefined;
  readonly keep?: ((connection: string, soFar: Discovery, callIds: readonly string[]) => Promise<void>) | undefined;
  readonly onConnection?: ((connection: string) => void) | undefined;
}

/** After this the portfolios are looked at again, though nothing is amiss. */
const LOOK_MS = 7 * 86_400_000;

interface Lane {
  readonly connection: string;
  readonly left: number;
  readonly discovery?: Discovery | undefined;
  readonly missing: readonly MissingAccount[];
  readonly lost: readonly AccountRecord[];
  readonly failure?: GraphError | undefined;
  readonly spent?: BudgetSpent | undefined;
  readonly searchCalls: number;
}

/**
 * Walks every connection beside the others. One that is refused (a dead token) becomes a missing account, and one whose
 * hour is spent is set aside; neither stops the others (V6). A failure is thrown when none of all connections is left,
 * and so is a server out of reach.
 */
export async function walkConnections(
  context: CollectContext,
  options: WalkOptions,
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const { graph, store, clock } = context;
  const connections = options.connections ?? graph.connections;
  const lessons = await store.lessons();
  const expected = await findExpected(store, clock.now());
  const walk = (connection: string) => walkOne(context, connection, lessons, expected, options, signal);
  const ended = await Promise.allSettled(connections.map(walk));
  const broken = ended.find(({ status }) => status === "rejected");
  if (broken?.status === "rejected") throw broken.reason;
  const lanes = ended.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  const spent = lanes.flatMap((lane) => lane.spent ?? []);
  const failures = lanes.flatMap(({ failure }) => failure ?? []);
  const [failure] = failures;
  // Where some were left out, what those had is still to be told.
  const isUnreachable = failures.every(({ code }) => code === "GRAPH_UNREACHABLE");
  const isEverybody = options.connections === undefined || (isUnreachable && lanes.length === graph.connections.length);
  if (failure !== undefined && isEverybody && failures.length === lanes.length) throw failure;
  const accounts = lanes.flatMap(({ discovery }) => discovery?.accounts ?? []);
  const found = new Set(accounts.map(({ accountId }) => accountId));
  const walked = lanes.filter(({ discovery }) => discovery !== undefined).map(({ connection }) => connection);
  const [open, lost] = [lanes.flatMap((lane) => lane.missing), lanes.flatMap((lane) => lane.lost)];
  // What one connection has lost another may reach.
  const gone = lost.filter(({ accountId }) => !found.has(accountId));
  return {
    accounts: chooseAccounts(
      accounts,
      options.filter,
      new Map(lanes.map(({ connection, left }) => [connection, left])),
    ),
    reachable: accounts,
    missing: [...open, ...nameLost(gone, open, expected, clock.now())],
    lost: gone.filter((account) => matchesFilter(account, options.filter)),
    walked,
    spent,
    searchCalls: lanes.reduce((sum, { searchCalls }) => sum + searchCalls, 0),
  };
}

/** Names of a filter that mean nobody these walks found, nor anybody `held`; undefined until every connection was walked. */
export function findUnmatched(
  { include, exclude }: AccountFilter,
  found: readonly FoundAccounts[],
  connections: readonly string[],
  held: readonly AccountRecord[],
): readonly string[] | undefined {
  const walked = new Set(found.flatMap((one) => one.walked));
  if (!connections.every((connection) => walked.has(connection))) return undefined;
  return resolveMembers([...include, ...exclude], [...held, ...found.flatMap(({ reachable }) => reachable)]).strangers;
}

async function walkOne(
  { graph, store, clock }: CollectContext,
  connection: string,
  remembered: readonly Lesson[],
  expected: Expected,
  options: WalkOptions,
  signal: AbortSignal,
): Promise<Lane> {
  const { portfolioEdges, discoveryPageSizes, withdrawnFields } = toLessons(remembered, clock.now());
  const edges = portfolioEdges.get(connection) ?? [];
  options.onConnection?.(connection);
  const lane = { connection, missing: [], lost: [], searchCalls: 0 };
  try {
    const discovery = await discoverAccounts(
      options.isHurried === true ? withoutWaits(graph) : graph,
      connection,
      options.resume?.(connection),
      {
        isThorough: options.isThorough?.(connection) ?? isLookDue(remembered, connection, clock.now()),
        rememberedEdges: edges,
        expected: expected.of(connection),
        pageSize: discoveryPageSizes.get(connection),
        withoutFields: [...(withdrawnFields.get(connection)?.keys() ?? [])],
      },
      async (soFar, callIds) => options.keep?.(connection, soFar, callIds),
      signal,
    );
    await rememberPortfolios(store, connection, discovery, clock.now());
    await rememberFields(store, connection, discovery, withdrawnFields.get(connection), clock.now());
    await rememberPageSize(store, connection, discovery, discoveryPageSizes.get(connection), clock.now());
    return {
      ...lane,
      left: (await graph.callsLeft(connection)).left,
      discovery,
      missing: discovery.missing,
      lost: expected.lostOf(connection, discovery),
      searchCalls: countSearchCalls(discovery, edges),
    };
  } catch (error) {
    if (error instanceof BudgetSpent) return { ...lane, left: 0, spent: error };
    if (!(error instanceof GraphError)) throw error;
    if (error.code === "GRAPH_TOO_MUCH_DATA") await rememberNoSize(store, connection, error, clock.now());
    const message = withRemedy(error.message, error.hint);
    const seenAt = clock.now().toISOString();
    const words = withRemedy(error.apiMessage ?? error.message, error.hint);
    const note = {
      code: "list-unread",
      args: { list: { code: "pages-of-connection", args: { connection } }, words },
    } as const;
    return {
      ...lane,
      left: 0,
      failure: error,
      missing: [{ connection, reason: "not-permitted", message, note, seenAt }],
    };
  }
}

/** The first collection looks into the portfolios, and each whose last look is a week old. */
function isLookDue(remembered: readonly Lesson[], connection: string, now: Date): boolean {
  const last = remembered.find((lesson) => lesson.connection === connection && lesson.topic === TOPIC.portfolios);
  return last === undefined || !isFresh(last.learntAt, now, LOOK_MS);
}

function withoutWaits(graph: Graph): Graph {
  return { ...graph, send: (request, signal) => graph.send({ ...request, mayWait: false }, signal) };
}

async function rememberFields(
  store: CollectContext["store"],
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
  store: CollectContext["store"],
  connection: string,
  { pageSize }: Discovery,
  known: number | undefined,
  now: Date,
): Promise<void> {
  if (pageSize === undefined || pageSize === known) return;
  const message = known === 0 ? "a list of Pages was answered" : "a longer list of Pages was too much data";
  const learntAt = now.toISOString();
  await store.learn({ connection, topic: TOPIC.discoveryPageSize, finding: String(pageSize), message, learntAt });
}

async function rememberNoSize(
  store: CollectContext["store"],
  connection: string,
  { apiMessage, message }: GraphError,
  now: Date,
): Promise<void> {
  const words = { message: apiMessage ?? message, learntAt: now.toISOString() };
  await store.learn({ connection, topic: TOPIC.discoveryPageSize, finding: NO_SIZE, ...words });
}

async function rememberPortfolios(
  store: CollectContext["store"],
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
