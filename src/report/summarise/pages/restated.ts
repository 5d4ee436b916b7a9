import type { Restatement } from "../../../store/index.ts";
import { byText, type HeldFigure } from "../../figures/index.ts";
import { toChange } from "../figures/change.ts";
import { chainRestatements, measureRestatement } from "../figures/restated.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Row, Table } from "../model/model.ts";
import { nameMetric } from "../model/writer.ts";
import { toAnchor } from "./anchor.ts";
import type { PageData } from "./page-data.ts";

const MOST_ROWS = 15;

/** Figures of earlier periods whose newest reading differs from the one the last report was made of. */
export function toRestatedTable(
  data: Pick<PageData, "lastReportAt" | "receipts" | "restatements" | "weeks" | "write">,
): Table {
  const text = data.write.words.restated;
  const { heads } = data.write.words;
  const { weeks, write, restatements, lastReportAt } = data;
  const shown = new Map(weeks.map((week) => [week.account.accountId, week.label]));
  const moved = chainRestatements(restatements)
    .map((one) => ({ one, label: shown.get(one.accountId) ?? "" }))
    .sort(
      (a, b) =>
        measureRestatement(b.one) - measureRestatement(a.one) ||
        byText(a.one.accountId, b.one.accountId) ||
        byText(toKey(a.one), toKey(b.one)),
    );
  const since = write.instant(lastReportAt);
  const cut = moved.length > MOST_ROWS ? text.cut(write.count(MOST_ROWS)) : "";
  return {
    id: "restated",
    title: text.title,
    columns: [
      toColumn("account", heads.account, "text"),
      toColumn("figure", heads.figure, "text"),
      toColumn("from", heads.from, "day"),
      toColumn("to", heads.to, "day"),
      toColumn("told", heads.toldThen, "count"),
      toColumn("now", heads.now, "count"),
      toColumn("change", heads.change, "change"),
      toColumn("read", heads.read, "instant"),
    ],
    rows: moved.slice(0, MOST_ROWS).map(({ one, label }) => toRow(one, label, data)),
    whenEmpty: text.none(since),
    note: moved.length === 0 ? undefined : text.note(write.plural(moved.length, "figure"), since) + cut,
  };
}

function toKey({ kind, metric, breakdown, bucket, fromDay, toDay }: Restatement): string {
  return JSON.stringify([kind, metric, breakdown, bucket, fromDay, toDay]);
}

function toRow(
  restatement: Restatement,
  label: string,
  { receipts, write }: Pick<PageData, "receipts" | "write">,
): Row {
  const text = write.words.restated;
  const { kind, accountId, metric, bucket, fromDay, toDay, oldValue, newValue, oldTakenAt, newTakenAt } = restatement;
  const name = nameMetric(metric, write);
  // One day's total is another question than the same day of a series, and may have another answer.
  const isTotal = kind === "window" && fromDay === toDay;
  const read = (value: number, takenAt: string, when: string): HeldFigure => ({
    kind: "held",
    value,
    metric: `${metric}${bucket === "" ? "" : `/${bucket}`}${isTotal ? ", total" : ""} ${when}`,
    window: { from: fromDay, to: toDay },
    takenAt,
    formula: { code: "account-as-read", args: { metric, when } },
    provisional: false,
  });
  const told = read(oldValue, oldTakenAt, text.toldThen);
  const now = read(newValue, newTakenAt, text.toldSince);
  return {
    key: `${accountId}/${toKey(restatement)}`,
    cells: [
      toTextCell(label),
      toTextCell([name, bucket, isTotal ? text.ofDay : ""].filter((part) => part !== "").join(", ")),
      { kind: "day", day: fromDay },
      { kind: "day", day: toDay },
      receipts.toCell(accountId, told),
      receipts.toCell(accountId, now),
      receipts.inWords(toChange(now, told, "percent")),
      { kind: "instant", at: newTakenAt },
    ],
    target: toAnchor(accountId),
  };
}
