// One account: its days as the report draws them, its posts with their figures and where those come from, what is missing and
// why, and the calls it took.
import { type AccountRecord, describeRole, listDays } from "../../dataset/index.ts";
import { type Figure, isHeld, type Post, readInsight, readInteractions, toPosts } from "../../report/figures/index.ts";
import { createWriter, type Writer } from "../../report/summarise/index.ts";
import { toLine } from "../comments/words.ts";
import type { Call } from "../route.ts";
import { findClientsOf } from "../whose.ts";
import { LOCALE } from "../words.ts";
import { describeDays, readDays } from "./days.ts";
import { toGapViews } from "./gaps.ts";
import { toStrip } from "./strip.ts";

const POSTS_SHOWN = 12;
/** A page that is asked for all of them. */
const POSTS_MOST = 300;
const GAPS_SHOWN = 30;
/** Of which those of one figure and reason are told together. */
const GAPS_READ = 500;
const CALL_DAYS = 7;
const POST_METRICS = ["reach", "views", "saved", "shares"] as const;

export async function toAccountView(
  account: AccountRecord,
  { ports, now }: Pick<Call<unknown>, "ports" | "now">,
  isWhole: boolean,
): Promise<Readonly<Record<string, unknown>>> {
  const { store, settings } = ports;
  const { accountId } = account;
  const { timeZone } = settings.period;
  const write = createWriter(LOCALE, timeZone);
  const shownDays = await readDays(account, ports, now);
  const { span, days, media, from, to } = shownDays;
  const gaps = await store.accountBook.gaps(accountId, span, GAPS_READ);
  const missingFigures = toGapViews(gaps, span, write);
  const posts = toPosts(media, await store.read.mediaInsights(accountId, from, to), gaps, timeZone);
  const shown = posts.slice(0, isWhole ? POSTS_MOST : POSTS_SHOWN);
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
    chart: days.length === 0 ? null : { href: `/accounts/${accountId}/days`, alt: describeDays(shownDays, write) },
    posts: shown.map((post) => toPostView(post, pictured, write)),
    morePosts: posts.length > shown.length ? write.plural(posts.length - shown.length, "post") : "",
    gaps: missingFigures.slice(0, GAPS_SHOWN),
    hasMoreGaps: missingFigures.length > GAPS_SHOWN || gaps.length === GAPS_READ,
    calls,
    callDays: CALL_DAYS,
    callsTotal: calls.reduce((sum, one) => sum + one.calls, 0),
    comments: `/comments?view=all&account=${encodeURIComponent(account.username)}`,
    from: span.from,
    to: span.to,
  };
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
