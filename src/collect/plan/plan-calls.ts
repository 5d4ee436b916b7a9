import {
  addDays,
  type DaySpan,
  laterDay,
  META_TIME_ZONE,
  spanBefore,
  toDayInZone,
  toUnixSeconds,
} from "../../dataset/index.ts";
import { type Block, type CallPlan, type Form, type LeftOut, type PlannedCall, toSpanText } from "./call.ts";
import { toRequests } from "./forms.ts";
import {
  AUDIENCE_DIMENSIONS,
  DAY_TOTAL_METRICS,
  FOLLOW_METRICS,
  FOLLOWER_METRICS,
  POST_METRICS,
  REACH_METRICS,
  SERIES_METRICS,
  STORY_METRICS,
  TOTAL_METRICS,
} from "./metric-sets.ts";
import { leaveOffRefused } from "./refused-metrics.ts";
import { MAX_WINDOW_DAYS, toWindows } from "./windows.ts";

export interface PlanAccount {
  readonly accountId: string;
  readonly username: string;
  readonly connection: string;
  /** Discovery brought the profile along, so that no call of its own is needed for it. */
  readonly hasProfile: boolean;
  readonly mediaCount?: number | undefined;
}

/** What is held of an account, as far as it changes what must be asked. */
export interface PlanHeld {
  readonly accountId: string;
  readonly totalWindows: readonly string[];
  readonly media: readonly { readonly publishedAt: string; readonly readAt?: string | undefined }[];
  readonly audienceTakenAt?: string | undefined;
}

export interface PlanInput {
  readonly accounts: readonly PlanAccount[];
  readonly held: ReadonlyMap<string, PlanHeld>;
  readonly span: DaySpan;
  readonly now: Date;
  /** The best form each connection is known to take; 1 when nothing was learnt. */
  readonly forms: ReadonlyMap<string, Form>;
  /** Metrics a connection refused for good with the API's words: "account:reposts", "media:views". */
  readonly refusedMetrics: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly pageSizes: ReadonlyMap<string, number>;
  /** Unix seconds by account: posts up to then are from before its conversion and have no insights (100/2108006). */
  readonly convertedAfter?: ReadonlyMap<string, number> | undefined;
  readonly collect: {
    readonly mediaDays: number;
    readonly rereadDays: number;
    readonly stories: boolean;
    readonly audience: boolean;
  };
  /** Calls that can be spent by connection; absent means there is no hurry and the run may wait. */
  readonly callsLeft?: ReadonlyMap<string, number> | undefined;
}

/** First page size, and the one asked for when an account is known to need it (CALL-COST §4.4). */
export const FIRST_PAGE_SIZE = 50;
export const LARGE_PAGE_SIZE = 100;
/** Posts to come since the last walk, on top of those held. */
const GROWTH = 1.25;
/** Demographics move slowly: asked again after this many days. */
const AUDIENCE_DAYS = 6;
/** Posts older than `rereadDays` are read again once a week (issue of lifetime values, PRODUCT §3). */
const WEEKLY_MS = 6.5 * 86_400_000;
/** A series asks a day more at each end, and 30 days is the most. */
const SERIES_WINDOW_DAYS = MAX_WINDOW_DAYS - 2;
const PRIORITY = { all: 1, stories: 1, account: 2, media: 3, audience: 4 } as const; // PRODUCT §3

/** Accounts, what is held and the hour → what to ask, in which order, at what cost. Pure. */
export function planCalls(input: PlanInput): CallPlan {
  const calls = input.accounts
    .flatMap((account) => planAccount(account, input))
    .sort((a, b) => a.priority - b.priority || (a.key < b.key ? -1 : 1));
  return fitToBudget(calls, input.callsLeft);
}

