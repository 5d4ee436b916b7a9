import { findMetric, type GapReason, type GapRecord } from "../../../dataset/index.ts";
import { toReasonWords } from "../absence.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Row, Table } from "../model.ts";
import { byText } from "../posts.ts";
import { plural, type Writer } from "../writer.ts";

const NAMED_ACCOUNTS = 3;
/** Reasons that lie with the account and not with the figure: one line tells them all. */
const OF_ACCOUNT: readonly GapReason[] = ["not-permitted", "token-unusable"];

const text = {
  title: "What is missing, and why",
  none: "Nothing that was asked for is missing.",
  note: "A value that did not come is never counted as zero. The workbook lists every gap alone.",
  all: "all figures",
  others: (count: string) => ` and ${count} more`,
};

interface Entry {
  readonly account: string;
  readonly gap: GapRecord;
}

/** Gaps of one figure, reason and message together, however many accounts they hit; a missing role is one line. */
export function toGapTable(facts: Facts): Table {
  const groups = new Map<string, Entry[]>();
  for (const { label, gaps } of facts.weeks) {
    for (const gap of gaps) {
      const metric = OF_ACCOUNT.includes(gap.reason) ? "" : (gap.metric ?? "");
      const key = JSON.stringify([metric, gap.reason, gap.code ?? "", gap.message]);
      const group = groups.get(key) ?? [];
      group.push({ account: label, gap });
      groups.set(key, group);
    }
  }
  const rows = [...groups].map(([key, entries]) => toGapRow(key, entries, facts));
  return {
    id: "gap-groups",
    title: text.title,
    columns: [
      toColumn("metric", "Figure", "text"),
      toColumn("reason", "Why", "text"),
      toColumn("times", "Times", "count", true),
      toColumn("accounts", "Accounts", "text"),
      toColumn("from", "From", "day"),
      toColumn("to", "To", "day"),
      toColumn("message", "In Meta's words", "text"),
    ],
    rows: rows.sort((a, b) => b.times - a.times || byText(a.row.key, b.row.key)).map(({ row }) => row),
    whenEmpty: text.none,
    note: rows.length === 0 ? undefined : text.note,
  };
}

function toGapRow(
  key: string,
  entries: readonly Entry[],
  { write }: Facts,
): { readonly times: number; readonly row: Row } {
  const gap = entries[0]?.gap;
  const accounts = [...new Set(entries.map(({ account }) => account))].sort();
  const more = accounts.length - NAMED_ACCOUNTS;
  const named = accounts.slice(0, NAMED_ACCOUNTS).join(", ") + (more > 0 ? text.others(write.count(more)) : "");
  const cells: readonly Cell[] = [
    toTextCell(nameFigures(entries, write)),
    toTextCell(gap === undefined ? "" : toReasonWords(gap.reason)),
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
    toTextCell(gap?.message ?? ""),
  ];
  return { times: entries.length, row: { key, cells } };
}

function nameFigures(entries: readonly Entry[], write: Writer): string {
  const names = [...new Set(entries.map(({ gap }) => (gap.metric === undefined ? text.all : nameMetric(gap))))];
  if (names.includes(text.all) || names.length === 0) return text.all;
  return names.length === 1 ? (names[0] ?? text.all) : plural(names.length, "figure", "figures", write);
}

function nameMetric({ metric = "", mediaId }: GapRecord): string {
  const known = findMetric(mediaId === undefined ? "account" : "media", metric);
  return known === undefined ? metric : `${known.label} (${metric})`;
}

function toDayCell(days: readonly (string | undefined)[], which: "first" | "last"): Cell {
  const known = days.filter((day) => day !== undefined).sort();
  const day = which === "first" ? known[0] : known.at(-1);
  return day === undefined ? blank : { kind: "day", day };
}
