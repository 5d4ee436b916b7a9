import { findMetric, isMetricFor, metrics } from "../../../dataset/index.ts";
import { absent, byText, type Figure, isProvisionalPost, type Post, rateOf, readInsight } from "../../figures/index.ts";
import type { Cell, Column, Row, Sheet } from "../model/model.ts";
import { nameMetric } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";
import { toTextField } from "../tables/account-fields.ts";
import { type Field, fillTable } from "../tables/field.ts";
import { labelsOf } from "../tables/label-table.ts";
import { listPostFields, type PostRow, toPostField } from "../tables/post-fields.ts";
import { sumColumns } from "./sum-columns.ts";
import { toUnit } from "./unit.ts";

/** Always shown, so that a lost metric is seen to be lost; others where any post has them. */
const ALWAYS: readonly string[] = ["reach", "views", "likes", "comments", "saved", "shares"];

/** Everything published in the period, stories apart, with every figure that is held. */
export function buildPostsSheet(data: PageData): Sheet {
  const text = data.write.words.postsSheet;
  const all = data.weeks.flatMap((week) => week.current.posts.map((post) => ({ week, post })));
  const posts = all.map(({ post }) => post);
  const fields = [...listFields(listMetrics(posts), data), ...listLabelFields(posts, data)];
  const { columns, rows } = fillTable<PostRow>(fields, all, ({ post }) => ({
    key: post.media.mediaId,
  }));
  return {
    id: "posts",
    table: {
      id: "posts",
      title: text.title,
      columns,
      rows,
      totals: listTotals(columns, rows, posts, data),
      whenEmpty: text.empty,
    },
  };
}

/** The rate of all posts is formed anew from their sums, never from their rates. */
function listTotals(
  columns: readonly Column[],
  rows: readonly Row[],
  posts: readonly Post[],
  data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">,
): readonly Cell[] | undefined {
  const rate = rateOf(posts, data.frame.span).figure;
  return sumColumns("posts", columns, rows, data)?.map((cell, at) =>
    columns[at]?.key === "engagementRate" ? data.receipts.toCell("posts", rate) : cell,
  );
}

function listFields(
  names: readonly string[],
  data: Pick<PageData, "measure" | "receipts" | "write">,
): readonly Field<PostRow>[] {
  const text = data.write.words.postsSheet;
  const { heads } = data.write.words;
  const known = listPostFields(data);
  const counter = (key: string, label: string, help: string, read: (post: Post) => Figure) =>
    toPostField(key, label, "count", read, data, { addsUp: true, help });
  const rate = { ...known.engagementRate.column, ratio: { of: "interactions", over: "reach" } };
  return [
    known.account,
    known.username,
    known.mediaId,
    known.format,
    known.published,
    known.caption,
    known.address,
    ...names.map((name) => {
      const read = (post: Post) => readWhereTold(post, name);
      const unit = toUnit(findMetric("media", name));
      return toPostField(name, nameMetric(name, data.write), unit, read, data, { addsUp: unit === "count" });
    }),
    counter("likeCount", heads.likeCounter, text.likeCounter, (post) =>
      readCounter(post, "like_count", post.media.likeCount),
    ),
    counter("commentsCount", heads.commentCounter, text.commentCounter, (post) =>
      readCounter(post, "comments_count", post.media.commentsCount),
    ),
    known.interactions,
    { ...known.engagementRate, column: rate },
  ];
}

/** Nothing where no post of the period bears a label. */
function listLabelFields(posts: readonly Post[], data: PageData): readonly Field<PostRow>[] {
  if (!posts.some((post) => labelsOf(post, data).length > 0)) return [];
  return [toTextField("labels", data.write.words.labels.labels, ({ post }) => labelsOf(post, data).join(", "))];
}

/** In the order of the catalogue; names it does not know at the end. */
function listMetrics(posts: readonly Post[]): readonly string[] {
  const held = new Set(posts.flatMap(({ insights }) => [...insights.keys()]));
  const known = [...new Set(metrics.filter(({ level }) => level === "media").map(({ name }) => name))];
  const unknown = [...held].filter((name) => !known.includes(name)).sort(byText);
  return [...known.filter((name) => ALWAYS.includes(name) || held.has(name)), ...unknown];
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
