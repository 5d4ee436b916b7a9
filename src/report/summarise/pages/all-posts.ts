import type { Section, Table } from "../model/model.ts";
import { fillPostTable } from "../tables/post-fields.ts";
import { toAnchor } from "./anchor.ts";
import type { PageData } from "./page-data.ts";

/** Beyond this a page is no place to look anything up; the workbook lists every post. */
const MOST_ROWS = 2_000;

/** Everything published in the period, by account. */
export function buildAllPosts(data: Pick<PageData, "frame" | "measure" | "receipts" | "weeks" | "write">): Section {
  const text = data.write.words.allPosts;
  const { weeks, frame, write } = data;
  const posts = weeks.reduce((count, { current }) => count + current.posts.length, 0);
  const stories = weeks.reduce((count, { current }) => count + current.stories.length, 0);
  return {
    id: "a3",
    number: "A3",
    title: text.title,
    lead: text.lead(write.plural(posts, "post"), write.plural(stories, "storySeen"), write.span(frame.span)),
    blocks: [{ kind: "table", table: toTable(data) }],
  };
}

function toTable(data: Pick<PageData, "measure" | "receipts" | "weeks" | "write">): Table {
  const text = data.write.words.allPosts;
  const { weeks, write } = data;
  const all = weeks.flatMap((week) => [...week.current.posts, ...week.current.stories].map((post) => ({ week, post })));
  return {
    id: "all-posts",
    title: text.table,
    ...fillPostTable(
      ["account", "published", "format", "excerpt", "reach", "views", "interactions", "rate", "multiple", "link"],
      all.slice(0, MOST_ROWS),
      data,
      { target: ({ post }) => toAnchor(post.media.accountId) },
    ),
    whenEmpty: weeks.some(({ current }) => !current.arePostsListed) ? text.unlisted : text.none,
    note: all.length > MOST_ROWS ? text.cut(write.count(MOST_ROWS), write.count(all.length)) : undefined,
  };
}
