import { toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Table } from "../model.ts";

const RUNS_SHOWN = 5;

const text = {
  runs: "Last collections",
  noRuns: "No collection has been run.",
  calls: "Calls spent for this period",
  callsNote: (span: string) =>
    `Every call from ${span}, whatever it was for; comment writes have an allowance of their own.`,
  noCalls: "No call was spent.",
  noHeader: "Meta sent no usage header",
  noBudget: "not in the configuration the report was made with",
};

/** The newest collections; counted by the collector itself, which is their receipt. */
export function toRunTable({ runs }: Facts): Table {
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
    rows: runs.slice(0, RUNS_SHOWN).map((run) => ({
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
  };
}

/** What each connection spent, against what it may spend in an hour. */
export function toCallTable({ spent, spentOver, callsPerHour, write }: Facts): Table {
  const toBudget = (connection: string): Cell => {
    const value = callsPerHour[connection];
    return value === undefined ? { kind: "absent", because: text.noBudget } : { kind: "value", value };
  };
  return {
    id: "calls",
    title: text.calls,
    columns: [
      toColumn("connection", "Connection", "text"),
      toColumn("calls", "Calls", "count", true),
      toColumn("budget", "Budget an hour", "count"),
      toColumn("used", "Meta's meter, highest", "percent"),
    ],
    rows: spent.map(({ connection, calls, usedPercent }) => ({
      key: connection,
      cells: [
        toTextCell(connection),
        { kind: "value", value: calls },
        toBudget(connection),
        usedPercent === undefined
          ? { kind: "absent", because: text.noHeader }
          : { kind: "value", value: usedPercent / 100 },
      ],
    })),
    whenEmpty: text.noCalls,
    note: spent.length === 0 ? undefined : text.callsNote(write.span(spentOver)),
  };
}
