import { findMetric, isMetricFor, metrics } from "../../../dataset/index.ts";
import {
  type AccountWeek,
  absent,
  byText,
  type Figure,
  isProvisionalPost,
  type Post,
  rateOf,
  readInsight,
  readInteractions,
  readRate,
} from "../../figures/index.ts";
import { blank, toColumn, toLinkCell, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Column, Row, Sheet } from "../model.ts";
import { nameFormat, nameMetric, type Writer } from "../writer.ts";
import { sumColumns } from "./sum-columns.ts";
import { toUnit } from "./unit.ts";

/** Always shown, so that a lost metric is seen to be lost; others where any post has them. */
const ALWAYS: readonly string[] = ["reach", "views", "likes", "comments", "saved", "shares"];

/** Everything published in the period, stories apart, with every figure that is held. */
export function buildPostsSheet(facts: Facts): Sheet {
  const text = facts.write.words.postsSheet;
  const all = facts.weeks.flatMap((week) => week.current.posts.map((post) => ({ week, post })));
  const names = listMetrics(all.map(({ post }) => post));
  const columns = listColumns(names, facts.write);
  const rows = all.map(({ week, post }) => toRow(week, post, names, facts));
  return {
    id: "posts",
    table: {
      id: "posts",
      title: text.title,
      columns,
      rows,
      totals: listTotals(
        columns,
        rows,
        all.map(({ post }) => post),
        facts,
      ),
      whenEmpty: text.empty,
    },
  };
}

/** The rate of all posts is formed anew from their sums, never from their rates. */
function listTotals(
  columns: readonly Column[],
  rows: readonly Row[],
  posts: readonly Post[],
  facts: Facts,
): readonly Cell[] | undefined {
  const rate = rateOf(posts, facts.frame.span).figure;
  return sumColumns("posts", columns, rows, facts)?.map((cell, at) =>
    columns[at]?.key === "engagementRate" ? facts.receipts.toCell("posts", rate) : cell,
  );
}

function listColumns(names: readonly string[], write: Writer): readonly Column[] {
  const text = write.words.postsSheet;
  const { heads } = write.words;
  return [
    toColumn("account", heads.account, "text"),
    toColumn("username", heads.username, "text"),
    toColumn("mediaId", heads.postId, "id"),
    toColumn("format", heads.format, "text"),
    toColumn("published", heads.published, "instant"),
    toColumn("caption", heads.caption, "text"),
    toColumn("link", heads.link, "link"),
    ...names.map((name) => {
      const metric = findMetric("media", name);
      return toColumn(name, nameMetric(name, write), toUnit(metric), isCount(name));
    }),
    toColumn("likeCount", heads.likeCounter, "count", true, text.likeCounter),
    toColumn("commentsCount", heads.commentCounter, "count", true, text.commentCounter),
    toColumn("interactions", heads.interactionsKpi, "count", true),
    {
      ...toColumn("engagementRate", heads.engagementRate, "percent", false, text.rate),
      ratio: { of: "interactions", over: "reach" },
    },
  ];
}

function isCount(name: string): boolean {
  const unit = findMetric("media", name)?.unit ?? "count";
  return unit === "count";
}

/** In the order of the catalogue; names it does not know at the end. */
function listMetrics(posts: readonly Post[]): readonly string[] {
  const held = new Set(posts.flatMap(({ insights }) => [...insights.keys()]));
  const known = [...new Set(metrics.filter(({ level }) => level === "media").map(({ name }) => name))];
  const unknown = [...held].filter((name) => !known.includes(name)).sort(byText);
  return [...known.filter((name) => ALWAYS.includes(name) || held.has(name)), ...unknown];
}

function toRow({ label, account }: AccountWeek, post: Post, names: readonly string[], { receipts, write }: Facts): Row {
  const { media } = post;
  const cells: readonly Cell[] = [
    toTextCell(label),
    toTextCell(account.username),
    toTextCell(media.mediaId),
    toTextCell(nameFormat(post.format, write)),
    { kind: "instant", at: media.publishedAt },
    media.caption === undefined ? blank : toTextCell(media.caption),
    receipts.inWords(toLinkCell(media.permalink ?? "", media.permalink)),
    ...names.map((name) => receipts.toCell("post", readWhereTold(post, name))),
    receipts.toCell("post", readCounter(post, "like_count", media.likeCount)),
    receipts.toCell("post", readCounter(post, "comments_count", media.commentsCount)),
    receipts.toCell("post", readInteractions(post)),
    receipts.toCell("post", readRate(post)),
  ];
  return { key: media.mediaId, cells };
}

function readWhereTold(post: Post, name: string): Figure {
  const isTold = post.insights.has(name) || isMetricFor(name, post.media.mediaProductType);
  return isTold ? readInsight(post, name) : absent("not-for-format");
}

function readCounter({ media }: Post, field: string, value: number | undefined): Figure {
  if (value === undefined) return absent("counter-hidden");
  const { takenAt, publishedAt } = media;
  return {
    kind: "held",
    value,
    metric: field,
    window: null,
    takenAt,
    formula: { code: "media-field", args: { field } },
    provisional: isProvisionalPost(publishedAt, takenAt),
  };
}
