import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Group } from "../figures/groups.ts";
import { findHeldWeeks } from "../figures/history.ts";
import { rollUp } from "../figures/roll-up.ts";
import type { Block, Chart, Section } from "../model/model.ts";
import { toGroupTable } from "./group-table.ts";
import { toNetFollowers } from "./net-followers.ts";
import type { PageData } from "./page-data.ts";
import { toReachScatter } from "./reach-scatter.ts";
import { toWeekChart } from "./week-chart.ts";

/** The accounts by group; undefined with one account, which its own page tells. */
export function buildPortfolio(data: PageData): Section | undefined {
  const text = data.write.words.portfolio;
  const { weeks, write } = data;
  if (weeks.length < 2) return undefined;
  const groups = byViews(data.groups);
  const accounts = write.plural(weeks.length, "account");
  const [only] = groups;
  return {
    id: "portfolio",
    title: text.title,
    lead:
      groups.length === 1
        ? text.one(accounts, only?.name ?? "")
        : text.groups(accounts, write.plural(groups.length, "group")),
    blocks: [...drawWeeks(groups, data), ...toReachScatter(groups, data), ...tableOf(groups, data)],
  };
}

/** The most viewed first; accounts without a group stay last. */
function byViews(groups: readonly Group[]): readonly Group[] {
  const views = ({ weeks }: Group) => {
    const { figure } = rollUp(findKpi("views"), weeks);
    return isHeld(figure) ? figure.value : 0;
  };
  return groups.toSorted(
    (a, b) => Number(a.key === "ungrouped") - Number(b.key === "ungrouped") || views(b) - views(a),
  );
}

function drawWeeks(
  groups: readonly Group[],
  data: Pick<PageData, "annotations" | "frame" | "refusals" | "weeks" | "write">,
): readonly Block[] {
  const parts = drawParts(groups, data);
  const views = parts !== undefined && countHeld(data) < LONG_TERM ? undefined : toWeekChart("views", groups, data);
  const net = toNetFollowers(groups, data);
  if (views === undefined && parts === undefined && net.length === 0)
    return [{ kind: "text", paragraphs: [data.write.period.young] }];
  return [
    ...[parts, views].flatMap((chart) => (chart === undefined ? [] : [{ kind: "chart" as const, chart }])),
    ...net,
  ];
}

/** Fewer past periods than this tell less than the weeks or months of the period itself. */
const LONG_TERM = 4;

function countHeld({ weeks }: Pick<PageData, "weeks">): number {
  return findHeldWeeks("views", weeks).filter((one) => one).length;
}

/** A month by its weeks, a quarter by its months; undefined until two of them are held. */
function drawParts(
  groups: readonly Group[],
  data: Pick<PageData, "annotations" | "frame" | "refusals" | "weeks" | "write">,
): Chart | undefined {
  const { frame, weeks, write } = data;
  if (frame.parts.length === 0) return undefined;
  const byParts = new Map(weeks.map((week) => [week, { ...week, past: week.parts }]));
  const toParts = (some: readonly AccountWeek[]) => some.flatMap((week) => byParts.get(week) ?? []);
  const chart = toWeekChart(
    "views",
    groups.map((group) => ({ ...group, weeks: toParts(group.weeks) })),
    {
      ...data,
      frame: { ...frame, weeks: frame.parts },
      weeks: toParts(weeks),
      write: { ...write, ...write.ofParts() },
    },
  );
  return chart && { ...chart, id: "parts-views" };
}

function tableOf(groups: readonly Group[], data: Pick<PageData, "receipts" | "weeks" | "write">): readonly Block[] {
  return groups.length === 1 ? [] : [{ kind: "table", table: toGroupTable(groups, data) }];
}
