import { toColumn, toLinkCell, toTextCell } from "../cells.ts";
import { chooseTop, chooseWeak, type RatedPost, ratePosts, TOP_OF_ACCOUNT, toPostMeasure } from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { Row, Section } from "../model.ts";
import { readInsight, readInteractions } from "../posts.ts";
import { plural, shorten } from "../writer.ts";
import { toAnchor } from "./anchor.ts";
import { toCard } from "./card.ts";

const text = {
  title: "Top content",
  best: { interactions: "Most interactions", reach: "Widest reach" },
  shared: (best: string, most: string) => `${best}, at most ${most} of one account`,
  weak: "Furthest below their account's own median",
  weakNote: "Posts younger than 48 h are spared: they still grow.",
  leftOut: (posts: string) => `${posts} left out of the ranking: likes hidden, or a figure was not told.`,
  none: "No post with known figures was published in the period.",
  noWeak: "No post fell below the median of its account.",
  lead: "Measured against the median of the account's own posts of 90 days.",
};

/** The nine best posts of all accounts, and the five that disappointed most. */
export function buildTop(facts: Facts): Section {
  const measure = toPostMeasure(facts.sortBy);
  const { rated, leftOut } = ratePosts(facts.weeks, measure);
  const { top, isShared } = chooseTop(rated);
  const cards = top.map((post) => toCard(post, facts));
  const title = isShared ? text.shared(text.best[measure], facts.write.count(TOP_OF_ACCOUNT)) : text.best[measure];
  const note = [
    ...(leftOut === 0 ? [] : [text.leftOut(plural(leftOut, "post", "posts", facts.write))]),
    text.weakNote,
  ].join(" ");
  return {
    id: "top",
    title: text.title,
    lead: text.lead,
    blocks: [
      { kind: "cards", title, cards, whenEmpty: text.none },
      {
        kind: "table",
        table: {
          id: "weak-posts",
          title: text.weak,
          columns: [
            toColumn("account", "Account", "text"),
            toColumn("format", "Format", "text"),
            toColumn("published", "Published", "instant"),
            toColumn("caption", "Caption", "text"),
            toColumn("interactions", "Interactions", "count"),
            toColumn("reach", "Reach", "accounts"),
            toColumn("multiple", "Of own median", "multiple"),
            toColumn("link", "Link", "link"),
          ],
          rows: chooseWeak(rated).map((post) => toRow(post, facts)),
          whenEmpty: text.noWeak,
          note,
        },
      },
    ],
  };
}

function toRow({ week, post, multiple }: RatedPost, { receipts }: Facts): Row {
  const { mediaId, accountId, publishedAt, caption, permalink } = post.media;
  return {
    key: mediaId,
    cells: [
      toTextCell(week.label),
      toTextCell(post.format),
      { kind: "instant", at: publishedAt },
      toTextCell(shorten(caption ?? "", 60)),
      receipts.toCell("post", readInteractions(post)),
      receipts.toCell("post", readInsight(post, "reach")),
      receipts.toCell("post", multiple),
      toLinkCell("open", permalink),
    ],
    target: toAnchor(accountId),
  };
}
