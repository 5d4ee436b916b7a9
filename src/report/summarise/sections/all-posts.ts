import {
  type AccountWeek,
  isStory,
  multipleOf,
  type Post,
  readInsight,
  readInteractions,
  readRate,
} from "../../figures/index.ts";
import { blank, toColumn, toLinkCell, toTextCell } from "../cells.ts";
import { measurePost, toPostMeasure } from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { Row, Section, Table } from "../model.ts";
import { nameFormat, shorten } from "../writer.ts";
import { toAnchor } from "./anchor.ts";

/** Beyond this a page is no place to look anything up; the workbook lists every post. */
const MOST_ROWS = 2_000;

/** Everything published in the period, by account. */
export function buildAllPosts(facts: Facts): Section {
  const text = facts.write.words.allPosts;
  const { weeks, frame, write } = facts;
  const posts = weeks.reduce((count, { current }) => count + current.posts.length, 0);
  const stories = weeks.reduce((count, { current }) => count + current.stories.length, 0);
  return {
    id: "a3",
    number: "A3",
    title: text.title,
    lead: text.lead(write.plural(posts, "post"), write.plural(stories, "storySeen"), write.span(frame.span)),
    blocks: [{ kind: "table", table: toTable(facts) }],
  };
}

function toTable(facts: Facts): Table {
  const text = facts.write.words.allPosts;
  const { heads } = facts.write.words;
  const { weeks, write } = facts;
  const all = weeks.flatMap((week) => [...week.current.posts, ...week.current.stories].map((post) => ({ week, post })));
  return {
    id: "all-posts",
    title: text.table,
    columns: [
      toColumn("account", heads.account, "text"),
      toColumn("published", heads.published, "instant"),
      toColumn("format", heads.format, "text"),
      toColumn("caption", heads.caption, "text"),
      toColumn("reach", heads.reach, "accounts"),
      toColumn("views", heads.views, "count", true),
      toColumn("interactions", heads.interactions, "count", true),
      toColumn("rate", heads.rate, "percent"),
      toColumn("multiple", heads.multiple, "multiple"),
      toColumn("link", heads.link, "link"),
    ],
    rows: all.slice(0, MOST_ROWS).map(({ week, post }) => toRow(week, post, facts)),
    whenEmpty: weeks.some(({ current }) => !current.arePostsListed) ? text.unlisted : text.none,
    note: all.length > MOST_ROWS ? text.cut(write.count(MOST_ROWS), write.count(all.length)) : undefined,
  };
}

function toRow({ label, history }: AccountWeek, post: Post, { receipts, sortBy, write }: Facts): Row {
  const { mediaId, accountId, publishedAt, caption, permalink } = post.media;
  const multiple = multipleOf(post, history, measurePost(toPostMeasure(sortBy)));
  return {
    key: mediaId,
    cells: [
      toTextCell(label),
      { kind: "instant", at: publishedAt },
      toTextCell(nameFormat(post.format, write)),
      toTextCell(shorten(caption ?? "", 60)),
      receipts.toCell("post", readInsight(post, "reach")),
      receipts.toCell("post", readInsight(post, "views")),
      receipts.toCell("post", readInteractions(post)),
      receipts.toCell("post", readRate(post)),
      // Stories are not measured against posts.
      isStory(post) ? blank : receipts.toCell("post", multiple),
      receipts.inWords(toLinkCell(write.words.heads.open, permalink)),
    ],
    target: toAnchor(accountId),
  };
}
