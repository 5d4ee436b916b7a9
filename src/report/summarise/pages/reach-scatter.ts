import { type AccountWeek, isHeld, median } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Group } from "../figures/groups.ts";
import { figureOf } from "../figures/roll-up.ts";
import type { Block, Scatter } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

/** Fewer points make no cloud. */
const LEAST_POINTS = 4;
const MOST_KINDS = 5;
/** Small portfolios bear all their names. */
const ALL_NAMED = 8;
const MOST_NAMED = 8;
const MOST_TOLD = 8;

interface Point {
  readonly week: AccountWeek;
  readonly group: number;
  readonly x: number;
  readonly y: number;
}

/** Every account by reach rate and engagement rate, the outliers named. Nothing with fewer than four. */
export function toReachScatter(
  all: readonly Group[],
  { write, weeks }: Pick<PageData, "weeks" | "write">,
): readonly Block[] {
  const text = write.words.reachScatter;
  // The groups with the most accounts keep their own sign; the legend follows their size.
  const groups = all.toSorted((a, b) => b.weeks.length - a.weeks.length);
  const kinds = groups.length <= MOST_KINDS ? groups.length : MOST_KINDS - 1;
  const points = groups.flatMap(({ weeks: members }, at) =>
    members.flatMap((week) => toPoint(week, Math.min(at, kinds)) ?? []),
  );
  if (points.length < LEAST_POINTS) return [];
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const medians = { x: median(xs) ?? 0, y: median(ys) ?? 0, label: text.median };
  const named = findOutliers(points, medians);
  const names = groups.slice(0, kinds).map(({ name }) => name);
  const left = weeks.length - points.length;
  const scatter: Scatter = {
    id: "reach-rate",
    title: text.title,
    x: { label: text.x, unit: "percent" },
    y: { label: text.y, unit: "percent" },
    groups: groups.length === 1 ? [] : kinds < groups.length ? [...names, text.rest] : names,
    points: points.map(({ week, group, x, y }) => ({ label: week.label, x, y, group, isNamed: named.has(week) })),
    medians,
    note: text.note(left === 0 ? "" : text.lacking(write.plural(left, "account"))) + tellUnnamed(points, named, write),
    alt: text.alt(write.plural(points.length, "account"), [...named].map(({ label }) => label).join(", ")),
  };
  return [{ kind: "scatter", scatter }];
}

/** Who has no name in the drawing, by reach rate; of many the league tells each. */
function tellUnnamed(points: readonly Point[], named: ReadonlySet<AccountWeek>, write: Writer): string {
  const others = points.filter(({ week }) => !named.has(week)).toSorted((a, b) => b.x - a.x);
  if (others.length === 0 || others.length > MOST_TOLD) return "";
  // A mark after the name: digits behind one that is written from right to left would run on with it.
  const told = others.map(({ week, x, y }) => `${week.label}\u200e (${write.percent(x)}, ${write.percent(y)})`);
  return write.words.reachScatter.unnamed(told.join("; "));
}

function toPoint(week: AccountWeek, group: number): Point | undefined {
  const [reach, followers, rate] = (["reach", "followers", "engagementRate"] as const).map((id) =>
    figureOf(findKpi(id), week.current),
  );
  if (reach === undefined || followers === undefined || rate === undefined) return undefined;
  if (!isHeld(reach) || !isHeld(followers) || !isHeld(rate) || followers.value === 0) return undefined;
  return { week, group, x: reach.value / followers.value, y: rate.value };
}

/** Those furthest from the middle, each figure measured by its own median distance: one giant does not hide the rest. */
function findOutliers(
  points: readonly Point[],
  medians: { readonly x: number; readonly y: number },
): ReadonlySet<AccountWeek> {
  const scaleX = median(points.map(({ x }) => Math.abs(x - medians.x))) || 1;
  const scaleY = median(points.map(({ y }) => Math.abs(y - medians.y))) || 1;
  const distance = ({ x, y }: Point) => Math.hypot((x - medians.x) / scaleX, (y - medians.y) / scaleY);
  const count = points.length <= ALL_NAMED ? points.length : MOST_NAMED;
  return new Set(
    points
      .toSorted((a, b) => distance(b) - distance(a))
      .slice(0, count)
      .map(({ week }) => week),
  );
}
