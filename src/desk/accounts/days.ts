// An account's days, drawn as the report draws them: a picture of its own, which costs more than all else on the page.
import {
  type AccountRecord,
  addDays,
  type DayPoint,
  type DaySpan,
  listDays,
  type MediaRecord,
  toDayInZone,
} from "../../dataset/index.ts";
import { createFormatter, loadCharts } from "../../report/render/index.ts";
import { type Chart, createWriter, type Writer } from "../../report/summarise/index.ts";
import { toLine } from "../comments/words.ts";
import type { DeskPorts } from "../ports.ts";
import { LOCALE } from "../words.ts";
import { toLastWeek, WEEKS } from "./list.ts";

/** For a page beside the navigation, for one with little room beside it, and for a telephone. */
export const CHART_SIZES = {
  wide: { width: 880, height: 220 },
  middle: { width: 600, height: 210 },
  narrow: { width: 360, height: 200 },
} as const;

export interface AccountDays {
  readonly account: AccountRecord;
  readonly span: DaySpan;
  readonly days: readonly DayPoint[];
  readonly media: readonly MediaRecord[];
  /** Bounds of what was read of posts. */
  readonly from: string;
  readonly to: string;
}

/** What is held of the thirteen weeks up to the last that is over. */
export async function readDays(account: AccountRecord, ports: DeskPorts, now: Date): Promise<AccountDays> {
  const { accountId } = account;
  const week = toLastWeek(ports, now);
  const span = { from: addDays(week.to, 1 - 7 * WEEKS), to: week.to };
  // A day of margin: which day a post belongs to is decided by the zone.
  const [from, to] = [`${addDays(span.from, -1)}T00:00:00.000Z`, now.toISOString()];
  const { read } = ports.store;
  return {
    account,
    span,
    days: await read.days(accountId, span),
    media: await read.media(accountId, from, to),
    from,
    to,
  };
}

/** The chart in words. */
export function describeDays({ span, days, media }: AccountDays, write: Writer): string {
  const reach = days.flatMap(({ metric, value }) => (metric === "reach" ? [value] : []));
  const most = write.count(reach.length === 0 ? 0 : Math.max(...reach));
  return `${write.span(span)}: reach is held for ${reach.length} of ${listDays(span).length} days, at most ${most} a day; ${write.plural(media.length, "post")}.`;
}

/** SVG that stands alone, with inks of its own for light and dark. */
export async function drawDays(
  shown: AccountDays,
  { settings }: Pick<DeskPorts, "settings">,
  size: keyof typeof CHART_SIZES,
): Promise<string> {
  const { account, span, days, media } = shown;
  const { timeZone } = settings.period;
  const labels = listDays(span);
  const values = (metric: string) => {
    const held = new Map(days.flatMap((point) => (point.metric === metric ? [[point.day, point.value] as const] : [])));
    return labels.map((day) => held.get(day) ?? null);
  };
  const chart: Chart = {
    id: `days-${account.accountId}`,
    title: `Reach and new followers a day of @${account.username}`,
    labels,
    labelUnit: "day",
    series: [
      { name: "Reach", unit: "count", draw: "line", values: values("reach"), axis: "left" },
      { name: "New followers", unit: "count", draw: "line", values: values("follower_count"), axis: "right" },
    ],
    marks: media.flatMap(({ publishedAt, caption }) => {
      const at = labels.indexOf(toDayInZone(new Date(publishedAt), timeZone));
      return at === -1 ? [] : [{ at, label: toLine(caption, 40) }];
    }),
    alt: describeDays(shown, createWriter(LOCALE, timeZone)),
  };
  const { toChartSvg } = await loadCharts();
  const svg = toChartSvg(chart, createFormatter(LOCALE, timeZone), CHART_SIZES[size]);
  return svg.replace("<title", () => `${INKS}<title`);
}

/** A picture knows nothing of the page it stands on; its inks are the desk's. */
const INKS = `<style>${toInks("#646b78,#e4e6ea,#eef0f4,#ffffff,#0b57e3,#b45309")}@media(prefers-color-scheme:dark){${toInks("#959cab,#2a2e36,#1f232a,#14161a,#8ab4ff,#f0a860")}}text{font-family:Inter,system-ui,sans-serif}</style>`;

function toInks(colours: string): string {
  const [ink, grid, wash, page, first, second] = colours.split(",");
  return `svg{--chart-ink:${ink};--chart-grid:${grid};--chart-wash:${wash};--page:${page};--series-1:${first};--series-2:${second}}`;
}
