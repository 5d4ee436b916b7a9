// One account: its days as the report draws them, its posts with their figures and where those come from, what is missing and
// why, and the calls it took.
import {
  type AccountRecord,
  addDays,
  type DayPoint,
  type DaySpan,
  describeRole,
  listDays,
} from "../../dataset/index.ts";
import {
  type Figure,
  isHeld,
  newest,
  type Post,
  readInsight,
  readInteractions,
  toPosts,
} from "../../report/figures/index.ts";
import { createFormatter, loadCharts } from "../../report/render/index.ts";
import { type Chart, createWriter, type Writer } from "../../report/summarise/index.ts";
import { toLine } from "../comments/words.ts";
import type { DeskPorts } from "../ports.ts";
import type { Call } from "../route.ts";
import { findClientsOf } from "../whose.ts";
import { toLastWeek, WEEKS } from "./list.ts";
import { toStrip } from "./strip.ts";

/** The desk speaks English, whatever its reports speak. */
const LOCALE = "en-GB";
const POSTS_SHOWN = 12;
const GAPS_SHOWN = 30;
const CALL_DAYS = 7;
/** For a page beside the navigation, and for a narrow one. */
const SIZES = [
  { width: 880, height: 220 },
  { width: 360, height: 200 },
] as const;
const POST_METRICS = ["reach", "views", "saved", "shares"] as const;

export async function toAccountView(
  account: AccountRecord,
  { ports, now }: Pick<Call<unknown>, "ports" | "now">,
): Promise<Readonly<Record<string, unknown>>> {
  const { store, settings } = ports;
  const { accountId } = account;
  const { timeZone } = settings.period;
  const week = toLastWeek(ports, now);
  const span = { from: addDays(week.to, 1 - 7 * WEEKS), to: week.to };
  const write = createWriter(LOCALE, timeZone);
  const days = await store.read.days(accountId, span);
  // A day of margin: which day a post belongs to is decided by the zone.
  const [from, to] = [`${addDays(span.from, -1)}T00:00:00.000Z`, now.toISOString()];
  const media = await store.read.media(accountId, from, to);
  const gaps = await store.accountBook.gaps(accountId, span, GAPS_SHOWN + 1);
  const posts = toPosts(media, await store.read.mediaInsights(accountId, from, to), gaps, timeZone);
  const shown = posts.slice(0, POSTS_SHOWN);
  const pictured = await store.thumbnailIds(shown.map(({ media: { mediaId } }) => mediaId));
  const calls = await store.accountBook.calls(accountId, new Date(now.getTime() - CALL_DAYS * 86_400_000));
  const clients = (await findClientsOf(accountId, ports)).filter(Boolean);
  const missing = (await store.read.missing()).find(({ pageId }) => pageId !== undefined && pageId === account.pageId);
  const role = describeRole(account.tasks, account.pageName);
  const held = days.flatMap(({ metric, day }) => (metric === "reach" ? [day] : []));
  return {
    id: accountId,
    username: account.username,
    name: account.name ?? "",
    clients: clients.join(", "),
    page: account.pageName,
    connection: account.connection,
    followers: account.followersCount ?? null,
    hasFollowers: account.followersCount !== undefined,
    readAt: account.takenAt,
    role: role.role ?? "not told",
    lacking: role.lacking
      .filter(({ ability }) => ability !== "publish")
      .map(({ ability, needs, grantedBy }) => ({ ability, needs, grantedBy })),
    missing: missing === undefined ? "" : write.note(missing),
    strip: toStrip(held, listDays(span)),
    charts: days.length === 0 ? [] : await drawDays(account, days, posts, span, ports, write),
    posts: shown.map((post) => toPostView(post, pictured, write)),
    morePosts: posts.length > shown.length ? write.plural(posts.length - shown.length, "post") : "",
    gaps: gaps.slice(0, GAPS_SHOWN).map((gap) => toGapView(gap, write)),
    hasMoreGaps: gaps.length > GAPS_SHOWN,
    calls,
    callDays: CALL_DAYS,
    callsTotal: calls.reduce((sum, one) => sum + one.calls, 0),
    comments: `/comments?view=all&account=${encodeURIComponent(account.username)}`,
    from: span.from,
    to: span.to,
  };
}

