import { toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Table } from "../model.ts";

const RUNS_SHOWN = 5;

/** The newest collections; counted by the collector itself, which is their receipt. */
export function toRunTable({ runs, write }: Facts): Table {
  const text = write.words.spentCalls;
  const kinds: Readonly<Record<string, string>> = text.kinds;
  const { heads } = write.words;
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
    rows: runs.slice(0, RUNS_SHOWN).map((run) => ({
      // Not the run's own id: it is drawn by chance, and equal datasets must give equal reports.
      key: `${run.startedAt}/${run.kind}/${run.fromDay}`,
      cells: [
        { kind: "instant", at: run.startedAt },
        toTextCell(kinds[run.kind] ?? run.kind),
        { kind: "day", day: run.fromDay },
        { kind: "day", day: run.toDay },
        toTextCell(text.states[run.state]),
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
  const text = write.words.spentCalls;
  const { heads } = write.words;
  const toBudget = (connection: string): Cell => {
    const value = callsPerHour[connection];
    return value === undefined ? { kind: "absent", because: text.noBudget } : { kind: "value", value };
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
