// `GET /{ig-user}/insights`: which combinations are taken, in which words the others are refused (CONTRACT §3, §8),
// and the shapes of series, totals and demographics.

import { toEngagedPeople } from "./account-day.ts";
import {
  ACCEPTED_ACCOUNT_NAMES,
  ACCOUNT_METRICS,
  type AccountMetric,
  readTotal,
  splitTotal,
} from "./account-metrics.ts";
import { type Dimension, readFollowers, splitDemographics } from "./audience.ts";
import type { Call, EdgeRequest } from "./call.ts";
import type { Account } from "./cast.ts";
import { type InsightParts, readNames, toBreakdown, toInsightRow } from "./insight-rows.ts";
import type { JsonObject } from "./json.ts";
import { toPagingUrl } from "./listing.ts";
import { readOnlineHours } from "./online-hours.ts";
import { startOfPacificDay, toPacificDay, toUtcDay } from "./pacific-day.ts";
import { refusal } from "./refusals.ts";
import { listWindowDays, readWindow, type TimeWindow, toDayStamp, toNeighbours } from "./windows.ts";

const PERIODS = ["day", "week", "days_28", "month", "lifetime", "total_over_range"];
const TYPES = ["default", "time_series", "total_value"];
const BREAKDOWNS = ["age", "city", "contact_button_type", "country", "follow_type", "gender", "media_product_type"];
const TIMEFRAMES = ["this_month", "this_week"];
const SMALL_ACCOUNT = 100;
const FOLLOWER_COUNT_DAYS = 30;
const ONLINE_DAYS = 30;
const ROLLING_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, days_28: 28 };

interface Question {
  readonly account: Account;
  readonly metrics: readonly string[];
  readonly period: string;
  readonly isTotal: boolean;
  readonly breakdowns: readonly string[];
  readonly timeframe: string | null;
  readonly window: TimeWindow;
  readonly days: readonly number[];
  readonly call: Call;
}

export function readAccountInsights(account: Account, request: EdgeRequest, call: Call): JsonObject {
  refuseWithoutAnalyze(account, call);
  const question = readQuestion(account, request, call);
  call.work.units += question.metrics.length * 3;
  const data = question.metrics.flatMap((metric) => {
    const parts = readMetric(question, metric);
    return parts === null ? [] : [toInsightRow(account.id, question.period, parts, request)];
  });
  if (data.length === 0) return { data };
  return question.timeframe === null && !isDemographic(question.metrics)
    ? { data, paging: toWindowPaging(question, request) }
    : { data };
}

/** A role without the ANALYZE task reads the profile but no insights. */
export function refuseWithoutAnalyze(account: Account, call: Call): void {
  if (!account.lacksAnalyze) return;
  throw call.settings.missingAnalyze === 10
    ? refusal.notPermitted()
    : refusal.needsPermission("instagram_manage_insights");
}

function readQuestion(account: Account, request: EdgeRequest, call: Call): Question {
  const { parameters } = request;
  const metrics = readNames(request, "metric");
  metrics.forEach((name, index) => {
    if (name === "impressions") throw refusal.impressionsOfUser();
    if (!ACCEPTED_ACCOUNT_NAMES.includes(name)) throw refusal.notInList("metric", index, ACCEPTED_ACCOUNT_NAMES);
  });
  const period = parameters.get("period");
  if (period === undefined) throw refusal.missingParameter("period");
  if (!PERIODS.includes(period)) throw refusal.notInList("period", 0, PERIODS);
  const type = parameters.get("metric_type") ?? "default";
  if (!TYPES.includes(type)) throw refusal.notInList("metric_type", 0, TYPES);
  const isTotal = type === "total_value";
  refuseMixedTypes(metrics, isTotal);
  for (const name of metrics) {
    if (ACCOUNT_METRICS[name]?.periods.includes(period) === false) throw refusal.incompatiblePeriod(name, period);
  }
  // A breakdown beside a series is ignored without a word (CONTRACT §3.1).
  const breakdowns = isTotal ? readBreakdowns(request, metrics) : [];
  const timeframe = readTimeframe(parameters, metrics);
  const window = readWindow(parameters, call.nowMs);
  refuseOldFollowerCount(metrics, window, call.nowMs);
  const days = listWindowDays(window, call.settings.seriesDays, call.nowMs);
  return { account, metrics, period, isTotal, breakdowns, timeframe, window, days, call };
}

function refuseMixedTypes(metrics: readonly string[], isTotal: boolean): void {
  const known = metrics.flatMap((name): readonly (readonly [string, AccountMetric])[] => {
    const metric = ACCOUNT_METRICS[name];
    return metric === undefined ? [] : [[name, metric]];
  });
  if (isTotal) {
    const seriesOnly = known.find(([, metric]) => !metric.hasTotal);
    if (seriesOnly !== undefined) throw refusal.incompatibleType(seriesOnly[0], "total_value");
    return;
  }
  const totalOnly = known.filter(([, metric]) => !metric.hasSeries).map(([name]) => name);
  if (totalOnly.length > 0) throw refusal.needsTotalValue(totalOnly);
}

function readBreakdowns(request: EdgeRequest, metrics: readonly string[]): readonly string[] {
  if ((request.parameters.get("breakdown") ?? "") === "") return [];
  const breakdowns = readNames(request, "breakdown");
  breakdowns.forEach((name, index) => {
    if (!BREAKDOWNS.includes(name)) throw refusal.notInList("breakdown", index, BREAKDOWNS);
  });
  // A breakdown that a metric does not have is an unknown error, no explanation (CONTRACT §3.1).
  const fits = metrics.every((metric) =>
    breakdowns.every((name) => ACCOUNT_METRICS[metric]?.breakdowns.includes(name) ?? true),
  );
  if (!fits) throw refusal.unknown();
  return breakdowns;
}

