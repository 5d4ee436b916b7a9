import { type AccountWeek, newest } from "../../figures/index.ts";
import { FEWEST_USES, type HashtagUse, rateHashtags } from "../figures/hashtags.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Block, Row } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

const MOST_ROWS = 6;

/** Hashtags used at least three times, by what their posts reached; nothing where there are none. */
export function listHashtags(
  { account, history }: AccountWeek,
  data: Pick<PageData, "receipts" | "write">,
): readonly Block[] {
  const text = data.write.words.hashtags;
  const uses = rateHashtags(history);
  if (uses.length === 0) return [];
  const { write } = data;
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
        rows: uses.slice(0, MOST_ROWS).map((use) => toRow(account.accountId, use, data)),
        whenEmpty: text.empty,
        note: text.note(write.count(FEWEST_USES), Math.max(0, uses.length - MOST_ROWS), write.count(uses.length)),
      },
    },
  ];
}

function toRow(
  accountId: string,
  { hashtag, posts, medianReach, multiple }: HashtagUse,
  { receipts }: Pick<PageData, "receipts">,
): Row {
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
