import { type AccountWeek, type Figure, isHeld, newest } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Group } from "../figures/groups.ts";
import { findHeldWeeks, isLastEarly, overWeeks } from "../figures/history.ts";
import { rollUp } from "../figures/roll-up.ts";
import type { Cell, Table } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import { listFigureFields, toTextField } from "../tables/account-fields.ts";
import { type Field, fillTable, listTotals, toField } from "../tables/field.ts";
import { MOST_GROUP_BARS } from "./net-followers.ts";
import type { PageData } from "./page-data.ts";

/** One row a group; totals only where a sum is true. */
export function toGroupTable(groups: readonly Group[], data: Pick<PageData, "receipts" | "weeks" | "write">): Table {
  const text = data.write.words.groupTable;
  const fields = listFields(groups, data);
  return {
    id: "groups",
    title: text.title,
    ...fillTable(fields, groups, ({ key }) => ({ key })),
    totals: listTotals(fields),
    whenEmpty: text.empty,
    note: data.weeks.some((week) => week.groups.length > 1) ? `${text.note} ${text.several}` : text.note,
  };
}

function listFields(
  groups: readonly Group[],
  data: Pick<PageData, "receipts" | "weeks" | "write">,
): readonly Field<Group>[] {
  const { weeks, receipts, write } = data;
  const { groupTable: text, heads, short } = write.words;
  const held = findHeldWeeks("views", weeks);
  // With few groups the net followers have a drawing of their own (net-followers.ts).
  const longestNet = groups.length > MOST_GROUP_BARS ? findLongestNet(groups) : undefined;
  const countOf = (owner: string, some: readonly AccountWeek[]) => receipts.toCell(owner, countAccounts(some));
  const changeOf = (some: readonly AccountWeek[]) => receipts.inWords(rollUp(findKpi("views"), some).change);
  return [
    toTextField("group", heads.group, ({ name }) => name, text.total),
    {
      ...toField<Group>("accounts", heads.accounts, "count", ({ key, weeks: some }) => countOf(key, some), {
        addsUp: true,
      }),
      total: () => countOf("all", weeks),
    },
    ...listFigureFields("groups", data, { isShort: true }).map(({ kpi, column, cell, ...field }): Field<Group> => {
      const summed = kpi.id === "reach" ? { label: short.reachSummed, help: text.reach } : {};
      const longest = kpi.id === "netFollowers" ? longestNet : undefined;
      return {
        ...field,
        column: { ...column, ...summed },
        cell: ({ key, weeks: some }) => toBar(cell({ owner: key, weeks: some }), longest),
      };
    }),
    {
      ...toField<Group>("change", heads.viewsChange, "change", ({ weeks: some }) => changeOf(some), {
        help: text.change,
      }),
      total: () => changeOf(weeks),
    },
    ...(held.filter((isHeld) => isHeld).length > 1
      ? [
          toField<Group>("spark", write.period.views, "spark", (group) => toSpark(group, held, write), {
            help: write.period.groupSpark,
          }),
        ]
      : []),
  ];
}

function toBar(cell: Cell, longest: number | undefined): Cell {
  if (longest === undefined || cell.kind !== "value") return cell;
  return { ...cell, kind: "bar", length: cell.value / longest, as: "difference" };
}

function toSpark({ name, weeks }: Group, held: readonly boolean[], write: Writer): Cell {
  const values = overWeeks("views", weeks, held)?.values.slice(held.indexOf(true)) ?? [];
  const provisionalFrom = isLastEarly("views", weeks) ? values.length - 1 : undefined;
  return { kind: "spark", values, provisionalFrom, alt: write.period.groupSparkAlt(name) };
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