function planAccount(account: PlanAccount, input: PlanInput): readonly PlannedCall[] {
  const refused = input.refusedMetrics.get(account.connection) ?? new Map<string, string>();
  const { blocks, refusedBefore } = leaveOffRefused(planBlocks(account, input), refused);
  const known = [...refusedBefore, ...toUnreachable(input)];
  const form = input.forms.get(account.connection) ?? 1;
  const extraPages = countExtraPages(blocks, input.held.get(account.accountId));
  return toRequests(blocks, form).map(({ name, requests }, index) => ({
    key: `${account.accountId}/${name}`,
    accountId: account.accountId,
    username: account.username,
    connection: account.connection,
    form,
    worthProbing: account.mediaCount !== 0,
    requests,
    refusedBefore: index === 0 ? known : [],
    cost: requests.length + (name === "all" || name === "media" ? extraPages : 0),
    priority: PRIORITY[name],
  }));
}

/** Everything due of one account, as blocks; which request carries them is the form's affair. */
function planBlocks(account: PlanAccount, input: PlanInput): readonly Block[] {
  const { span, now, collect } = input;
  const held = input.held.get(account.accountId);
  const blocks: Block[] = account.hasProfile && input.forms.get(account.connection) === 3 ? [] : [{ kind: "profile" }];
  blocks.push(...planSeries(input));
  for (const window of toWindows(span)) {
    blocks.push({ kind: "totals", span: window, metrics: TOTAL_METRICS, breakdown: "" });
    blocks.push({ kind: "totals", span: window, metrics: FOLLOW_METRICS, breakdown: "follow_type" });
  }
  for (const window of toWindows(spanBefore(span))) {
    if (held?.totalWindows.includes(toSpanText(window))) continue;
    blocks.push({ kind: "totals", span: window, metrics: TOTAL_METRICS, breakdown: "" });
  }
  for (const day of lastDays(span)) {
    if (toWindows(span).some(({ from, to }) => from === day && to === day)) continue;
    const metrics = DAY_TOTAL_METRICS;
    blocks.push({ kind: "totals", span: { from: day, to: day }, metrics, breakdown: "", daily: true });
  }
  const since = Math.max(mediaSince(input, held), (input.convertedAfter?.get(account.accountId) ?? 0) + 1);
  const pageSize = input.pageSizes.get(account.connection) ?? choosePageSize(held, since);
  blocks.push({ kind: "media", since, pageSize, metrics: POST_METRICS });
  if (collect.stories) blocks.push({ kind: "stories", metrics: STORY_METRICS, navigation: true });
  if (collect.audience && isAudienceDue(held, now)) {
    for (const dimension of chooseDimensions(input, account, held)) {
      blocks.push({ kind: "audience", metric: "follower_demographics", dimension });
    }
  }
  return blocks;
}

/** The oldest day `follower_count` is asked for: the API refuses what is 30 days old, one day of margin is kept. */
function oldestFollowerDay(now: Date): string {
  return addDays(toDayInZone(now, META_TIME_ZONE), -28);
}

/**
 * Daily values of the period and of the four weeks that end with it. `follower_count` answers for the last 30 days only
 * and an older `since` fails the whole request (CONTRACT §3.1): where the period reaches further back, reach goes alone.
 */
function planSeries({ span, now }: PlanInput): readonly Block[] {
  const oldest = oldestFollowerDay(now);
  const fourWeeks = addDays(span.to, -27);
  const from = [span.from, span.to < oldest ? fourWeeks : laterDay(fourWeeks, oldest)].sort()[0] ?? span.from;
  return toWindows({ from, to: span.to }, SERIES_WINDOW_DAYS).flatMap((window): readonly Block[] => {
    if (window.from >= oldest) return [{ kind: "series", span: window, metrics: SERIES_METRICS }];
    const reach: Block = { kind: "series", span: window, metrics: REACH_METRICS };
    if (window.to < oldest) return [reach];
    return [reach, { kind: "series", span: { from: oldest, to: window.to }, metrics: FOLLOWER_METRICS }];
  });
}

/** The period's days that no request can reach any more. */
function toUnreachable({ span, now }: PlanInput): PlannedCall["refusedBefore"] {
  const oldest = oldestFollowerDay(now);
  if (span.from >= oldest) return [];
  const lost = { from: span.from, to: span.to < oldest ? span.to : addDays(oldest, -1) };
  const message = "Meta tells new followers a day for the last 30 days only.";
  return FOLLOWER_METRICS.map((metric) => ({
    block: { kind: "series", span: lost, metrics: FOLLOWER_METRICS },
    metric,
    message,
  }));
}

