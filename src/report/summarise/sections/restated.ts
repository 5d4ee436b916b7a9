import { findMetric } from "../../../dataset/index.ts";
import type { Restatement } from "../../../store/index.ts";
import { toColumn, toTextCell } from "../cells.ts";
import { toChange } from "../change.ts";
import type { Facts } from "../facts.ts";
import type { HeldFigure } from "../figure.ts";
import type { Row, Table } from "../model.ts";
import { byText } from "../posts.ts";
import { chainRestatements, measureRestatement } from "../restated.ts";
import { plural } from "../writer.ts";
import { toAnchor } from "./anchor.ts";

const MOST_ROWS = 15;

const text = {
  title: "Restated by Meta since the last report",
  none: (since: string) => `No figure of an earlier period has changed since ${since}.`,
  note: (figures: string, since: string) =>
    `${figures} of earlier periods changed since ${since}; the report of then stands as it was sent, this one counts with the new ones.`,
  cut: (shown: string) => ` The ${shown} that moved furthest are listed.`,
};

/** Figures of earlier periods whose newest reading differs from the one the last report was made of. */
export function toRestatedTable(facts: Facts): Table {
  const { weeks, write, restatements, lastReportAt } = facts;
  const shown = new Map(weeks.map((week) => [week.account.accountId, week.label]));
  const moved = chainRestatements(restatements.filter(({ accountId }) => shown.has(accountId)))
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
      toColumn("account", "Account", "text"),
      toColumn("figure", "Figure", "text"),
      toColumn("from", "From", "day"),
      toColumn("to", "To", "day"),
      toColumn("told", "Told then", "count"),
      toColumn("now", "Now", "count"),
      toColumn("change", "Change", "change"),
      toColumn("read", "Read", "instant"),
    ],
    rows: moved.slice(0, MOST_ROWS).map(({ one, label }) => toRow(one, label, facts)),
    whenEmpty: text.none(since),
    note: moved.length === 0 ? undefined : text.note(plural(moved.length, "figure", "figures", write), since) + cut,
  };
}

function toKey({ metric, breakdown, bucket, fromDay, toDay }: Restatement): string {
  return JSON.stringify([metric, breakdown, bucket, fromDay, toDay]);
}

function toRow(restatement: Restatement, label: string, { receipts }: Facts): Row {
  const { accountId, metric, bucket, fromDay, toDay, oldValue, newValue, oldTakenAt, newTakenAt } = restatement;
  const name = findMetric("account", metric)?.label ?? metric;
  const read = (value: number, takenAt: string, when: string): HeldFigure => ({
    kind: "held",
    value,
    metric: `${metric}${bucket === "" ? "" : `/${bucket}`} ${when}`,
    window: { from: fromDay, to: toDay },
    takenAt,
    formula: `account insight ${metric}, as read ${when}`,
    provisional: false,
  });
  const told = read(oldValue, oldTakenAt, "for the last report");
  const now = read(newValue, newTakenAt, "since");
  return {
    key: `${accountId}/${toKey(restatement)}`,
    cells: [
      toTextCell(label),
      toTextCell(bucket === "" ? name : `${name}, ${bucket}`),
      { kind: "day", day: fromDay },
      { kind: "day", day: toDay },
      receipts.toCell(accountId, told),
      receipts.toCell(accountId, now),
      toChange(now, told, "percent"),
      { kind: "instant", at: newTakenAt },
    ],
    target: toAnchor(accountId),
  };
}
