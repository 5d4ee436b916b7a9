import { chooseTop, chooseWeak, ofNotableAccounts, TOP_OF_ACCOUNT } from "../figures/choose-posts.ts";
import type { Section } from "../model/model.ts";
import { fillPostTable } from "../tables/post-fields.ts";
import { toAnchor } from "./anchor.ts";
import { toCard } from "./card.ts";
import type { PageData } from "./page-data.ts";

/** The nine best posts of all accounts, and the five that disappointed most. */
export function buildTop(data: Pick<PageData, "measure" | "posts" | "receipts" | "thumbnails" | "write">): Section {
  const text = data.write.words.top;
  const { measure } = data;
  const { rated, leftOut } = data.posts[measure];
  const { top, isShared } = chooseTop(rated);
  const cards = top.map((post) => toCard(post, data));
  const title = isShared ? text.shared(text.best[measure], data.write.count(TOP_OF_ACCOUNT)) : text.best[measure];
  const note = [...(leftOut === 0 ? [] : [text.leftOut(data.write.plural(leftOut, "post"))]), text.weakNote].join(" ");
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
          ...fillPostTable(
            ["account", "format", "published", "excerpt", "interactions", "reach", "multiple", "link"],
            chooseWeak(ofNotableAccounts(rated)),
            data,
            { isChosen: true, target: ({ post }) => toAnchor(post.media.accountId) },
          ),
          whenEmpty: text.noWeak,
          note,
        },
      },
    ],
  };
}
