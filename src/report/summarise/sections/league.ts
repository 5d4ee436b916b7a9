import type { AccountWeek } from "../../figures/index.ts";
import { isHeld } from "../../figures/index.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import { findEarlyDay, readDaily } from "../daily.ts";
import type { Facts, SortKey } from "../facts.ts";
import { findFirstWeek, findHeldWeeks, isLastEarly } from "../history.ts";
import { findKpi } from "../kpis.ts";
import type { Cell, Column, Row, Section, Table } from "../model.ts";
import { type RankedWeek, rankWeeks } from "../ranking.ts";
import { figureOf } from "../roll-up.ts";
import { toAnchor } from "./anchor.ts";
import { totalOf } from "./tile.ts";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

const FIGURES: readonly { readonly id: SortKey | "posts"; readonly addsUp: boolean }[] = [
  { id: "followers", addsUp: true },
  { id: "netFollowers", addsUp: true },
  { id: "reach", addsUp: false },
  { id: "views", addsUp: true },
  { id: "interactions", addsUp: true },
  { id: "engagementRate", addsUp: false },
  { id: "posts", addsUp: true },
];

/** One row an account, best first. */
export function buildLeague(facts: Facts): Section {
  const text = facts.write.words.league;
  const kpi = findKpi(facts.sortBy);
  const { name, help } = facts.write.words.kpis[facts.sortBy];
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
  const { heads, kpis, short } = write.words;
  return [
    toColumn("rank", heads.place, "rank", false, text.rank),
    toColumn("account", heads.account, "text"),
    ...(hasGroups ? [toColumn("group", heads.group, "text")] : []),
    ...FIGURES.map(({ id, addsUp }) => {
      const column = toColumn(id, short[id], findKpi(id).unit, addsUp, kpis[id].help);
      return id === sortBy ? { ...column, isRanking: true as const } : column;
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
  const { name } = write.words.kpis[sortBy];
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
    label: write.period.each(write.words.short[sortBy]),
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
  const figures = FIGURES.map(({ id }) => receipts.toCell(accountId, findKpi(id).compute(week.current)));
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
  const figures = FIGURES.map(({ id, addsUp }) => (addsUp ? receipts.toCell("all", totalOf(id, weeks)) : blank));
  return [blank, toTextCell(text.total), ...(hasGroups ? [blank] : []), ...figures, blank];
}