/** Days of the period that get a total of their own; a month's 30 would make the request too long. */
function lastDays({ from, to }: DaySpan): readonly string[] {
  const days: string[] = [];
  for (let day = to; day >= from && days.length < 7; day = addDays(day, -1)) days.push(day);
  return days.reverse();
}

/**
 * From where posts are listed: at least everything new, posts of the last `rereadDays` at every run, and older ones up
 * to `mediaDays` when a week has passed since their last reading. The period's own posts are always included.
 */
function mediaSince({ span, now, collect }: PlanInput, held: PlanHeld | undefined): number {
  const oldest = now.getTime() - collect.mediaDays * 86_400_000;
  const reread = now.getTime() - collect.rereadDays * 86_400_000;
  const due = (held?.media ?? [])
    .filter(({ readAt }) => readAt === undefined || now.getTime() - Date.parse(readAt) >= WEEKLY_MS)
    .map(({ publishedAt }) => Date.parse(publishedAt))
    .filter((published) => published >= oldest);
  const first = held === undefined || held.media.length === 0 ? oldest : Math.min(reread, ...due);
  return Math.min(Math.floor(first / 1000), toUnixSeconds(addDays(span.from, -1)));
}

/**
 * All dimensions where an alias makes them free. In form 3 each is a call of its own: one a week in turn, once all have
 * been held, keeps the account at 6 calls.
 */
function chooseDimensions(input: PlanInput, account: PlanAccount, held: PlanHeld | undefined): readonly string[] {
  const isDear = input.forms.get(account.connection) === 3;
  if (!isDear || held?.audienceTakenAt === undefined) return AUDIENCE_DIMENSIONS;
  const week = Math.floor(input.now.getTime() / (7 * 86_400_000));
  return AUDIENCE_DIMENSIONS.filter((_dimension, index) => index === week % AUDIENCE_DIMENSIONS.length);
}

/** 100 a page only where 50 would make a second call; a size the API refused is never chosen again (`pageSizes`). */
function choosePageSize(held: PlanHeld | undefined, since: number): number {
  return countPosts(held, since) * GROWTH > FIRST_PAGE_SIZE ? LARGE_PAGE_SIZE : FIRST_PAGE_SIZE;
}

function countPosts(held: PlanHeld | undefined, since: number): number {
  return (held?.media ?? []).filter(({ publishedAt }) => Date.parse(publishedAt) / 1000 >= since).length;
}

function isAudienceDue(held: PlanHeld | undefined, now: Date): boolean {
  if (held?.audienceTakenAt === undefined) return true;
  return now.getTime() - Date.parse(held.audienceTakenAt) >= AUDIENCE_DAYS * 86_400_000;
}

/** Pages beyond the first, judged by the posts held in the window. */
function countExtraPages(blocks: readonly Block[], held: PlanHeld | undefined): number {
  const media = blocks.find((block) => block.kind === "media");
  if (media?.kind !== "media" || held === undefined) return 0;
  return Math.max(0, Math.ceil(countPosts(held, media.since) / media.pageSize) - 1);
}

function fitToBudget(calls: readonly PlannedCall[], callsLeft: ReadonlyMap<string, number> | undefined): CallPlan {
  const left = new Map(callsLeft);
  const kept: PlannedCall[] = [];
  const leftOut: LeftOut[] = [];
  for (const call of calls) {
    const room = callsLeft === undefined ? Number.POSITIVE_INFINITY : (left.get(call.connection) ?? 0);
    if (call.cost > room) {
      leftOut.push({
        connection: call.connection,
        accountId: call.accountId,
        username: call.username,
        what: call.key.slice(call.key.indexOf("/") + 1),
        why: `connection "${call.connection}" has ${room} calls left this hour and this needs ${call.cost}`,
      });
      continue;
    }
    left.set(call.connection, room - call.cost);
    kept.push(call);
  }
  return { calls: kept, cost: kept.reduce((sum, { cost }) => sum + cost, 0), leftOut };
}
