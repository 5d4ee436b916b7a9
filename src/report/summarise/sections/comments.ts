// What was said under the posts, as far as figures tell it. Threads, answers and response times find their place here.

import {
  type AccountPeriod,
  type AccountWeek,
  absent,
  averageHeld,
  type Figure,
  isHeld,
  median,
  newest,
  readInsight,
  readTotal,
} from "../../figures/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { toChange } from "../change.ts";
import { isFair } from "../equal-age.ts";
import type { Facts } from "../facts.ts";
import type { Block } from "../model.ts";
import { listVisits } from "./visits.ts";

/** Comments received in both periods; nothing where no figure of either is held. */
export function listComments(week: AccountWeek, { receipts, write }: Facts): readonly Block[] {
  const { account, current, before } = week;
  const text = write.words.comments;
  const { accountId } = account;
  const rows = [
    {
      name: text.received,
      basis: "window" as const,
      now: readTotal(current, "comments"),
      earlier: readTotal(before, "comments"),
    },
    { name: text.aPost, basis: "posts" as const, now: readAPost(current), earlier: readAPost(before) },
    ...toClosed(current, before, text.closed).map((row) => ({ ...row, basis: "list" as const })),
  ];
  const visits = listVisits(week, write);
  const all = [...(rows.some(({ now, earlier }) => isHeld(now) || isHeld(earlier)) ? rows : []), ...visits];
  if (all.length === 0) return [];
  return [
    {
      kind: "table",
      table: {
        id: `comments-${accountId}`,
        // One table of three columns more would stand alone on a page of its own.
        title: visits.length === 0 ? text.title : write.words.visits.title,
        columns: [
          toColumn("figure", text.figure, "text"),
          toColumn("period", text.period, "count"),
          toColumn("before", text.before, "count"),
          toColumn("change", text.change, "change"),
        ],
        rows: all.map(({ name, basis, now, earlier }) => ({
          key: name,
          cells: [
            toTextCell(name),
            receipts.toCell(accountId, now),
            receipts.toCell(accountId, earlier),
            receipts.inWords(toChange(now, earlier, "percent", isFair({ basis }, week, now, earlier))),
          ],
        })),
        whenEmpty: text.empty,
        note: text.note,
      },
    },
  ];
}

function readAPost({ posts, span }: AccountPeriod): Figure {
  const as = { metric: "medianPostComments", window: span, formula: { code: "post-comments" } as const };
  return averageHeld(
    posts.map((post) => readInsight(post, "comments")),
    as,
    median,
  );
}

/** Told only where a post is closed: on most accounts none ever is. */
function toClosed(current: AccountPeriod, before: AccountPeriod, name: string) {
  const [now, earlier] = [current, before].map(readClosed);
  if (now === undefined || earlier === undefined || ![now, earlier].some((one) => isHeld(one) && one.value > 0))
    return [];
  return [{ name, now, earlier }];
}

function readClosed({ posts, span }: AccountPeriod): Figure {
  const told = posts.filter(({ media }) => media.isCommentEnabled !== undefined);
  if (told.length === 0) return absent("no-post-tells-it");
  return {
    kind: "held",
    value: told.filter(({ media }) => media.isCommentEnabled === false).length,
    metric: "postsClosedToComments",
    window: span,
    takenAt: newest(told.map(({ media }) => media.takenAt)),
    formula: { code: "posts-closed" },
    provisional: false,
  };
}
