import { type AccountWeek, isHeld } from "../../figures/index.ts";
import { addsUpOverAccounts, findKpi, listKpis } from "../../kpis/index.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import { findEarlyDay, readDaily } from "../daily.ts";
import type { Facts } from "../facts.ts";
import { findFirstWeek, findHeldWeeks, isLastEarly } from "../history.ts";
import type { Cell, Column, Row, Section, Table } from "../model.ts";
import { type RankedWeek, rankWeeks } from "../ranking.ts";
import { figureOf } from "../roll-up.ts";
import { toAnchor } from "./anchor.ts";
import { totalOf } from "./tile.ts";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** One row an account, best first. */
export function buildLeague(facts: Facts): Section {
  const text = facts.write.words.league;
  const kpi = findKpi(facts.sortBy);
  const { name, help } = facts.write.kpi(facts.sortBy);
  const accounts = facts.write.plural(facts.weeks.length, "account");
  const ranked = facts.weeks.filter(({ current }) => isHeld(figureOf(kpi, current))).length;
  const part = ranked === facts.weeks.length ? "" : text.unrankedToo(facts.write.count(ranked), accounts);
  return {
    id: "league",
    title: text.title,
    lead: `${text.lead(name, help)}${part}`,
    blocks: [{ kind: "table", table: toTable(facts) }],
  };
}

function toTable(facts: Facts): Table {
  const text = facts.write.words.league;
  const hasGroups = facts.weeks.some(({ groups }) => groups.length > 0);
  const trend = toTrend(facts);
  return {
    id: "league",
    title: text.table,
    columns: listColumns(hasGroups, trend, facts),
    rows: rankWeeks(facts.weeks, findKpi(facts.sortBy)).map((ranked) => toRow(ranked, hasGroups, trend, facts)),
    totals: facts.weeks.length > 1 ? listTotals(facts, hasGroups) : undefined,
    whenEmpty: text.empty,
    note: facts.weeks.length > 1 ? text.note : undefined,
  };
}

function listColumns(hasGroups: boolean, trend: Trend, { sortBy, write }: Facts): readonly Column[] {
  const text = write.words.league;
  const { heads } = write.words;
  return [
    toColumn("rank", heads.place, "rank", false, text.rank),
    toColumn("account", heads.account, "text"),
    ...(hasGroups ? [toColumn("group", heads.group, "text")] : []),
    ...listKpis("league").map((kpi) => {
      const { short, help } = write.kpi(kpi.id);
      const column = toColumn(kpi.id, short, kpi.unit, addsUpOverAccounts(kpi), help);
      return kpi.id === sortBy ? { ...column, isRanking: true as const } : column;
    }),
    toColumn("spark", trend.label, "spark", false, trend.help),
  ];
}

/** The small line of each row: the ranking figure week by week when enough weeks are held, else daily reach. */
interface Trend {
  readonly label: string;
  readonly help: string;
  draw(week: AccountWeek): Cell;
}

const LEAST_WEEKS = 4;

function toTrend({ weeks, frame, sortBy, write }: Facts): Trend {
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

function toRow({ week, rank, move }: RankedWeek, hasGroups: boolean, trend: Trend, { receipts, write }: Facts): Row {
  const text = write.words.league;
  const { accountId } = week.account;
  const figures = listKpis("league").map((one) => receipts.toCell(accountId, one.compute(week.current)));
  const place: Cell = rank === undefined ? { kind: "absent", because: text.unranked } : { kind: "rank", rank, move };
  return {
    key: accountId,
    cells: [
      place,
      toTextCell(toFullName(week)),
      ...(hasGroups ? [toTextCell(week.groups.join(", "))] : []),
      ...figures,
      trend.draw(week),
    ],
    target: toAnchor(accountId),
  };
}

function toFullName({ label, account }: AccountWeek): string {
  if (label === `@${account.username}`) return label;
  // The first letters decide a line's direction: a name written from right to left would draw the handle's "@" to the
  // wrong side, so the handle goes first there.
  return RIGHT_TO_LEFT.test(label) ? `@${account.username} ${label}` : `${label} @${account.username}`;
}

function listTotals({ weeks, receipts, write }: Facts, hasGroups: boolean): readonly Cell[] {
  const text = write.words.league;
  const figures = listKpis("league").map((kpi) =>
    addsUpOverAccounts(kpi) ? receipts.toCell("all", totalOf(kpi, weeks)) : blank,
  );
  return [blank, toTextCell(text.total), ...(hasGroups ? [blank] : []), ...figures, blank];
}
