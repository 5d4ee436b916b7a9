import type { AccountWeek } from "../account-week.ts";
import { toColumn, toLinkCell, toTextCell } from "../cells.ts";
import {
  BEST_OF_ACCOUNT,
  chooseWeak,
  type RatedPost,
  ratePosts,
  toPostMeasure,
  WEAK_OF_ACCOUNT,
} from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { Block, Row, Table } from "../model.ts";
import { readInsight, readInteractions, readRate } from "../posts.ts";
import { plural, shorten } from "../writer.ts";
import { toCard } from "./card.ts";

const text = {
  best: "Best posts",
  one: "The post of the period",
  noBest: "No post of the period has the figures a rank needs.",
  weak: "Furthest below the account's own median",
  noWeak: "No post fell below the median of the account.",
  leftOut: (posts: string) => `${posts} left out of the ranks: likes hidden, or a figure was not told.`,
  allPosts: (posts: string) => `Ranked among ${posts}; all of them stand in A3.`,
};

/** The best posts as cards, and those that fell furthest below the account's own median. Nothing where none was published. */
export function listOwnPosts(week: AccountWeek, facts: Facts): readonly Block[] {
  const { posts } = week.current;
  if (posts.length === 0) return [];
  const { rated, leftOut } = ratePosts([week], toPostMeasure(facts.sortBy));
  const first = rated.slice(0, BEST_OF_ACCOUNT);
  const cards = first.map((post) => toCard(post, facts));
  const weak = chooseWeak(rated)
    .filter(({ post }) => !first.some((one) => one.post === post))
    .slice(0, WEAK_OF_ACCOUNT);
  const notes = [
    ...(rated.length > cards.length ? [text.allPosts(plural(rated.length, "post", "posts", facts.write))] : []),
    ...(leftOut === 0 || rated.length === 0 ? [] : [text.leftOut(plural(leftOut, "post", "posts", facts.write))]),
  ];
  const title = cards.length === 1 && posts.length === 1 ? text.one : text.best;
  const note = notes.length === 0 ? undefined : notes.join(" ");
  const best: Block = { kind: "cards", title, cards, whenEmpty: text.noBest };
  if (weak.length > 0) return [best, { kind: "table", table: { ...toWeakTable(week, weak, facts), note } }];
  return note === undefined ? [best] : [best, { kind: "text", paragraphs: [note] }];
}

function toWeakTable({ account }: AccountWeek, weak: readonly RatedPost[], facts: Facts): Table {
  return {
    id: `weak-${account.accountId}`,
    title: text.weak,
    columns: [
      toColumn("published", "Published", "instant"),
      toColumn("format", "Format", "text"),
      toColumn("caption", "Caption", "text"),
      toColumn("interactions", "Interactions", "count"),
      toColumn("reach", "Reach", "accounts"),
      toColumn("rate", "ER", "percent"),
      toColumn("multiple", "Of own median", "multiple"),
      toColumn("link", "Link", "link"),
    ],
    rows: weak.map((post) => toRow(post, facts)),
    whenEmpty: text.noWeak,
  };
}

function toRow({ post, multiple }: RatedPost, { receipts }: Facts): Row {
  const { mediaId, publishedAt, caption, permalink } = post.media;
  return {
    key: mediaId,
    cells: [
      { kind: "instant", at: publishedAt },
      toTextCell(post.format),
      toTextCell(shorten(caption ?? "", 60)),
      receipts.toCell("post", readInteractions(post)),
      receipts.toCell("post", readInsight(post, "reach")),
      receipts.toCell("post", readRate(post)),
      receipts.toCell("post", multiple),
      toLinkCell("open", permalink),
    ],
  };
}
