import { chooseTop, chooseWeak, ofNotableAccounts, ratePosts, TOP_OF_ACCOUNT, toPostMeasure } from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { Section } from "../model.ts";
import { fillPostTable } from "../tables/post-fields.ts";
import { toAnchor } from "./anchor.ts";
import { toCard } from "./card.ts";

/** The nine best posts of all accounts, and the five that disappointed most. */
export function buildTop(facts: Facts): Section {
  const text = facts.write.words.top;
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
          ...fillPostTable(
            ["account", "format", "published", "excerpt", "interactions", "reach", "multiple", "link"],
            chooseWeak(ofNotableAccounts(rated)),
            facts,
            { isChosen: true, target: ({ post }) => toAnchor(post.media.accountId) },
          ),
          whenEmpty: text.noWeak,
          note,
        },
      },
    ],
  };
}
