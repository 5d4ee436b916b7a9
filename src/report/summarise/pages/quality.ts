import { listDays } from "../../../dataset/index.ts";
import { byText } from "../../figures/index.ts";
import { summariseCoverage } from "../figures/coverage.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Block, CoverageMatrix, Row, Section, Table } from "../model/model.ts";
import { toAnchor } from "./anchor.ts";
import { listDoubts } from "./doubts.ts";
import { toGapTable } from "./gap-table.ts";
import type { PageData } from "./page-data.ts";
import { toRestatedTable } from "./restated.ts";
import { toCallTable, toRunTable } from "./spent-calls.ts";

/** What is held, what is missing and why, what was restated; always present, also when all is well. */
export function buildQuality(data: PageData): Section {
  const text = data.write.words.quality;
  // Pages nobody linked, runs and calls are the operator's: a report cut to some accounts tells of these alone.
  const ofWhole = (table: Table): readonly Block[] => (data.isCut ? [] : [{ kind: "table", table }]);
  return {
    id: "a1",
    number: "A1",
    title: text.title,
    lead: summariseCoverage(data.coverage, data.write).sentence,
    blocks: [
      { kind: "findings", title: data.write.words.summary.distrust, findings: listDoubts(data) },
      { kind: "coverage", title: text.matrix, matrix: toMatrix(data) },
      { kind: "table", table: toGapTable(data) },
      ...ofWhole(toMissingTable(data)),
      { kind: "table", table: toRestatedTable(data) },
      ...ofWhole(toRunTable(data)),
      ...ofWhole(toCallTable(data)),
    ],
  };
}

function toMatrix({
  weeks,
  coverage,
  frame,
  write,
}: Pick<PageData, "coverage" | "frame" | "weeks" | "write">): CoverageMatrix {
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

function toMissingTable({ missing, write }: Pick<PageData, "missing" | "write">): Table {
  const text = write.words.quality;
  const { heads } = write.words;
  const rows = missing.map(
    (one): Row => ({
      key: `${one.connection}/${one.pageId ?? ""}/${one.reason}`,
      cells: [
        toTextCell(one.pageName ?? one.pageId ?? text.wholeConnection),
        toTextCell(one.connection),
        toTextCell(text.reasons[one.reason]),
        toTextCell(write.note(one)),
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
