import { findMetric } from "../../../dataset/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Sheet } from "../model.ts";
import { byText } from "../posts.ts";

const text = { title: "Audience", empty: "No demographic snapshot is held." };

/** Every bucket of the newest demographic snapshots. */
export function buildAudienceSheet({ weeks, receipts }: Facts): Sheet {
  const rows = weeks.flatMap(({ label, account, audience }) =>
    audience
      .toSorted(
        (a, b) =>
          byText(a.metric, b.metric) ||
          byText(a.dimension, b.dimension) ||
          b.value - a.value ||
          byText(a.bucket, b.bucket),
      )
      .map((point) => ({
        key: [account.accountId, point.metric, point.dimension, point.bucket].join("/"),
        cells: [
          toTextCell(label),
          toTextCell(account.username),
          toTextCell(account.accountId),
          toTextCell(findMetric("account", point.metric)?.label ?? point.metric),
          toTextCell(point.dimension),
          toTextCell(point.bucket),
          receipts.toCell(account.accountId, {
            kind: "held",
            value: point.value,
            metric: `${point.metric}/${point.dimension}`,
            window: null,
            takenAt: point.takenAt,
            formula: `account insight ${point.metric}, lifetime snapshot`,
            provisional: false,
          }),
          { kind: "instant" as const, at: point.takenAt },
        ],
      })),
  );
  return {
    id: "audience",
    table: {
      id: "audience",
      title: text.title,
      columns: [
        toColumn("account", "Account", "text"),
        toColumn("username", "Username", "text"),
        toColumn("accountId", "Account id", "id"),
        toColumn("metric", "Figure", "text"),
        toColumn("dimension", "Dimension", "text"),
        toColumn("bucket", "Group", "text"),
        toColumn("value", "Followers", "accounts"),
        toColumn("takenAt", "Read at", "instant"),
      ],
      rows,
      whenEmpty: text.empty,
    },
  };
}
