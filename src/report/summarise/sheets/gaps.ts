import type { GapRecord } from "../../../dataset/index.ts";
import { type AccountWeek, byText } from "../../figures/index.ts";
import { blank, toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, Row, Sheet } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";

/** Every gap alone, in Meta's words. */
export function buildGapsSheet({ weeks, write }: Pick<PageData, "weeks" | "write">): Sheet {
  const text = write.words.gapsSheet;
  const { heads } = write.words;
  const rows = weeks.flatMap((week) =>
    week.gaps.map((gap) => toRow(week, gap, write)).sort((a, b) => byText(a.key, b.key)),
  );
  return {
    id: "gaps",
    table: {
      id: "gaps",
      title: text.title,
      columns: [
        toColumn("account", heads.account, "text"),
        toColumn("username", heads.username, "text"),
        toColumn("mediaId", heads.postId, "id"),
        toColumn("metric", heads.figure, "text"),
        toColumn("from", heads.from, "day"),
        toColumn("to", heads.to, "day"),
        toColumn("reason", heads.why, "text"),
        toColumn("code", heads.code, "text"),
        toColumn("message", heads.message, "text"),
        toColumn("seenAt", heads.seen, "instant"),
      ],
      rows,
      whenEmpty: text.empty,
    },
  };
}

function toRow({ label, account }: AccountWeek, gap: GapRecord, write: Writer): Row {
  const key = [gap.subject, gap.mediaId ?? "", gap.metric ?? "", gap.fromDay ?? "", gap.toDay ?? "", gap.reason];
  const toDay = (day: string | undefined): Cell => (day === undefined ? blank : { kind: "day", day });
  return {
    key: key.join("/"),
    cells: [
      toTextCell(label),
      toTextCell(account.username),
      toTextCell(gap.mediaId ?? ""),
      toTextCell(gap.metric ?? ""),
      toDay(gap.fromDay),
      toDay(gap.toDay),
      toTextCell(write.reason({ code: gap.reason })),
      toTextCell(gap.code ?? ""),
      toTextCell(write.note(gap)),
      { kind: "instant", at: gap.seenAt },
    ],
  };
}