function readTimeframe(parameters: ReadonlyMap<string, string>, metrics: readonly string[]): string | null {
  const timeframe = parameters.get("timeframe") ?? null;
  const needed = metrics.find(
    (name) => name === "engaged_audience_demographics" || name === "reached_audience_demographics",
  );
  if (timeframe === null && needed !== undefined) throw refusal.missingParameter("timeframe");
  if (timeframe !== null && !TIMEFRAMES.includes(timeframe)) throw refusal.notInList("timeframe", 0, TIMEFRAMES);
  return timeframe;
}

function refuseOldFollowerCount(metrics: readonly string[], window: TimeWindow, nowMs: number): void {
  const earliest = (toUtcDay(nowMs) - FOLLOWER_COUNT_DAYS) * 86_400;
  if (metrics.includes("follower_count") && window.since < earliest) throw refusal.followerCountTooOld();
}

const isDemographic = (metrics: readonly string[]): boolean => metrics.every((name) => name.endsWith("_demographics"));

/** A row's parts, or null where the API gives no row. */
function readMetric(question: Question, name: string): InsightParts | null {
  const metric = ACCOUNT_METRICS[name];
  if (metric === undefined) return null;
  const { account, call, days } = question;
  const isSmall = readFollowers(account, call.nowMs) < SMALL_ACCOUNT;
  const { title } = metric;
  if (name.endsWith("_demographics")) return readDemographics(question, name, title, isSmall);
  if (metric.needsHundredFollowers && isSmall) return null;
  if (name === "online_followers") return { name, title, values: toOnlinePoints(question) };
  if (!question.isTotal) return { name, title, values: readSeries(question, name) };
  const read = days.map((day) => call.readDay(account, day));
  const breakdown =
    question.breakdowns.length === 0
      ? null
      : toBreakdown(question.breakdowns, splitTotal(account, name, read, question.breakdowns));
  // This one has parts but no whole, and nothing at all without its breakdown (CONTRACT §3.4).
  if (name === "follows_and_unfollows")
    return breakdown === null ? { name, title } : { name, title, totalValue: { breakdowns: [breakdown] } };
  const value = readTotal(account, name, read);
  return { name, title, totalValue: { value, ...(breakdown === null ? {} : { breakdowns: [breakdown] }) } };
}

/** One point per day; week and days_28 are rolling windows that end with it. */
function readSeries({ account, call, days, period }: Question, name: string): readonly JsonObject[] {
  const length = ROLLING_DAYS[period] ?? 1;
  return days.map((day) => {
    const rolling = Array.from({ length }, (_, ago) => call.readDay(account, day - ago));
    return { value: readTotal(account, name, rolling), end_time: toDayStamp(day, call.settings.seriesDays) };
  });
}

/** Hours of the day, for the last 30 days; the two newest are not there yet and empty. */
function toOnlinePoints({ account, call, days }: Question): readonly JsonObject[] {
  const today = toPacificDay(call.nowMs);
  const followers = readFollowers(account, call.nowMs);
  return days
    .filter((day) => day >= today - ONLINE_DAYS)
    .map((day) => ({
      value: day >= today - 1 ? {} : readOnlineHours(account, followers, day),
      end_time: toDayStamp(day, call.settings.seriesDays),
    }));
}

function readDemographics(question: Question, name: string, title: string, isSmall: boolean): InsightParts | null {
  const { account, call, breakdowns, timeframe } = question;
  if (isSmall && call.settings.demographicsSmall === "error-2874010") throw refusal.notEnoughUsers();
  if (isSmall) return null;
  const people = countAudience(question, name);
  if (name === "engaged_audience_demographics" && people < SMALL_ACCOUNT) return null;
  if (breakdowns.length === 0) return { name, title, totalValue: {} };
  const entries = splitDemographics(account, people, breakdowns as readonly Dimension[]);
  const prefix = name === "follower_demographics" || timeframe === null ? null : timeframe;
  const keys = prefix === null ? breakdowns : ["timeframe", ...breakdowns];
  const rows = entries.map(({ values, count }) => ({
    values: prefix === null ? values : [prefix.toUpperCase(), ...values],
    count,
  }));
  return { name, title, totalValue: { breakdowns: [toBreakdown(keys, rows)] } };
}

function countAudience({ account, call, timeframe }: Question, name: string): number {
  if (name === "follower_demographics") return readFollowers(account, call.nowMs);
  const today = toPacificDay(call.nowMs);
  const monthDay = new Date(startOfPacificDay(today)).getUTCDate();
  const length = timeframe === "this_week" ? 7 : monthDay;
  const days = Array.from({ length }, (_, ago) => call.readDay(account, today - ago));
  return name === "reached_audience_demographics"
    ? readTotal(account, "reach", days)
    : toEngagedPeople(account, readTotal(account, "total_interactions", days));
}

function toWindowPaging({ account, window, call }: Question, request: EdgeRequest): JsonObject {
  const { since: _since, until: _until, ...kept } = Object.fromEntries(request.parameters);
  // A nested edge's links lose the breakdown, one more reason not to follow them (call-cost §6.12).
  const { breakdown: _breakdown, ...withoutBreakdown } = kept;
  const parameters = request.isNested ? withoutBreakdown : kept;
  const link = ({ since, until }: TimeWindow): string =>
    toPagingUrl(call, `${account.id}/insights`, { ...parameters, since: String(since), until: String(until) });
  const { previous, next } = toNeighbours(window);
  return { previous: link(previous), next: link(next) };
}
