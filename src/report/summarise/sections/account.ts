import { readDay } from "../account-figures.ts";
import type { AccountWeek } from "../account-week.ts";
import { toColumn, toLinkCell, toTextCell } from "../cells.ts";
import { BEST_OF_ACCOUNT, ratePosts, toPostMeasure } from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { KpiId } from "../kpis.ts";
import type { Block, Row, Section, Table } from "../model.ts";
import { type Post, readInsight, readInteractions, readRate } from "../posts.ts";
import { plural, shorten } from "../writer.ts";
import { toAnchor } from "./anchor.ts";
import { buildAudience } from "./audience.ts";
import { toCard } from "./card.ts";
import { toDailyChart } from "./daily-chart.ts";
import { toFormatMix } from "./format-mix.ts";
import { toTile } from "./tile.ts";

const TILES: readonly KpiId[] = [
  "followers",
  "netFollowers",
  "reach",
  "meanDailyReach",
  "views",
  "interactions",
  "engagementRate",
  "engagementRateByFollowers",
  "posts",
  "medianPostReach",
];

const text = {
  best: "Best posts",
  noBest: "No post with known figures was published in the period.",
  posts: "Posts of the period",
  noPosts: "No post was published in the period.",
  unlisted: "The posts of the period were not listed.",
  chart: "Daily reach and new followers",
  noChart: (because: string) => `No daily figure is held: ${because}.`,
  leftOut: (posts: string) => `${posts} left out of the best: likes hidden, or a figure was not told.`,
};

/** One account's page. */
export function buildAccount(week: AccountWeek, facts: Facts): Section {
  const { accountId, username } = week.account;
  return {
    id: toAnchor(accountId),
    title: week.label,
    account: {
      accountId,
      username,
      name: week.label,
      group: week.group,
      profileUrl: `https://www.instagram.com/${encodeURIComponent(username)}/`,
    },
    blocks: [
      { kind: "tiles", tiles: TILES.map((id) => toTile(id, [week], accountId, facts)) },
      chartOrReason(week, facts),
      { kind: "table", table: toFormatMix(week, facts) },
      ...listBest(week, facts),
      { kind: "table", table: toPostTable(week, facts) },
      ...buildAudience(week, facts),
    ],
  };
}

function chartOrReason(week: AccountWeek, facts: Facts): Block {
  const chart = toDailyChart(week, facts);
  if (chart !== undefined) return { kind: "chart", chart };
  const lost = readDay(week.current, "reach", facts.frame.span.to);
  const because = lost.kind === "absent" ? lost.because : "not collected";
  return { kind: "text", title: text.chart, paragraphs: [text.noChart(because)] };
}

function listBest(week: AccountWeek, facts: Facts): readonly Block[] {
  const { rated, leftOut } = ratePosts([week], toPostMeasure(facts.sortBy));
  const cards = rated.slice(0, BEST_OF_ACCOUNT).map((post) => toCard(post, facts));
  const best: Block = { kind: "cards", title: text.best, cards, whenEmpty: text.noBest };
  if (leftOut === 0) return [best];
  return [best, { kind: "text", paragraphs: [text.leftOut(plural(leftOut, "post", "posts", facts.write))] }];
}

function toPostTable({ account, current }: AccountWeek, facts: Facts): Table {
  return {
    id: `posts-${account.accountId}`,
    title: text.posts,
    columns: [
      toColumn("published", "Published", "instant"),
      toColumn("format", "Format", "text"),
      toColumn("caption", "Caption", "text"),
      toColumn("reach", "Reach", "accounts"),
      toColumn("views", "Views", "count", true),
      toColumn("interactions", "Interactions", "count", true),
      toColumn("rate", "ER", "percent"),
      toColumn("link", "Link", "link"),
    ],
    rows: current.posts.map((post) => toPostRow(post, facts)),
    whenEmpty: current.arePostsListed ? text.noPosts : text.unlisted,
  };
}

function toPostRow(post: Post, { receipts }: Facts): Row {
  const { mediaId, publishedAt, caption, permalink } = post.media;
  return {
    key: mediaId,
    cells: [
      { kind: "instant", at: publishedAt },
      toTextCell(post.format),
      toTextCell(shorten(caption ?? "", 60)),
      receipts.toCell("post", readInsight(post, "reach")),
      receipts.toCell("post", readInsight(post, "views")),
      receipts.toCell("post", readInteractions(post)),
      receipts.toCell("post", readRate(post)),
      toLinkCell("open", permalink),
    ],
  };
}