/** Drawn once for what it is of: a chart costs more than all else on the page. */
const drawings = new Map<string, readonly { readonly svg: string; readonly isNarrow: boolean }[]>();
const DRAWINGS_MOST = 500;

async function drawDays(
  { accountId, username }: AccountRecord,
  days: readonly DayPoint[],
  posts: readonly Post[],
  span: DaySpan,
  { settings }: DeskPorts,
  write: Writer,
) {
  const readAt = newest(days.map(({ takenAt }) => takenAt));
  const key = [accountId, span.from, readAt, days.length, posts.length].join(" ");
  const known = drawings.get(key);
  if (known !== undefined) return known;
  const labels = listDays(span);
  const values = (metric: string) => {
    const held = new Map(days.flatMap((point) => (point.metric === metric ? [[point.day, point.value] as const] : [])));
    return labels.map((day) => held.get(day) ?? null);
  };
  const reach = values("reach");
  const counted = reach.filter((value) => value !== null);
  const most = counted.length === 0 ? 0 : Math.max(...counted);
  const marks = posts.flatMap(({ day, media: { caption } }) => {
    const at = labels.indexOf(day);
    return at === -1 ? [] : [{ at, label: toLine(caption, 40) }];
  });
  const chart: Chart = {
    id: `days-${accountId}`,
    title: `Reach and new followers a day of @${username}`,
    labels,
    labelUnit: "day",
    series: [
      { name: "Reach", unit: "count", draw: "line", values: reach, axis: "left" },
      { name: "New followers", unit: "count", draw: "line", values: values("follower_count"), axis: "right" },
    ],
    marks,
    alt: `${write.span(span)}: reach is held for ${counted.length} of ${labels.length} days, at most ${write.count(most)} a day; ${write.plural(posts.length, "post")}.`,
  };
  const format = createFormatter(LOCALE, settings.period.timeZone);
  const { toChartSvg } = await loadCharts();
  const drawn = SIZES.map((size, nth) => ({ svg: toChartSvg(chart, format, size), isNarrow: nth > 0 }));
  if (drawings.size >= DRAWINGS_MOST) drawings.clear();
  drawings.set(key, drawn);
  return drawn;
}

function toPostView(post: Post, pictured: ReadonlySet<string>, write: Writer) {
  const { mediaId, caption, publishedAt, permalink } = post.media;
  const url = permalink === undefined ? null : URL.parse(permalink);
  return {
    mediaId,
    caption: toLine(caption, 90) || "without words",
    format: post.format,
    publishedAt,
    picture: pictured.has(mediaId) ? `/media/${mediaId}/picture` : "",
    permalink: url?.protocol === "https:" && /(^|\.)instagram\.com$/.test(url.hostname) ? url.href : "",
    comments: `/comments?view=all&media=${mediaId}`,
    figures: [
      ["Reach", readInsight(post, "reach")] as const,
      ["Interactions", readInteractions(post)] as const,
      ...POST_METRICS.slice(1).map((metric) => [NAMES[metric] ?? metric, readInsight(post, metric)] as const),
    ].map(([name, figure]) => toFigureView(name, figure, write)),
  };
}

const NAMES: Readonly<Record<string, string>> = { views: "Views", saved: "Saves", shares: "Shares" };

/** A figure with where it comes from, or why there is none. */
function toFigureView(name: string, figure: Figure, write: Writer) {
  if (!isHeld(figure))
    return { name, value: "–", receipt: write.reason(figure.because), isHeld: false, isEarly: false };
  const read = figure.takenAt === null ? "" : `, read ${write.instant(figure.takenAt)}`;
  const value = write.count(figure.value);
  return { name, value, receipt: `${write.formula(figure.formula)}${read}`, isHeld: true, isEarly: figure.provisional };
}

function toGapView(gap: Awaited<ReturnType<DeskPorts["store"]["accountBook"]["gaps"]>>[number], write: Writer) {
  const { metric, mediaId, fromDay, toDay, reason, seenAt } = gap;
  const days = fromDay === undefined ? "" : write.span({ from: fromDay, to: toDay ?? fromDay });
  return {
    what: [metric ?? "everything", mediaId === undefined ? "" : "of one post", days].filter(Boolean).join(", "),
    why: write.reason({ code: reason }),
    said: write.note(gap),
    seenAt,
  };
}
