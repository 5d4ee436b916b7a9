import type { DaySpan } from "../../../dataset/index.ts";
import type { HeldFigure, PlainFormula } from "../../figures/index.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, Table } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

const RUNS_SHOWN = 5;

/** What we count ourselves, or were told beside an answer: no metric of Meta's, and nothing was asked for it. */
function toOwnFigure(
  value: number,
  metric: string,
  code: PlainFormula,
  window: DaySpan | null,
  takenAt: string | null,
) {
  return { kind: "held", value, metric, window, takenAt, formula: { code }, provisional: false } satisfies HeldFigure;
}

/** The newest collections, counted by the collector itself. */
export function toRunTable({ runs, receipts, write }: Pick<PageData, "receipts" | "runs" | "write">): Table {
  const text = write.words.spentCalls;
  const kinds: Readonly<Record<string, string>> = text.kinds;
  const { heads } = write.words;
  const keys = toRunKeys(runs);
  return {
    id: "runs",
    title: text.runs,
    columns: [
      toColumn("started", heads.started, "instant"),
      toColumn("kind", heads.kind, "text"),
      toColumn("from", heads.from, "day"),
      toColumn("to", heads.to, "day"),
      toColumn("state", heads.outcome, "text"),
      toColumn("accounts", heads.accounts, "count"),
      toColumn("calls", heads.calls, "count", true),
      toColumn("gaps", heads.gaps, "count"),
    ],
    rows: runs.slice(0, RUNS_SHOWN).map((run, at) => {
      const key = keys[at] ?? run.startedAt;
      const span = { from: run.fromDay, to: run.toDay };
      const toCell = (value: number, metric: string): Cell =>
        receipts.toCell(
          `run/${key}`,
          toOwnFigure(value, metric, "counted-by-collection", span, run.endedAt ?? run.startedAt),
        );
      return {
        key,
        cells: [
          { kind: "instant", at: run.startedAt },
          toTextCell(kinds[run.kind] ?? run.kind),
          { kind: "day", day: run.fromDay },
          { kind: "day", day: run.toDay },
          toTextCell(text.states[run.state]),
          toCell(run.accounts, "accounts"),
          toCell(run.calls, "calls"),
          toCell(run.gaps, "gaps"),
        ],
      };
    }),
    whenEmpty: text.noRuns,
  };
}

/** Not the runs' own ids: those are drawn by chance, and equal datasets must give equal reports. */
function toRunKeys(runs: PageData["runs"]): readonly string[] {
  const begun = new Map<string, number>();
  return runs.map(({ startedAt, kind, fromDay }) => {
    const key = `${startedAt}/${kind}/${fromDay}`;
    const nth = (begun.get(key) ?? 0) + 1;
    begun.set(key, nth);
    // Those of two groups may begin in the same millisecond.
    return nth === 1 ? key : `${key}/${nth}`;
  });
}

/** What each connection spent, against what it may spend in an hour. */
export function toCallTable({
  spent,
  spentOver,
  callsPerHour,
  receipts,
  write,
}: Pick<PageData, "callsPerHour" | "receipts" | "spent" | "spentOver" | "write">): Table {
  const text = write.words.spentCalls;
  const { heads } = write.words;
  const toBudget = (connection: string): Cell => {
    const value = callsPerHour[connection];
    if (value === undefined) return { kind: "absent", because: text.noBudget };
    return receipts.toCell(
      `connection/${connection}`,
      toOwnFigure(value, "callsPerHour", "calls-per-hour", null, null),
    );
  };
  return {
    id: "calls",
    title: text.calls,
    columns: [
      toColumn("connection", heads.connection, "text"),
      toColumn("calls", heads.calls, "count", true),
      toColumn("budget", heads.budget, "count"),
      toColumn("used", heads.meter, "percent"),
    ],
    rows: spent.map(({ connection, calls, usedPercent }) => ({
      key: connection,
      cells: [
        toTextCell(connection),
        receipts.toCell(`connection/${connection}`, toOwnFigure(calls, "calls", "counted-by-ledger", spentOver, null)),
        toBudget(connection),
        usedPercent === undefined
          ? { kind: "absent", because: text.noHeader }
          : receipts.toCell(
              `connection/${connection}`,
              toOwnFigure(usedPercent / 100, "usedPercent", "server-meter", spentOver, null),
            ),
      ],
    })),
    whenEmpty: text.noCalls,
    note: spent.length === 0 ? undefined : text.callsNote(write.span(spentOver)),
  };
}
