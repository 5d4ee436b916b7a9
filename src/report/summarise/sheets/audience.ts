import { byText } from "../../figures/index.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Sheet } from "../model/model.ts";
import { nameMetric } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";

/** Every bucket of the newest demographic snapshots; hundreds of hours online an account are no reading for people. */
export function buildAudienceSheet({ weeks, receipts, write }: Pick<PageData, "receipts" | "weeks" | "write">): Sheet {
  const text = write.words.audienceSheet;
  const { heads } = write.words;
  const rows = weeks.flatMap(({ label, account, audience }) =>
    audience
      .filter(({ dimension }) => dimension !== "day,hour")
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
          toTextCell(nameMetric(point.metric, write)),
          toTextCell(point.dimension),
          toTextCell(point.bucket),
          receipts.toCell(account.accountId, {
            kind: "held",
            value: point.value,
            metric: `${point.metric}/${point.dimension}`,
            window: null,
            takenAt: point.takenAt,
            formula: { code: "account-snapshot", args: { metric: point.metric } },
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
        toColumn("account", heads.account, "text"),
        toColumn("username", heads.username, "text"),
        toColumn("accountId", heads.accountId, "id"),
        toColumn("metric", heads.figure, "text"),
        toColumn("dimension", heads.dimension, "text"),
        toColumn("bucket", heads.group, "text"),
        toColumn("value", heads.people, "accounts"),
        toColumn("takenAt", heads.readAt, "instant"),
      ],
      rows,
      whenEmpty: text.empty,
    },
  };
}
