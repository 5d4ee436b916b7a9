// The store's memory and the accounts found, in the planner's words.
import { type AccountRecord, type Day, type DaySpan, mayBy, spanBefore } from "../dataset/index.ts";
import type { Graph } from "../graph/index.ts";
import type { Store } from "../store/index.ts";
import { asAnsweredBefore } from "./answered-before.ts";
import { find, list, listRefused, type RefusedEdge, replace, toCapabilities } from "./capabilities/index.ts";
import type { PlanInput } from "./plan/index.ts";
import { reopen } from "./reopen.ts";
import { toSpans, type Window } from "./spans.ts";

/** What of a collection's options the planner needs. */
export interface PlanOptions {
  readonly span: DaySpan;
  /** Where accounts are collected for periods of their own; `span` is from the first day of any to the last of any then. */
  readonly windows?: readonly Window[] | undefined;
  readonly mediaDays: number;
  readonly rereadDays: number;
  readonly stories: boolean;
  readonly audience: boolean;
  readonly comments?: "off" | "counts" | "all" | undefined;
  /** Asks further figures of single posts, and who interacted, of calls that are left over. */
  readonly extras?: boolean | undefined;
  /** Back-fills to this day. */
  readonly since?: Day | undefined;
  /** Only catches the stories that are live now. */
  readonly storiesOnly?: boolean | undefined;
  /** Set where a collection that ended is gone on with. */
  readonly again?: object | undefined;
}

/** False when the role on its Page is known to lack insights (CONTRACT §1.3). */
export function mayReadInsights({ tasks }: Pick<AccountRecord, "tasks">): boolean {
  return mayBy(tasks, "insights") !== false;
}

/** What the role on its Page allows, as one text. */
export function toTasks({ tasks }: Pick<AccountRecord, "tasks">): string {
  return tasks.toSorted().join(" ");
}

/** `version`: the Graph API's, under which it must be known which day a stamp means. */
export async function toPlanInput(
  store: Store,
  version: string,
  accounts: readonly AccountRecord[],
  now: Date,
  options: PlanOptions,
): Promise<PlanInput> {
  const known = toCapabilities(await store.lessons(), now);
  const watched = new Date(now.getTime() - options.mediaDays * 86_400_000).toISOString();
  const since = [watched, `${options.since ?? watched}`, `${spanBefore(options.span).from}`].sort()[0] ?? watched;
  const held = await store.held(
    accounts.map(({ accountId }) => accountId),
    since,
  );
  const gaps = Map.groupBy(
    await store.read.gaps({ from: since.slice(0, 10), to: options.span.to }),
    ({ accountId }) => accountId,
  );
  const connections = new Map(accounts.map(({ accountId, connection }) => [accountId, connection]));
  for (const account of accounts) {
    const { accountId } = account;
    const isUpheld = ({ tasks, isConfirmed }: RefusedEdge): boolean =>
      // A repeat asks for what was refused, a question a day.
      options.again === undefined && isConfirmed === true && tasks === toTasks(account);
    const upheld = [...list(known, "refused-edges", accountId).values()].filter(isUpheld);
    const edges = await asAnsweredBefore(store.read, accountId, upheld, now);
    replace(known, "refused-edges", accountId, new Map(edges.map((one) => [one.edge, one])));
  }
  const isStampKnown = (connection: string): boolean =>
    find(known, "stamp-reading", connection)?.version === version ||
    find(known, "stamps-tried", connection)?.value === version;
  return {
    accounts: accounts.map((account) => ({
      accountId: account.accountId,
      username: account.username,
      connection: account.connection,
      hasProfile: account.followersCount !== undefined,
      mediaCount: account.mediaCount,
      mediaCountBefore: find(known, "media-counts", account.connection, account.accountId)?.value,
      followersCount: account.followersCount,
      mayReadInsights: mayReadInsights(account),
    })),
    held: new Map(
      held.map((one) => {
        const refused = listRefused(known, "metric", connections.get(one.accountId) ?? "");
        return [one.accountId, reopen(one, gaps.get(one.accountId) ?? [], refused)];
      }),
    ),
    span: options.span,
    spans: new Map(
      options.windows === undefined ? [] : accounts.map((account) => [account.accountId, toSpans(account, options)]),
    ),
    now,
    known,
    unsettledStamps: new Set(
      accounts.map(({ connection }) => connection).filter((connection) => !isStampKnown(connection)),
    ),
    collect: options,
    since: options.since,
    storiesOnly: options.storiesOnly,
  };
}

export async function readCallsLeft(graph: Graph): Promise<ReadonlyMap<string, number>> {
  const entries = graph.connections.map(async (name) => [name, (await graph.callsLeft(name)).left] as const);
  return new Map(await Promise.all(entries));
}
