import type { AccountWeek } from "../../figures/index.ts";
import { BEST_OF_ACCOUNT, chooseWeak, type RatedPost, WEAK_OF_ACCOUNT } from "../figures/choose-posts.ts";
import type { Block, Table } from "../model/model.ts";
import { fillPostTable } from "../tables/post-fields.ts";
import { toCard } from "./card.ts";
import type { PageData } from "./page-data.ts";

/** The best posts as cards, and those that fell furthest below the account's own median. Nothing where none was published. */
export function listOwnPosts(
  week: AccountWeek,
  data: Pick<PageData, "measure" | "posts" | "receipts" | "thumbnails" | "write">,
): readonly Block[] {
  const text = data.write.words.ownPosts;
  const { posts } = week.current;
  if (posts.length === 0) return [];
  const rated = data.posts[data.measure].byAccount.get(week.account.accountId) ?? [];
  const leftOut = posts.length - rated.length;
  const first = rated.slice(0, BEST_OF_ACCOUNT);
  const cards = first.map((post) => toCard(post, data));
  const weak = chooseWeak(rated)
    .filter(({ post }) => !first.some((one) => one.post === post))
    .slice(0, WEAK_OF_ACCOUNT);
  const notes = [
    ...(rated.length > cards.length ? [text.allPosts(data.write.plural(rated.length, "post"))] : []),
    ...(leftOut === 0 || rated.length === 0 ? [] : [text.leftOut(data.write.plural(leftOut, "post"))]),
  ];
  const title = cards.length === 1 && posts.length === 1 ? text.one : text.best;
  const note = notes.length === 0 ? undefined : notes.join(" ");
  const best: Block = { kind: "cards", title, cards, whenEmpty: text.noBest };
  if (weak.length > 0) return [best, { kind: "table", table: { ...toWeakTable(week, weak, data), note } }];
  return note === undefined ? [best] : [best, { kind: "text", paragraphs: [note] }];
}

function toWeakTable(
  { account }: AccountWeek,
  weak: readonly RatedPost[],
  data: Pick<PageData, "measure" | "receipts" | "write">,
): Table {
  const text = data.write.words.ownPosts;
  return {
    id: `weak-${account.accountId}`,
    title: text.weak,
    ...fillPostTable(
      ["published", "format", "excerpt", "interactions", "reach", "rate", "multiple", "link"],
      weak,
      data,
      { isChosen: true },
    ),
    whenEmpty: text.noWeak,
  };
}
