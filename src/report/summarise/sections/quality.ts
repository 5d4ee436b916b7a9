import { findMetric, type GapRecord, listDays } from "../../../dataset/index.ts";
import { toReasonWords } from "../absence.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import { summariseCoverage } from "../coverage.ts";
import type { Facts } from "../facts.ts";
import type { Cell, CoverageMatrix, Row, Section, Table } from "../model.ts";
import { byText } from "../posts.ts";
import { toAnchor } from "./anchor.ts";

const NAMED_ACCOUNTS = 3;

const text = {
  title: "Data quality",
  matrix: "Coverage by account and day",
  gaps: "What is missing, and why",
  noGaps: "Nothing that was asked for is missing.",
  gapsNote: "A value that did not come is never counted as zero. The workbook lists every gap alone.",
  missing: "Who is not in this report",
  noMissing: "Every Page the tokens reach has a linked account that can be read.",
  runs: "Last collections",
  runsNote: "Calls count against Meta's hourly allowance.",
  noRuns: "No collection has been run.",
  all: "all figures",
  others: (count: string) => ` and ${count} more`,
  wholeConnection: "whole connection",
  reasons: {
    "no-linked-account": "no linked Instagram account",
    "not-permitted": "no permission",
    "nothing-listed": "the token lists nothing",
  },
};

/** What is held, what is missing and why; always present, also when all is well. */
export function buildQuality(facts: Facts): Section {
  return {
    id: "a1",
    number: "A1",
    title: text.title,
    lead: summariseCoverage(facts.coverage, facts.write).sentence,
    blocks: [
      { kind: "coverage", title: text.matrix, matrix: toMatrix(facts) },
      { kind: "table", table: toGapTable(facts) },
      { kind: "table", table: toMissingTable(facts) },
      { kind: "table", table: toRunTable(facts) },
    ],
  };
}

function toMatrix({ weeks, coverage, frame }: Facts): CoverageMatrix {
  return {
    days: listDays(frame.span),
    rows: weeks.map(({ label, account }, index) => ({
      label,
      target: toAnchor(account.accountId),
      states: (coverage[index]?.days ?? []).map(({ state, because }) => ({ state, because })),
    })),
  };
}

/** Gaps of one metric, reason and message together: one refused metric is one line, however many accounts it hit. */
function toGapTable(facts: Facts): Table {
  const groups = new Map<string, { readonly account: string; readonly gap: GapRecord }[]>();
  for (const { label, gaps } of facts.weeks) {
    for (const gap of gaps) {
      const key = JSON.stringify([gap.metric ?? "", gap.reason, gap.code ?? "", gap.message]);
      groups.set(key, [...(groups.get(key) ?? []), { account: label, gap }]);
    }
  }
  const rows = [...groups].map(([key, entries]) => toGapRow(key, entries, facts));
  return {
    id: "gap-groups",
    title: text.gaps,
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
    whenEmpty: text.noGaps,
    note: rows.length === 0 ? undefined : text.gapsNote,
  };
}

function toGapRow(
  key: string,
  entries: readonly { readonly account: string; readonly gap: GapRecord }[],
  { write }: Facts,
): { readonly times: number; readonly row: Row } {
  const gap = entries[0]?.gap;
  const accounts = [...new Set(entries.map(({ account }) => account))].sort();
  const more = accounts.length - NAMED_ACCOUNTS;
  const named = accounts.slice(0, NAMED_ACCOUNTS).join(", ") + (more > 0 ? text.others(write.count(more)) : "");
  const cells: readonly Cell[] = [
    toTextCell(gap?.metric === undefined ? text.all : nameMetric(gap)),
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

function nameMetric({ metric = "", mediaId }: GapRecord): string {
  const known = findMetric(mediaId === undefined ? "account" : "media", metric);
  return known === undefined ? metric : `${known.label} (${metric})`;
}

function toDayCell(days: readonly (string | undefined)[], which: "first" | "last"): Cell {
  const known = days.filter((day) => day !== undefined).sort();
  const day = which === "first" ? known[0] : known.at(-1);
  return day === undefined ? blank : { kind: "day", day };
}

function toMissingTable({ missing }: Facts): Table {
  const rows = missing.map(
    (one): Row => ({
      key: `${one.connection}/${one.pageId ?? ""}/${one.reason}`,
      cells: [
        toTextCell(one.pageName ?? one.pageId ?? text.wholeConnection),
        toTextCell(one.connection),
        toTextCell(text.reasons[one.reason]),
        toTextCell(one.message),
      ],
    }),
  );
  return {
    id: "missing",
    title: text.missing,
    columns: [
      toColumn("page", "Page", "text"),
      toColumn("connection", "Connection", "text"),
      toColumn("reason", "Why", "text"),
      toColumn("message", "What to do", "text"),
    ],
    rows: rows.toSorted((a, b) => byText(a.key, b.key)),
    whenEmpty: text.noMissing,
  };
}

function toRunTable({ runs }: Facts): Table {
  return {
    id: "runs",
    title: text.runs,
    columns: [
      toColumn("started", "Started", "instant"),
      toColumn("kind", "Kind", "text"),
      toColumn("from", "From", "day"),
      toColumn("to", "To", "day"),
      toColumn("state", "Outcome", "text"),
      toColumn("accounts", "Accounts", "count"),
      toColumn("calls", "Calls", "count", true),
      toColumn("gaps", "Gaps", "count"),
    ],
    rows: runs.map((run) => ({
      // Not the run's own id: it is drawn by chance, and equal datasets must give equal reports.
      key: `${run.startedAt}/${run.kind}/${run.fromDay}`,
      cells: [
        { kind: "instant", at: run.startedAt },
        toTextCell(run.kind),
        { kind: "day", day: run.fromDay },
        { kind: "day", day: run.toDay },
        toTextCell(run.state),
        { kind: "value", value: run.accounts },
        { kind: "value", value: run.calls },
        { kind: "value", value: run.gaps },
      ],
    })),
    whenEmpty: text.noRuns,
    note: runs.length === 0 ? undefined : text.runsNote,
  };
}
