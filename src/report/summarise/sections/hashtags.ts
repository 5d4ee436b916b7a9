import { type AccountWeek, newest } from "../../figures/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import { FEWEST_USES, type HashtagUse, rateHashtags } from "../hashtags.ts";
import type { Block, Row } from "../model.ts";

const MOST_ROWS = 6;

/** Hashtags used at least three times, by what their posts reached; nothing where there are none. */
export function listHashtags({ account, history }: AccountWeek, facts: Facts): readonly Block[] {
  const text = facts.write.words.hashtags;
  const uses = rateHashtags(history);
  if (uses.length === 0) return [];
  const { write } = facts;
  return [
    {
      kind: "table",
      table: {
        id: `hashtags-${account.accountId}`,
        title: text.title,
        columns: [
          toColumn("hashtag", text.hashtag, "text"),
          toColumn("posts", text.posts, "count"),
          toColumn("medianReach", text.medianReach, "accounts"),
          toColumn("multiple", text.multiple, "multiple"),
        ],
        rows: uses.slice(0, MOST_ROWS).map((use) => toRow(account.accountId, use, facts)),
        whenEmpty: text.empty,
        note: text.note(write.count(FEWEST_USES), Math.max(0, uses.length - MOST_ROWS), write.count(uses.length)),
      },
    },
  ];
}

function toRow(accountId: string, { hashtag, posts, medianReach, multiple }: HashtagUse, { receipts }: Facts): Row {
  const count = {
    kind: "held" as const,
    value: posts.length,
    metric: "hashtagPosts",
    window: null,
    takenAt: newest(posts.map(({ media }) => media.takenAt)),
    formula: { code: "hashtag-posts" } as const,
    provisional: false,
  };
  return {
    key: hashtag.toLowerCase(),
    cells: [
      toTextCell(hashtag),
      receipts.toCell(accountId, count),
      receipts.toCell(accountId, medianReach),
      receipts.toCell(accountId, multiple),
    ],
  };
}
