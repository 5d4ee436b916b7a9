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
import { type Capabilities, find, isFresh, listRefused, toCapabilities } from "./capabilities/index.ts";
import type { CollectContext } from "./collect-context.ts";
import { chooseAccounts, countSearchCalls, type Discovery, discoverAccounts } from "./discover/index.ts";
import type { FoundAccounts } from "./found-accounts.ts";
import { createLearn } from "./learn.ts";
import { type Expected, findExpected, nameLost } from "./lost-accounts.ts";

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
  const known = toCapabilities(await store.lessons(), clock.now());
  const expected = await findExpected(store, clock.now());
  const walk = (connection: string) => walkOne(context, connection, known, expected, options, signal);
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
  known: Capabilities,
  expected: Expected,
  options: WalkOptions,
  signal: AbortSignal,
): Promise<Lane> {
  const edges = find(known, "portfolio-pages", connection)?.value ?? [];
  options.onConnection?.(connection);
  const lane = { connection, missing: [], lost: [], searchCalls: 0 };
  try {
    const discovery = await discoverAccounts(
      options.isHurried === true ? withoutWaits(graph) : graph,
      connection,
      options.resume?.(connection),
      {
        isThorough: options.isThorough?.(connection) ?? isLookDue(known, connection, clock.now()),
        rememberedEdges: edges,
        expected: expected.of(connection),
        pageSize: find(known, "discovery-page-size", connection)?.value,
        withoutFields: [...listRefused(known, "field", connection).keys()],
      },
      async (soFar, callIds) => options.keep?.(connection, soFar, callIds),
      signal,
    );
    await rememberDiscovery({ store, clock }, known, connection, discovery);
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
    if (error.code === "GRAPH_TOO_MUCH_DATA") {
      const words = error.apiMessage ?? error.message;
      await createLearn(store, clock, known)(connection, "discovery-page-size", { state: "refused", words, value: 0 });
    }
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
function isLookDue(known: Capabilities, connection: string, now: Date): boolean {
  const last = find(known, "portfolio-pages", connection);
  return last === undefined || !isFresh(last.since, now, LOOK_MS);
}

function withoutWaits(graph: Graph): Graph {
  return { ...graph, send: (request, signal) => graph.send({ ...request, mayWait: false }, signal) };
}

/** What the walk taught: fields that are gone, how many Pages a list holds, and the portfolios. */
async function rememberDiscovery(
  { store, clock }: Pick<CollectContext, "store" | "clock">,
  known: Capabilities,
  connection: string,
  { withoutFields = [], pageSize, portfolios }: Discovery,
): Promise<void> {
  const learn = createLearn(store, clock, known);
  const withdrawn = listRefused(known, "field", connection);
  for (const field of withoutFields.filter((one) => !withdrawn.has(one))) {
    const words = `Tried accessing nonexisting field (${field.split(":")[1]}) on node type (IGUser)`;
    await learn(connection, "field", { state: "refused", words }, { name: field });
  }
  const size = find(known, "discovery-page-size", connection)?.value;
  if (pageSize !== undefined && pageSize !== size) {
    const words = size === 0 ? "a list of Pages was answered" : "a longer list of Pages was too much data";
    await learn(connection, "discovery-page-size", { state: "refused", words, value: pageSize });
  }
  if (portfolios === undefined) return;
  const { edges: value, refusal } = portfolios;
  const words = refusal ?? "asked for Pages that /me/accounts does not list";
  const state = value.length === 0 && refusal !== undefined ? "refused" : "proven";
  await learn(connection, "portfolio-pages", { state, words, value });
}
