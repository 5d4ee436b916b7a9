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

/** What is held, what is missing and why, what was restated; always present, also when all is well. */
export function buildQuality(facts: Facts): Section {
  const text = facts.write.words.quality;
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

function toMatrix({ weeks, coverage, frame, write }: Facts): CoverageMatrix {
  return {
    days: listDays(frame.span),
    rows: weeks.map(({ label, account }, index) => ({
      label,
      target: toAnchor(account.accountId),
      states: (coverage[index]?.days ?? []).map(({ state, because }) => ({
        state,
        because: because === undefined ? undefined : write.reason(because),
      })),
    })),
  };
}

function toMissingTable({ missing, write }: Facts): Table {
  const text = write.words.quality;
  const { heads } = write.words;
  const rows = missing.map(
    (one): Row => ({
      key: `${one.connection}/${one.pageId ?? ""}/${one.reason}`,
      cells: [
        toTextCell(one.pageName ?? one.pageId ?? text.wholeConnection),
        toTextCell(one.connection),
        toTextCell(text.reasons[one.reason]),
        toTextCell(write.reason(one.message)),
      ],
    }),
  );
  return {
    id: "missing",
    title: text.missing,
    columns: [
      toColumn("page", heads.page, "text"),
      toColumn("connection", heads.connection, "text"),
      toColumn("reason", heads.why, "text"),
      toColumn("message", heads.remedy, "text"),
    ],
    rows: rows.toSorted((a, b) => byText(a.key, b.key)),
    whenEmpty: text.noMissing,
  };
}
