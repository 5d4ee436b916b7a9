// The figures of one account and period, each held with its receipt or absent with its reason.
import { countDays, type Day, type DaySpan, findMetric, listDays, type TotalPoint } from "../../dataset/index.ts";
import { explainAbsence } from "./absence.ts";
import type { AccountPeriod } from "./account-facts.ts";
import { absent, agree, combine, divide, type Figure, isHeld, newest, sum } from "./figure.ts";
import { asKpi, type Formula } from "./formula.ts";
import { isProvisionalDay } from "./frame.ts";
import { type Post, readInsight, readInteractions } from "./posts.ts";

/** Meta answers unique figures for at most this many days (CONTRACT §3.2). */
export const MAX_WINDOW_DAYS = 30;

/**
 * The total of exactly the period as Meta told it. Where that is not held and a sum is true, the sum of windows or days that
 * tile the period; unique figures stay absent, for people reached on two days would count twice.
 */
export function readTotal(period: AccountPeriod, metric: string, breakdown = "", bucket = ""): Figure {
  const { span, totals } = period;
  const own = totals.filter(
    (point) => point.metric === metric && point.breakdown === breakdown && point.bucket === bucket,
  );
  const addsUp = findMetric("account", metric)?.addsUpOverDays ?? false;
  const exact = own.findLast(({ fromDay, toDay }) => fromDay === span.from && toDay === span.to);
  const windows = exact !== undefined ? [exact] : addsUp ? tile(own, span) : [];
  const name = bucket === "" ? metric : `${metric}/${bucket}`;
  if (windows.length === 0) return explainTotal(period, metric, breakdown, own);
  return {
    kind: "held",
    value: sum(windows.map(({ value }) => value)),
    metric: name,
    window: span,
    takenAt: newest(windows.map(({ takenAt }) => takenAt)),
    formula:
      exact === undefined
        ? { code: "account-windows", args: { metric: name, windows: windows.length } }
        : { code: "account-total", args: { metric: name } },
    provisional: windows.some(({ toDay, takenAt }) => isProvisionalDay(toDay, takenAt)),
  };
}

/** Of a period longer than Meta gives unique reach for: that of the last window as long as it does; undefined where none is held. */
export function findLongestReach({
  span,
  totals,
}: AccountPeriod): { readonly window: DaySpan; readonly value: number } | undefined {
  if (countDays(span) <= MAX_WINDOW_DAYS) return undefined;
  const isLongest = ({ fromDay, toDay }: TotalPoint) => countDays({ from: fromDay, to: toDay }) === MAX_WINDOW_DAYS;
  const [last] = totals
    .filter((point) => point.metric === "reach" && point.breakdown === "" && isLongest(point))
    .toSorted((a, b) => (a.toDay < b.toDay ? 1 : -1));
  return last && { window: { from: last.fromDay, to: last.toDay }, value: last.value };
}

/** Why a total is not there. A unique figure that was never asked for these very days can be had, and no sum stands in for it. */
function explainTotal(
  { span, gaps, series, ...period }: AccountPeriod,
  metric: string,
  breakdown: string,
  parts: readonly TotalPoint[],
): Figure {
  const addsUp = findMetric("account", metric)?.addsUpOverDays ?? false;
  const below = explainBelow(period, metric);
  if (below !== undefined) return below;
  if (!addsUp && countDays(span) > MAX_WINDOW_DAYS) return absent("too-long-window");
  const found = explainAbsence(gaps, { kind: "totals", metric, span, breakdown });
  if (found.because.code !== "not-collected") return found;
  if (addsUp) return parts.length > 0 ? absent("not-all-days") : found;
  const isHeldOtherwise = listDays(span).some((day) => series.get(metric)?.has(day) === true);
  return isHeldOtherwise ? absent("not-these-days") : found;
}

/** Windows that follow one another from the first day to the last without a hole; the longest first. Empty if none do. */
function tile(points: readonly TotalPoint[], span: DaySpan): readonly TotalPoint[] {
  const chosen: TotalPoint[] = [];
  let next = span.from;
  while (next <= span.to) {
    const longest = points
      .filter(({ fromDay, toDay }) => fromDay === next && toDay <= span.to)
      .reduce<TotalPoint | undefined>(
        (best, point) => (best === undefined || point.toDay > best.toDay ? point : best),
        undefined,
      );
    if (longest === undefined) return [];
    chosen.push(longest);
    next = listDays({ from: longest.toDay, to: span.to })[1] ?? "9999-12-31";
  }
  return chosen;
}

/** One day of a series. */
export function readDay(period: AccountPeriod, metric: string, day: Day): Figure {
  const reading = period.series.get(metric)?.get(day);
  const span = { from: day, to: day };
  if (reading === undefined) {
    return explainBelow(period, metric) ?? explainAbsence(period.gaps, { kind: "series", metric, span });
  }
  const formula: Formula = { code: "account-day", args: { metric } };
  return {
    kind: "held",
    ...reading,
    metric,
    window: span,
    formula,
    provisional: isProvisionalDay(day, reading.takenAt),
  };
}

function explainBelow({ account }: Pick<AccountPeriod, "account">, metric: string): Figure | undefined {
  const needed = findMetric("account", metric)?.minFollowers ?? 0;
  const isSmall = account.followersCount !== undefined && account.followersCount < needed;
  return isSmall ? absent("below-threshold") : undefined;
}

