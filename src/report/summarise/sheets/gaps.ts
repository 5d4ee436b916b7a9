import type { GapRecord } from "../../../dataset/index.ts";
import { toReasonWords } from "../absence.ts";
import type { AccountWeek } from "../account-week.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Row, Sheet } from "../model.ts";
import { byText } from "../posts.ts";

const text = { title: "Gaps", empty: "Nothing that was asked for is missing." };

/** Every gap alone, in Meta's words. */
export function buildGapsSheet({ weeks }: Facts): Sheet {
  const rows = weeks.flatMap((week) => week.gaps.map((gap) => toRow(week, gap)).sort((a, b) => byText(a.key, b.key)));
  return {
    id: "gaps",
    table: {
      id: "gaps",
      title: text.title,
      columns: [
        toColumn("account", "Account", "text"),
        toColumn("username", "Username", "text"),
        toColumn("mediaId", "Post id", "id"),
        toColumn("metric", "Figure", "text"),
        toColumn("from", "From", "day"),
        toColumn("to", "To", "day"),
        toColumn("reason", "Why", "text"),
        toColumn("code", "Code", "text"),
        toColumn("message", "In Meta's words", "text"),
        toColumn("seenAt", "Seen", "instant"),
      ],
      rows,
      whenEmpty: text.empty,
    },
  };
}

function toRow({ label, account }: AccountWeek, gap: GapRecord): Row {
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
      toTextCell(toReasonWords(gap.reason)),
      toTextCell(gap.code ?? ""),
      toTextCell(gap.message),
      { kind: "instant", at: gap.seenAt },
    ],
  };
}
