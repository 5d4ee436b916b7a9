import { isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Group } from "../figures/groups.ts";
import { findHeldWeeks } from "../figures/history.ts";
import { figureOf, rollUp } from "../figures/roll-up.ts";
import { byFigure } from "../model/cells.ts";
import type { Bars, Block } from "../model/model.ts";
import type { PageData } from "./page-data.ts";
import { toWeekChart } from "./week-chart.ts";

/** More groups have their bars in the table of groups, where the page has room for them. */
export const MOST_GROUP_BARS = 5;
/** With more accounts than this, a bar each says less than the weeks do. */
const MOST_BARS = 12;
/** Fewer weeks are no history yet; the ends of the list say more. */
const LEAST_WEEKS = 4;
const ENDS = 5;

/** Who won and who lost followers: by group, else by account, else the weeks of all together. */
export function toNetFollowers(
  groups: readonly Group[],
  data: Pick<PageData, "annotations" | "frame" | "refusals" | "weeks" | "write">,
): readonly Block[] {
  const text = data.write.words.netFollowers;
  if (groups.length > MOST_GROUP_BARS) return [];
  if (groups.length > 1) {
    const rows = groups.map(({ name, weeks }) => ({ name, figure: rollUp(findKpi("netFollowers"), weeks).figure }));
    return toBars(text.groups, rows, data);
  }
  const kpi = findKpi("netFollowers");
  const rows = data.weeks.map(({ label, current }) => ({ name: label, figure: figureOf(kpi, current) }));
  if (data.weeks.length <= MOST_BARS) return toBars(text.accounts, rows, data);
  const held = findHeldWeeks("netFollowers", data.weeks).filter((isHeld) => isHeld).length;
  const chart = held < LEAST_WEEKS ? undefined : toWeekChart("netFollowers", groups, data);
  if (chart !== undefined) return [{ kind: "chart", chart }];
  const known = rows.filter(({ figure }) => isHeld(figure)).sort((a, b) => byFigure(a.figure, b.figure));
  const ends = known.length <= 2 * ENDS ? known : [...known.slice(0, ENDS), ...known.slice(-ENDS)];
  return toBars(text.ends, ends, data);
}

function toBars(
  title: string,
  named: readonly { readonly name: string; readonly figure: ReturnType<typeof figureOf> }[],
  { weeks, write }: Pick<PageData, "weeks" | "write">,
): readonly Block[] {
  const text = write.words.netFollowers;
  const rows = named
    .flatMap(({ name, figure }) => (isHeld(figure) ? [{ label: name, value: figure.value }] : []))
    .sort((a, b) => b.value - a.value);
  if (rows.length === 0) return [];
  const kpi = findKpi("netFollowers");
  const lacking = weeks.filter(({ current }) => !isHeld(figureOf(kpi, current))).length;
  const bars: Bars = {
    id: "net-followers",
    title,
    unit: "count",
    isSigned: true,
    rows,
    note: lacking === 0 ? undefined : text.lacking(write.plural(lacking, "account")),
    alt: text.alt(title, rows.map(({ label, value }) => `${label} ${write.count(value)}`).join(", ")),
  };
  return [{ kind: "bars", bars }];
}
