import { readInsight, readInteractions } from "../../figures/index.ts";
import { toColumn, toLinkCell, toTextCell } from "../cells.ts";
import {
  chooseTop,
  chooseWeak,
  ofNotableAccounts,
  type RatedPost,
  ratePosts,
  TOP_OF_ACCOUNT,
  toPostMeasure,
} from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { Row, Section } from "../model.ts";
import { nameFormat, shorten } from "../writer.ts";
import { toAnchor } from "./anchor.ts";
import { toCard } from "./card.ts";

/** The nine best posts of all accounts, and the five that disappointed most. */
export function buildTop(facts: Facts): Section {
  const text = facts.write.words.top;
  const { heads } = facts.write.words;
  const measure = toPostMeasure(facts.sortBy);
  const { rated, leftOut } = ratePosts(facts.weeks, measure);
  const { top, isShared } = chooseTop(rated);
  const cards = top.map((post) => toCard(post, facts));
  const title = isShared ? text.shared(text.best[measure], facts.write.count(TOP_OF_ACCOUNT)) : text.best[measure];
  const note = [...(leftOut === 0 ? [] : [text.leftOut(facts.write.plural(leftOut, "post"))]), text.weakNote].join(" ");
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
            toColumn("account", heads.account, "text"),
            toColumn("format", heads.format, "text"),
            toColumn("published", heads.published, "instant"),
            toColumn("caption", heads.caption, "text"),
            toColumn("interactions", heads.interactions, "count"),
            toColumn("reach", heads.reach, "accounts"),
            toColumn("multiple", heads.multiple, "multiple"),
            toColumn("link", heads.link, "link"),
          ],
          rows: chooseWeak(ofNotableAccounts(rated)).map((post) => toRow(post, facts)),
          whenEmpty: text.noWeak,
          note,
        },
      },
    ],
  };
}

function toRow({ week, post, multiple }: RatedPost, { receipts, write }: Facts): Row {
  const { mediaId, accountId, publishedAt, caption, permalink } = post.media;
  return {
    key: mediaId,
    cells: [
      toTextCell(week.label),
      toTextCell(nameFormat(post.format, write)),
      { kind: "instant", at: publishedAt },
      toTextCell(shorten(caption ?? "", 60)),
      receipts.toCell("post", readInteractions(post)),
      receipts.toCell("post", readInsight(post, "reach")),
      receipts.toCell("post", multiple),
      receipts.inWords(toLinkCell(write.words.heads.open, permalink)),
    ],
    target: toAnchor(accountId),
  };
}
