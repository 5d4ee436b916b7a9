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
import { listKpis } from "../../kpis/index.ts";
import type { Block } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import { fillTwoPeriods, type TwoPeriods } from "../tables/two-periods.ts";
import type { PageData } from "./page-data.ts";

/** Comments received in both periods; nothing where no figure of either is held. */
export function listComments(week: AccountWeek, data: Pick<PageData, "receipts" | "write">): readonly Block[] {
  const { account, current, before } = week;
  const { comments: text, visits: others } = data.write.words;
  const row = (name: string, basis: TwoPeriods["basis"], read: (period: AccountPeriod) => Figure): TwoPeriods => ({
    key: name,
    name,
    basis,
    now: read(current),
    earlier: read(before),
  });
  const closed = row(text.closed, "list", readClosed);
  const rows = [
    row(text.received, "window", (period) => readTotal(period, "comments")),
    row(text.aPost, "posts", readAPost),
    // Told only where a post is closed: on most accounts none ever is.
    ...([closed.now, closed.earlier].some((one) => isHeld(one) && one.value > 0) ? [closed] : []),
  ];
  const visits = listVisits(week, data.write);
  const all = [...(rows.some(({ now, earlier }) => isHeld(now) || isHeld(earlier)) ? rows : []), ...visits];
  if (all.length === 0) return [];
  return [
    {
      kind: "table",
      table: {
        id: `comments-${account.accountId}`,
        // One table of three columns more would stand alone on a page of its own.
        title: visits.length === 0 ? text.title : others.title,
        ...fillTwoPeriods(week, all, data),
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

/** Both periods' figures; what Meta was never asked for, or tells nobody, is no row of absences. */
function listVisits({ current, before }: AccountWeek, write: Writer): readonly TwoPeriods[] {
  return listKpis("visits")
    .map(({ id, basis, unit, change, compute }) => ({
      key: write.kpi(id).name,
      name: write.kpi(id).short,
      basis,
      unit,
      change,
      now: compute(current),
      earlier: compute(before),
    }))
    .filter(({ now, earlier }) => isHeld(now) || isHeld(earlier));
}
