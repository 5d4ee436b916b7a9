import { type AccountWeek, type Figure, isHeld, newest } from "../../figures/index.ts";
import { addsUpOverAccounts, findKpi, listKpis } from "../../kpis/index.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Group } from "../groups.ts";
import { findHeldWeeks, isLastEarly, overWeeks } from "../history.ts";
import type { Cell, Row, Table } from "../model.ts";
import { combineAccounts, rollUp } from "../roll-up.ts";
import { MOST_GROUP_BARS } from "./net-followers.ts";

/** One row a group; totals only where a sum is true. */
export function toGroupTable(groups: readonly Group[], facts: Facts): Table {
  const text = facts.write.words.groupTable;
  const { write } = facts;
  const { heads } = write.words;
  const held = findHeldWeeks("views", facts.weeks);
  // With few groups the net followers have a drawing of their own (net-followers.ts).
  const longestNet = groups.length > MOST_GROUP_BARS ? findLongestNet(groups) : undefined;
  const hasSparks = held.filter((isHeld) => isHeld).length > 1;
  return {
    id: "groups",
    title: text.title,
    columns: [
      toColumn("group", heads.group, "text"),
      toColumn("accounts", heads.accounts, "count", true),
      ...listKpis("groups").map((kpi) => {
        const { short, help } = write.kpi(kpi.id);
        const [label, about] = kpi.id === "reach" ? [write.words.short.reachSummed, text.reach] : [short, help];
        return toColumn(kpi.id, label, kpi.unit, addsUpOverAccounts(kpi), about);
      }),
      toColumn("change", heads.viewsChange, "change", false, text.change),
      ...(hasSparks ? [toColumn("spark", write.period.views, "spark", false, write.period.groupSpark)] : []),
    ],
    rows: groups.map((group) => toRow(group, hasSparks ? held : undefined, longestNet, facts)),
    totals: listTotals(hasSparks, facts),
    whenEmpty: text.empty,
    note: facts.weeks.some((week) => week.groups.length > 1) ? `${text.note} ${text.several}` : text.note,
  };
}

function countAccounts(weeks: readonly AccountWeek[]): Figure {
  const takenAt = newest(weeks.map(({ account }) => account.takenAt));
  const formula = { code: "accounts-of-group" } as const;
  return { kind: "held", value: weeks.length, metric: "accounts", window: null, takenAt, formula, provisional: false };
}

function findLongestNet(groups: readonly Group[]): number {
  const nets = groups.map(({ weeks }) => rollUp(findKpi("netFollowers"), weeks).figure).filter(isHeld);
  return Math.max(1, ...nets.map(({ value }) => Math.abs(value)));
}

function toRow(
  { key, name, weeks }: Group,
  held: readonly boolean[] | undefined,
  longestNet: number | undefined,
  { receipts, write }: Facts,
): Row {
  const figures = listKpis("groups").map((kpi): Cell => {
    const { figure } = rollUp(kpi, weeks);
    const cell = receipts.toCell(key, figure);
    if (kpi.id !== "netFollowers" || longestNet === undefined || cell.kind !== "value") return cell;
    return { ...cell, kind: "bar", length: cell.value / longestNet, as: "difference" };
  });
  const row = held === undefined ? undefined : overWeeks("views", weeks, held);
  const first = held?.indexOf(true) ?? 0;
  const values = row?.values.slice(first) ?? [];
  const provisionalFrom = isLastEarly("views", weeks) ? values.length - 1 : undefined;
  const spark: readonly Cell[] =
    held === undefined ? [] : [{ kind: "spark", values, provisionalFrom, alt: write.period.groupSparkAlt(name) }];
  return {
    key,
    cells: [
      toTextCell(name),
      receipts.toCell(key, countAccounts(weeks)),
      ...figures,
      receipts.inWords(rollUp(findKpi("views"), weeks).change),
      ...spark,
    ],
  };
}

function listTotals(hasSparks: boolean, { weeks, receipts, write }: Facts): readonly Cell[] {
  const text = write.words.groupTable;
  const periods = weeks.map(({ current }) => current);
  const figures = listKpis("groups").map((kpi) =>
    addsUpOverAccounts(kpi) ? receipts.toCell("all", combineAccounts(kpi, periods)) : blank,
  );
  return [
    toTextCell(text.total),
    receipts.toCell("all", countAccounts(weeks)),
    ...figures,
    receipts.inWords(rollUp(findKpi("views"), weeks).change),
    ...(hasSparks ? [blank] : []),
  ];
}
