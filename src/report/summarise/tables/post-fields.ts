// What tables of posts may have: the best, the weakest, an account's own, all of them, and their sheets.
import {
  type AccountWeek,
  type Figure,
  isStory,
  multipleOf,
  type Post,
  readInsight,
  readInteractions,
  readRate,
} from "../../figures/index.ts";
import { measurePost } from "../figures/choose-posts.ts";
import { blank, toLinkCell, toTextCell } from "../model/cells.ts";
import type { Row, Table, Unit } from "../model/model.ts";
import { nameFormat, shorten } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Field, type FieldDetails, fillTable, toField } from "./field.ts";

/** A post or story, and whose it is. */
export interface PostRow {
  readonly week: AccountWeek;
  readonly post: Post;
}

type PostField = Field<PostRow>;

/** A figure of each post. */
export function toPostField(
  key: string,
  label: string,
  unit: Unit,
  read: (post: Post) => Figure,
  { receipts }: Pick<PageData, "receipts">,
  details: FieldDetails = {},
): PostField {
  return toField(key, label, unit, ({ post }) => receipts.toCell("post", read(post)), details);
}

const addsUp = { addsUp: true };

export function listPostFields(data: Pick<PageData, "measure" | "receipts" | "write">) {
  const { receipts, write } = data;
  const { heads, postsSheet } = write.words;
  const measure = measurePost(data.measure);
  return {
    account: toField("account", heads.account, "text", ({ week }) => toTextCell(week.label)),
    username: toField("username", heads.username, "text", ({ week }) => toTextCell(week.account.username)),
    mediaId: toField("mediaId", heads.postId, "id", ({ post }) => toTextCell(post.media.mediaId)),
    format: toField("format", heads.format, "text", ({ post }) => toTextCell(nameFormat(post.format, write))),
    published: toField("published", heads.published, "instant", ({ post }) => ({
      kind: "instant",
      at: post.media.publishedAt,
    })),
    caption: toField("caption", heads.caption, "text", ({ post: { media } }) =>
      media.caption === undefined ? blank : toTextCell(media.caption),
    ),
    excerpt: toField("caption", heads.caption, "text", ({ post }) => toTextCell(shorten(post.media.caption ?? "", 60))),
    reach: toPostField("reach", heads.reach, "accounts", (post) => readInsight(post, "reach"), data),
    views: toPostField("views", heads.views, "count", (post) => readInsight(post, "views"), data, addsUp),
    interactions: toPostField("interactions", heads.interactions, "count", readInteractions, data, addsUp),
    rate: toPostField("rate", heads.rate, "percent", readRate, data),
    engagementRate: toPostField("engagementRate", heads.engagementRate, "percent", readRate, data, {
      help: postsSheet.rate,
    }),
    // Stories are not measured against posts.
    multiple: toField("multiple", heads.multiple, "multiple", ({ week, post }) =>
      isStory(post) ? blank : receipts.toCell("post", multipleOf(post, week.history, measure)),
    ),
    link: toField("link", heads.link, "link", ({ post }) =>
      receipts.inWords(toLinkCell(heads.open, post.media.permalink)),
    ),
    address: toField("link", heads.link, "link", ({ post: { media } }) =>
      receipts.inWords(toLinkCell(media.permalink ?? "", media.permalink)),
    ),
  } as const satisfies Readonly<Record<string, PostField>>;
}

type PostFieldName = keyof ReturnType<typeof listPostFields>;

/** A table of posts; of some chosen ones a sum would mean nothing. */
export function fillPostTable(
  names: readonly PostFieldName[],
  posts: readonly PostRow[],
  data: Pick<PageData, "measure" | "receipts" | "write">,
  { isChosen, target }: { readonly isChosen?: boolean; readonly target?: (row: PostRow) => Row["target"] } = {},
): Pick<Table, "columns" | "rows"> {
  const known = listPostFields(data);
  const { columns, rows } = fillTable<PostRow>(
    names.map((name) => known[name]),
    posts,
    (row) => ({ key: row.post.media.mediaId, ...(target === undefined ? {} : { target: target(row) }) }),
  );
  return { columns: isChosen === true ? columns.map((column) => ({ ...column, addsUp: false })) : columns, rows };
}