export function readFollowers({ followers, gaps }: AccountPeriod): Figure {
  if (followers === undefined) return explainAbsence(gaps, { kind: "profile", metric: "followers_count" });
  return { kind: "held", ...followers, ...asKpi("followers"), window: null, provisional: false };
}

export function readNet(period: AccountPeriod): Figure {
  const gained = readTotal(period, "follows_and_unfollows", "follow_type", "FOLLOWER");
  const lost = readTotal(period, "follows_and_unfollows", "follow_type", "NON_FOLLOWER");
  const as = { metric: "netFollowers", window: period.span };
  if (isHeld(gained) && isHeld(lost)) {
    return combine([gained, lost], { ...as, formula: { code: "net-of-follows" } }, ([won = 0, gone = 0]) => won - gone);
  }
  const { edges } = period;
  if (edges === undefined) return isHeld(gained) ? lost : gained;
  const formula: Formula = {
    code: "net-of-readings",
    args: { start: edges.start.takenAt, end: edges.end.takenAt },
  };
  const value = edges.end.value - edges.start.value;
  return { kind: "held", ...as, value, takenAt: edges.end.takenAt, formula, provisional: false };
}

const INTERACTION_METRICS = ["likes", "comments", "saves", "shares"];

export function readPeriodInteractions(period: AccountPeriod): Figure {
  const parts = INTERACTION_METRICS.map((metric) => readTotal(period, metric));
  return combine(parts, { ...asKpi("interactions"), window: period.span }, sum);
}

export function readDailyReach(
  period: AccountPeriod,
  kpi: string,
  calculate: (values: readonly number[]) => number,
): Figure {
  const days = listDays(period.span).map((day) => readDay(period, "reach", day));
  return combine(days, { ...asKpi(kpi), window: period.span }, calculate);
}

export function countPosts({ posts, arePostsListed, span, account, gaps }: AccountPeriod): Figure {
  if (posts.length === 0 && !arePostsListed) return explainAbsence(gaps, { kind: "media", span });
  const takenAt = newest(posts.map(({ media }) => media.takenAt)) ?? account.takenAt;
  const formula: Formula = { code: "posts-published" };
  return { kind: "held", value: posts.length, metric: "posts", window: span, takenAt, formula, provisional: false };
}

/** Why a figure over posts is not there: not listed is another matter than none published. */
export function unlessUnlisted(period: AccountPeriod, figure: Figure): Figure {
  const posts = countPosts(period);
  return posts.kind === "absent" ? posts : figure;
}

export function rateByFollowers(periods: readonly AccountPeriod[]): Figure {
  const first = periods[0];
  if (first === undefined) return absent("no-account-held");
  const parts = periods.flatMap((period) => {
    const followers = readFollowers(period);
    const held = period.posts.map((post) => readInteractions(post)).filter(isHeld);
    return isHeld(followers) ? [{ followers, held }] : [];
  });
  const weight = sum(parts.map(({ followers, held }) => followers.value * held.length));
  if (weight === 0) {
    if (parts.length === 0) return absent("followers-unread");
    const unknown = periods.flatMap(({ posts }) => posts).map((post) => readInteractions(post));
    return agree(unknown, "no-known-interactions");
  }
  const figures = parts.flatMap(({ held }) => held);
  return {
    kind: "held",
    value: sum(figures.map(({ value }) => value)) / weight,
    ...asKpi("engagementRateByFollowers"),
    window: first.span,
    takenAt: newest([...figures, ...parts.map(({ followers }) => followers)].map(({ takenAt }) => takenAt)),
    provisional: figures.some(({ provisional }) => provisional),
  };
}

/** A figure of the periods' posts over their reach: the quotient of the sums over the posts that have both. */
export function averageOverReach(periods: readonly AccountPeriod[], insight: string, kpi: string): Figure {
  const posts = periods.flatMap((period) => period.posts);
  if (posts.length === 0) return absent("no-posts");
  return divide(
    posts.map((post) => readInsight(post, insight)),
    posts.map((post) => readInsight(post, "reach")),
    { ...asKpi(kpi), window: periods[0]?.span ?? null },
  );
}

/** Mean or median of the reach over the posts that have it. */
export function averagePosts(
  posts: readonly Post[],
  as: { readonly metric: string; readonly window: DaySpan; readonly formula: Formula },
  calculate: (values: readonly number[]) => number | undefined,
): Figure {
  return averageHeld(
    posts.map((post) => readInsight(post, "reach")),
    as,
    calculate,
  );
}

/** Mean or median over the posts' figures that are held. */
export function averageHeld(
  figures: readonly Figure[],
  as: { readonly metric: string; readonly window: DaySpan | null; readonly formula: Formula },
  calculate: (values: readonly number[]) => number | undefined,
): Figure {
  const held = figures.filter(isHeld);
  const value = calculate(held.map((figure) => figure.value));
  if (value === undefined) return figures.length === 0 ? absent("no-posts") : agree(figures, "no-post-has-it");
  return combine(held, as, () => value);
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length;
}

export function averageReach(
  period: AccountPeriod,
  kpi: string,
  calculate: (values: readonly number[]) => number | undefined,
): Figure {
  return unlessUnlisted(period, averagePosts(period.posts, { ...asKpi(kpi), window: period.span }, calculate));
}
