import type { GapReason, GapRecord } from "../../../dataset/index.ts";
import { byText } from "../../figures/index.ts";
import { blank, toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, Row, Table } from "../model/model.ts";
import { nameMetric, type Writer } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

const NAMED_ACCOUNTS = 3;
/** Reasons that lie with the account and not with the figure: one line tells them all. */
const OF_ACCOUNT: readonly GapReason[] = ["not-permitted", "token-unusable"];

interface Entry {
  readonly account: string;
  readonly gap: GapRecord;
}

/** Gaps of one figure, reason and message together, however many accounts they hit; a missing role is one line. */
export function toGapTable(data: Pick<PageData, "weeks" | "write">): Table {
  const text = data.write.words.gapTable;
  const { heads } = data.write.words;
  const groups = new Map<string, Entry[]>();
  for (const { label, gaps } of data.weeks) {
    for (const gap of gaps) {
      const metric = OF_ACCOUNT.includes(gap.reason) ? "" : (gap.metric ?? "");
      const key = JSON.stringify([metric, gap.reason, gap.code ?? "", gap.message]);
      const group = groups.get(key) ?? [];
      group.push({ account: label, gap });
      groups.set(key, group);
    }
  }
  const rows = [...groups].map(([key, entries]) => toGapRow(key, entries, data));
  return {
    id: "gap-groups",
    title: text.title,
    columns: [
      toColumn("metric", heads.figure, "text"),
      toColumn("reason", heads.why, "text"),
      toColumn("times", heads.times, "count", true),
      toColumn("accounts", heads.accounts, "text"),
      toColumn("from", heads.from, "day"),
      toColumn("to", heads.to, "day"),
      toColumn("message", heads.message, "text"),
    ],
    rows: rows.sort((a, b) => b.times - a.times || byText(a.row.key, b.row.key)).map(({ row }) => row),
    whenEmpty: text.none,
    note: rows.length === 0 ? undefined : text.note,
  };
}

function toGapRow(
  key: string,
  entries: readonly Entry[],
  { write }: Pick<PageData, "write">,
): { readonly times: number; readonly row: Row } {
  const text = write.words.gapTable;
  const gap = entries[0]?.gap;
  const accounts = [...new Set(entries.map(({ account }) => account))].sort();
  const more = accounts.length - NAMED_ACCOUNTS;
  const named = accounts.slice(0, NAMED_ACCOUNTS).join(", ") + (more > 0 ? text.others(write.count(more)) : "");
  const cells: readonly Cell[] = [
    toTextCell(nameFigures(entries, write)),
    toTextCell(gap === undefined ? "" : write.reason({ code: gap.reason })),
    // Counted from the list of gaps itself, which is its own receipt.
    { kind: "value", value: entries.length },
    toTextCell(named),
    toDayCell(
      entries.map((entry) => entry.gap.fromDay),
      "first",
    ),
    toDayCell(
      entries.map((entry) => entry.gap.toDay),
      "last",
    ),
    toTextCell(gap === undefined ? "" : write.message(gap)),
  ];
  return { times: entries.length, row: { key, cells } };
}

function nameFigures(entries: readonly Entry[], write: Writer): string {
  const text = write.words.gapTable;
  const names = [...new Set(entries.map(({ gap }) => (gap.metric === undefined ? text.all : nameFigure(gap, write))))];
  if (names.includes(text.all) || names.length === 0) return text.all;
  return names.length === 1 ? (names[0] ?? text.all) : write.plural(names.length, "figure");
}

function nameFigure({ metric = "" }: GapRecord, write: Writer): string {
  const name = nameMetric(metric, write);
  return name === metric ? metric : `${name} (${metric})`;
}

function toDayCell(days: readonly (string | undefined)[], which: "first" | "last"): Cell {
  const known = days.filter((day) => day !== undefined).sort();
  const day = which === "first" ? known[0] : known.at(-1);
  return day === undefined ? blank : { kind: "day", day };
}
