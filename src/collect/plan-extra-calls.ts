// Which further figures are due, from what is held; asked only where `collect.extras` says so, after everything else.
import { type AccountRecord, type GapRecord, META_TIME_ZONE, toDayInZone } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";
import type { CollectContext } from "./collect-context.ts";
import {
  type CallPlan,
  type DueExtras,
  ENGAGED_METRIC,
  EXTRAS_AGE_DAYS,
  listExtraMetrics,
  planExtras,
} from "./plan/index.ts";
import { mayReadInsights, type PlanOptions, readCallsLeft } from "./plan-input.ts";

const DAY_MS = 86_400_000;
/** Who interacted is told of the month under way. */
const ENGAGED_DAYS = 27;

/** The calls that half of what is left allows. */
export async function planExtraCalls(
  { store, graph, clock }: CollectContext,
  accounts: readonly AccountRecord[],
  options: PlanOptions,
): Promise<CallPlan> {
  const due = await listDueExtras(store, accounts, options, clock.now());
  const calls = planExtras(due, await readCallsLeft(graph));
  return { calls, cost: calls.length, leftOut: [] };
}

/** What would be asked so after a collection of this plan, and how much is due in all. */
export async function previewExtras(
  { store, graph, clock }: CollectContext,
  accounts: readonly AccountRecord[],
  options: PlanOptions,
  plan: CallPlan,
): Promise<{ readonly calls: number; readonly due: number }> {
  if (options.extras !== true || options.storiesOnly === true) return { calls: 0, due: 0 };
  const due = await listDueExtras(store, accounts, options, clock.now());
  const left = new Map(await readCallsLeft(graph));
  for (const { connection, cost } of plan.calls) left.set(connection, Math.max(0, (left.get(connection) ?? 0) - cost));
  const all = new Map([...left.keys()].map((name) => [name, Number.POSITIVE_INFINITY]));
  return { calls: planExtras(due, left).length, due: planExtras(due, all).length };
}

/** What no answer and no refusal is held of. */
export async function listDueExtras(
  store: Store,
  accounts: readonly AccountRecord[],
  { mediaDays, audience }: PlanOptions,
  now: Date,
): Promise<readonly DueExtras[]> {
  const ago = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
  const [from, to] = [ago(mediaDays), ago(EXTRAS_AGE_DAYS)];
  const today = toDayInZone(now, META_TIME_ZONE);
  const gaps = await store.read.gaps({ from: from.slice(0, 10), to: today });
  const due: DueExtras[] = [];
  for (const account of accounts.filter(mayReadInsights)) {
    const { accountId, username, connection } = account;
    const own = gaps.filter((gap) => gap.accountId === accountId);
    const known = new Set([
      ...(await store.read.mediaInsights(accountId, from, to)).map(({ mediaId, metric }) => `${mediaId}/${metric}`),
      ...own.map(({ mediaId, metric }) => `${mediaId}/${metric}`),
    ]);
    const posts = (await store.read.media(accountId, from, to)).flatMap(
      ({ mediaId, mediaProductType: productType, publishedAt }) => {
        const metrics = listExtraMetrics(productType).filter((metric) => !known.has(`${mediaId}/${metric}`));
        return metrics.length === 0 ? [] : [{ mediaId, productType, publishedAt, metrics }];
      },
    );
    const engagedAudience = audience && !(await isEngagedKnown(store, accountId, own, ago(ENGAGED_DAYS)));
    due.push({ account: { accountId, username, connection }, posts, engagedAudience });
  }
  return due;
}

async function isEngagedKnown(
  store: Store,
  accountId: string,
  gaps: readonly GapRecord[],
  since: string,
): Promise<boolean> {
  if (gaps.some(({ metric, seenAt }) => metric === ENGAGED_METRIC && seenAt >= since)) return true;
  const points = await store.read.audience(accountId);
  return points.some(({ metric, takenAt }) => metric === ENGAGED_METRIC && takenAt >= since);
}
