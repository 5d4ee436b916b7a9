import {
  type AccountWeek,
  agree,
  asKpi,
  averagePosts,
  combine,
  type Figure,
  FORMATS,
  isHeld,
  mean,
  median,
  newest,
  type Post,
  rateOf,
  readInteractions,
  sum,
} from "../../figures/index.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Row, Table } from "../model/model.ts";
import { nameFormat } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

/** What each format was published, reached and won. */
export function toFormatMix(
  { account, current }: AccountWeek,
  data: Pick<PageData, "frame" | "receipts" | "write">,
): Table {
  const text = data.write.words.formatMix;
  const { heads } = data.write.words;
  const all = [...current.posts, ...current.stories];
  const others = all.map(({ format }) => format).filter((format) => !(FORMATS as readonly string[]).includes(format));
  const formats = [...FORMATS, ...[...new Set(others)].sort()];
  const rows = formats
    .map((format) => ({ format, posts: all.filter((post) => post.format === format) }))
    .filter(({ posts }) => posts.length > 0)
    .map(({ format, posts }) => toRow(account.accountId, format, posts, data));
  return {
    id: `formats-${account.accountId}`,
    title: text.title,
    columns: [
      toColumn("format", heads.format, "text"),
      toColumn("count", heads.published, "count", true),
      toColumn("meanReach", heads.meanReach, "accounts"),
      toColumn("medianReach", heads.medianReach, "accounts"),
      toColumn("interactions", heads.interactions, "count", true),
      toColumn("rate", heads.rate, "percent"),
    ],
    rows,
    whenEmpty: current.arePostsListed ? text.empty : text.unlisted,
    note: rows.length === 0 ? undefined : text.note,
  };
}

function toRow(
  accountId: string,
  format: string,
  posts: readonly Post[],
  { frame, receipts, write }: Pick<PageData, "frame" | "receipts" | "write">,
): Row {
  const window = frame.span;
  const name = (metric: string) => `${format}/${metric}`;
  const count: Figure = {
    kind: "held",
    value: posts.length,
    metric: name("count"),
    window,
    takenAt: newest(posts.map(({ media }) => media.takenAt)),
    formula: { code: "format-published", args: { format } },
    provisional: false,
  };
  const meanReach = { ...asKpi("meanPostReach"), metric: name("meanReach"), window };
  const medianReach = { ...asKpi("medianPostReach"), metric: name("medianReach"), window };
  const rate = rateOf(posts, window).figure;
  const figures = [
    count,
    averagePosts(posts, meanReach, mean),
    averagePosts(posts, medianReach, median),
    sumInteractions(posts, {
      metric: name("interactions"),
      window,
      formula: { code: "told-interactions" },
    }),
    isHeld(rate) ? { ...rate, metric: name("engagementRate") } : rate,
  ];
  return {
    key: format,
    cells: [toTextCell(nameFormat(format, write)), ...figures.map((figure) => receipts.toCell(accountId, figure))],
  };
}

function sumInteractions(posts: readonly Post[], as: Parameters<typeof combine>[1]): Figure {
  const figures = posts.map((post) => readInteractions(post));
  const held = figures.filter(isHeld);
  return held.length === 0 ? agree(figures, "no-interactions") : combine(held, as, sum);
}
