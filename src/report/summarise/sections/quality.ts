import { listDays } from "../../../dataset/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { summariseCoverage } from "../coverage.ts";
import type { Facts } from "../facts.ts";
import type { CoverageMatrix, Row, Section, Table } from "../model.ts";
import { byText } from "../posts.ts";
import { toAnchor } from "./anchor.ts";
import { toGapTable } from "./gap-table.ts";
import { toRestatedTable } from "./restated.ts";
import { toCallTable, toRunTable } from "./spent-calls.ts";

const text = {
  title: "Data quality",
  matrix: "Coverage by account and day",
  missing: "Who is not in this report",
  noMissing: "Every Page the tokens reach has a linked account that can be read.",
  wholeConnection: "whole connection",
  reasons: {
    "no-linked-account": "no linked Instagram account",
    "not-permitted": "no permission",
    "nothing-listed": "the token lists nothing",
    "no-longer-listed": "listed before, no longer",
  },
};

/** What is held, what is missing and why, what was restated; always present, also when all is well. */
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
      { kind: "table", table: toRestatedTable(facts) },
      { kind: "table", table: toRunTable(facts) },
      { kind: "table", table: toCallTable(facts) },
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
