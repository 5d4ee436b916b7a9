// The store's memory and the accounts found, in the planner's words.
import { type AccountRecord, type Day, type DaySpan, spanBefore } from "../dataset/index.ts";
import type { Graph } from "../graph/index.ts";
import type { Store } from "../store/index.ts";
import { toLessons } from "./lessons.ts";
import type { PlanInput } from "./plan/index.ts";
import { reopen } from "./reopen.ts";

/** Page tasks that let insights be read; an empty list means the API did not tell. */
const INSIGHT_TASKS: readonly string[] = ["ANALYZE", "MANAGE"];

/** What of a collection's options the planner needs. */
export interface PlanOptions {
  readonly span: DaySpan;
  readonly mediaDays: number;
  readonly rereadDays: number;
  readonly stories: boolean;
  readonly audience: boolean;
  readonly comments?: "off" | "counts" | "all" | undefined;
  /** Back-fills to this day. */
  readonly since?: Day | undefined;
  /** Only catches the stories that are live now. */
  readonly storiesOnly?: boolean | undefined;
}

export async function toPlanInput(
  store: Store,
  accounts: readonly AccountRecord[],
  now: Date,
  options: PlanOptions,
): Promise<PlanInput> {
  const lessons = toLessons(await store.lessons(), now);
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
  return {
    accounts: accounts.map((account) => ({
      accountId: account.accountId,
      username: account.username,
      connection: account.connection,
      hasProfile: account.followersCount !== undefined,
      mediaCount: account.mediaCount,
      mediaCountBefore: lessons.mediaCounts.get(account.accountId),
      followersCount: account.followersCount,
      mayReadInsights: account.tasks.length === 0 || account.tasks.some((task) => INSIGHT_TASKS.includes(task)),
    })),
    held: new Map(
      held.map((one) => {
        const refused = lessons.refusedMetrics.get(connections.get(one.accountId) ?? "");
        return [one.accountId, reopen(one, gaps.get(one.accountId) ?? [], refused)];
      }),
    ),
    span: options.span,
    now,
    forms: lessons.forms,
    doubtfulForms: lessons.doubtfulForms,
    refusedMetrics: lessons.refusedMetrics,
    pageSizes: lessons.pageSizes,
    nestingRefused: lessons.nestingRefused,
    nestingDoubtful: new Set([...lessons.nestingWords.keys()].filter((name) => !lessons.nestingRefused.has(name))),
    storyNestingRefused: lessons.storyNestingRefused,
    convertedAfter: lessons.convertedAfter,
    smallStories: lessons.smallStories,
    refusingPosts: lessons.refusingPosts,
    collect: options,
    since: options.since,
    storiesOnly: options.storiesOnly,
  };
}

export async function readCallsLeft(graph: Graph): Promise<ReadonlyMap<string, number>> {
  const entries = graph.connections.map(async (name) => [name, (await graph.callsLeft(name)).left] as const);
  return new Map(await Promise.all(entries));
}
