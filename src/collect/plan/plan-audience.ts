// Who follows, and when they are online: which of these questions are due.
import { addDays, META_TIME_ZONE, toDayInZone } from "../../dataset/index.ts";
import { formOf, isFresh } from "../capabilities/index.ts";
import type { Block } from "./call.ts";
import { AUDIENCE_DIMENSIONS, ONLINE_DIMENSION, ONLINE_METRIC } from "./metric-sets.ts";
import type { PlanAccount, PlanHeld, PlanInput } from "./plan-input.ts";

/** The audience moves slowly: asked again after this many days. */
const AUDIENCE_DAYS = 6;
const WEEK_MS = 7 * 86_400_000;
/** Each weekday once even where the two newest days are empty yet, and far from the 30 days after which Meta forgets. */
const ONLINE_DAYS = 9;
const ONLINE_DAYS_MOST = 28;

/**
 * All of them where an alias makes them free. In form 3 each is a call of its own: one a week in turn, once all have been
 * asked, keeps the account at 6 calls.
 */
export function planAudience({ accountId, connection }: PlanAccount, input: PlanInput): readonly Block[] {
  const held = input.held.get(accountId);
  if (!isDue(held, input.now)) return [];
  const blocks: readonly Block[] = [
    ...AUDIENCE_DIMENSIONS.map(
      (dimension): Block => ({ kind: "audience", metric: "follower_demographics", dimension }),
    ),
    planOnline(input.now, held?.audienceTakenAt ?? held?.audienceAnsweredAt),
  ];
  if (formOf(input.known, connection) !== 3 || held?.audienceTakenAt === undefined) return blocks;
  const week = Math.floor(input.now.getTime() / WEEK_MS);
  return blocks.filter((_block, index) => index === week % blocks.length);
}

/**
 * Whatever the period: hours older than 30 days are told of none (CONTRACT fact 6). After weeks without an answer, from
 * where the last one ended.
 */
function planOnline(now: Date, takenAt: string | undefined): Block {
  const today = toDayInZone(now, META_TIME_ZONE);
  const newest = addDays(today, -ONLINE_DAYS);
  const missed = takenAt === undefined ? newest : addDays(toDayInZone(new Date(takenAt), META_TIME_ZONE), -2);
  const [, from = newest] = [addDays(today, -ONLINE_DAYS_MOST), [missed, newest].toSorted()[0] ?? newest].toSorted();
  const span = { from, to: addDays(today, -1) };
  return { kind: "audience", metric: ONLINE_METRIC, dimension: ONLINE_DIMENSION, span };
}

function isDue(held: PlanHeld | undefined, now: Date): boolean {
  return held?.audienceTakenAt === undefined || !isFresh(held.audienceTakenAt, now, AUDIENCE_DAYS * 86_400_000);
}
