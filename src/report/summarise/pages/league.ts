import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { findEarlyDay, readDaily } from "../figures/daily.ts";
import { findFirstWeek, findHeldWeeks, isLastEarly } from "../figures/history.ts";
import type { RankedWeek } from "../figures/ranking.ts";
import { figureOf } from "../figures/roll-up.ts";
import type { Cell, Section, Table } from "../model/model.ts";
import { listFigureFields, ofRanked, toPlaceField, toTextField } from "../tables/account-fields.ts";
import { type Field, fillTable, listTotals, toField } from "../tables/field.ts";
import { toAnchor } from "./anchor.ts";
import type { PageData } from "./page-data.ts";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** One row an account, best first. */
export function buildLeague(data: PageData): Section {
  const text = data.write.words.league;
  const kpi = findKpi(data.sortBy);
  const { name, help } = data.write.kpi(data.sortBy);
  const accounts = data.write.plural(data.weeks.length, "account");
  const ranked = data.weeks.filter(({ current }) => isHeld(figureOf(kpi, current))).length;
  const part = ranked === data.weeks.length ? "" : text.unrankedToo(data.write.count(ranked), accounts);
  return {
    id: "league",
    title: text.title,
    lead: `${text.lead(name, help)}${part}`,
    blocks: [{ kind: "table", table: toTable(data) }],
  };
}

function toTable(data: PageData): Table {
  const text = data.write.words.league;
  const fields = listFields(data);
  return {
    id: "league",
    title: text.table,
    ...fillTable(fields, data.league, ({ week: { account } }) => ({
      key: account.accountId,
      target: toAnchor(account.accountId),
    })),
    totals: data.weeks.length > 1 ? listTotals(fields) : undefined,
    whenEmpty: text.empty,
    note: data.weeks.length > 1 ? text.note : undefined,
  };
}

function listFields(
  data: Pick<PageData, "frame" | "receipts" | "sortBy" | "weeks" | "write">,
): readonly Field<RankedWeek>[] {
  const { league: text, heads } = data.write.words;
  const { sortBy } = data;
  const trend = toTrend(data);
  const hasGroups = data.weeks.some(({ groups }) => groups.length > 0);
  return [
    toPlaceField(data, text),
    toTextField("account", heads.account, ({ week }) => toFullName(week), text.total),
    ...(hasGroups ? [toTextField<RankedWeek>("group", heads.group, ({ week }) => week.groups.join(", "))] : []),
    ...listFigureFields("league", data, { isShort: true, sortBy }).map(ofRanked),
    toField("spark", trend.label, "spark", ({ week }) => trend.draw(week), { help: trend.help }),
  ];
}

/** The small line of each row: the ranking figure week by week when enough weeks are held, else daily reach. */
interface Trend {
  readonly label: string;
  readonly help: string;
  draw(week: AccountWeek): Cell;
}

const LEAST_WEEKS = 4;

function toTrend({ weeks, frame, sortBy, write }: Pick<PageData, "frame" | "sortBy" | "weeks" | "write">): Trend {
  const text = write.words.league;
  const kpi = findKpi(sortBy);
  const { name } = write.kpi(sortBy);
  const first = findFirstWeek(findHeldWeeks(sortBy, weeks), LEAST_WEEKS);
  if (first === undefined) {
    const days = write.span(frame.chart);
    return {
      label: text.daily,
      help: text.spark(days),
      draw: (week) => ({
        kind: "spark",
        values: readDaily(week, "reach", frame.chart),
        provisionalFrom: findEarlyDay([week], "reach", frame.chart),
        alt: text.sparkAlt(week.label, days),
      }),
    };
  }
  const count = write.periods(frame.weeks.length - first);
  return {
    label: write.period.each(write.kpi(sortBy).short),
    help: write.period.spark(name, count),
    draw: ({ past, current, label }) => ({
      kind: "spark",
      provisionalFrom: isLastEarly(sortBy, [{ current }]) ? past.length - first - 1 : undefined,
      values: past.slice(first).map((period) => {
        const figure = figureOf(kpi, period);
        return isHeld(figure) ? figure.value : null;
      }),
      alt: write.period.sparkAlt(name, label, count),
    }),
  };
}

function toFullName({ label, account }: AccountWeek): string {
  if (label === `@${account.username}`) return label;
  // The first letters decide a line's direction: a name written from right to left would draw the handle's "@" to the
  // wrong side, so the handle goes first there.
  return RIGHT_TO_LEFT.test(label) ? `@${account.username} ${label}` : `${label} @${account.username}`;
}
