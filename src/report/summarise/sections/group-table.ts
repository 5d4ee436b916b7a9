import { blank, toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Group } from "../groups.ts";
import { findHeldWeeks, overWeeks } from "../history.ts";
import { findKpi, type KpiId } from "../kpis.ts";
import type { Cell, Row, Table } from "../model.ts";
import { combineAccounts, rollUp } from "../roll-up.ts";

const FIGURES: readonly { readonly id: KpiId; readonly label: string; readonly addsUp: boolean }[] = [
  { id: "followers", label: "Followers", addsUp: true },
  { id: "netFollowers", label: "Net", addsUp: true },
  { id: "reach", label: "Reach, summed", addsUp: false },
  { id: "views", label: "Views", addsUp: true },
  { id: "interactions", label: "Interactions", addsUp: true },
  { id: "engagementRate", label: "ER", addsUp: false },
  { id: "posts", label: "Posts", addsUp: true },
];

const text = {
  title: "Groups",
  reach: "Unique reach, sum over accounts; people may overlap.",
  change: "Views against the period before, over the accounts that have both.",
  spark: "Views a week, as many weeks as are held.",
  sparkAlt: (group: string) => `Views a week of ${group}`,
  total: "Total",
  empty: "No group has an account in this report.",
  note: "Reach is a sum over accounts; people may overlap, so it has no total. The rate of a group is formed anew from its posts. Totals cover the accounts that have the figure.",
};

/** One row a group; totals only where a sum is true. */
export function toGroupTable(groups: readonly Group[], facts: Facts): Table {
  const held = findHeldWeeks("views", facts.weeks);
  const hasSparks = held.filter((isHeld) => isHeld).length > 1;
  return {
    id: "groups",
    title: text.title,
    columns: [
      toColumn("group", "Group", "text"),
      toColumn("accounts", "Accounts", "count", true),
      ...FIGURES.map(({ id, label, addsUp }) =>
        toColumn(id, label, findKpi(id).unit, addsUp, id === "reach" ? text.reach : findKpi(id).help),
      ),
      toColumn("change", "Views ±", "change", false, text.change),
      ...(hasSparks ? [toColumn("spark", "Views a week", "spark", false, text.spark)] : []),
    ],
    rows: groups.map((group) => toRow(group, hasSparks ? held : undefined, facts)),
    totals: listTotals(hasSparks, facts),
    whenEmpty: text.empty,
    note: text.note,
  };
}

function toRow({ key, name, weeks }: Group, held: readonly boolean[] | undefined, { receipts }: Facts): Row {
  const figures = FIGURES.map(({ id }) => receipts.toCell(key, rollUp(findKpi(id), weeks).figure));
  const row = held === undefined ? undefined : overWeeks("views", weeks, held);
  const first = held?.indexOf(true) ?? 0;
  const spark: readonly Cell[] =
    held === undefined ? [] : [{ kind: "spark", values: row?.values.slice(first) ?? [], alt: text.sparkAlt(name) }];
  return {
    key,
    // Counted from the configuration itself, which is its own receipt.
    cells: [
      toTextCell(name),
      { kind: "value", value: weeks.length },
      ...figures,
      rollUp(findKpi("views"), weeks).change,
      ...spark,
    ],
  };
}

function listTotals(hasSparks: boolean, { weeks, receipts }: Facts): readonly Cell[] {
  const periods = weeks.map(({ current }) => current);
  const figures = FIGURES.map(({ id, addsUp }) =>
    addsUp ? receipts.toCell("all", combineAccounts(findKpi(id), periods)) : blank,
  );
  return [
    toTextCell(text.total),
    { kind: "value", value: weeks.length },
    ...figures,
    rollUp(findKpi("views"), weeks).change,
    ...(hasSparks ? [blank] : []),
  ];
}
