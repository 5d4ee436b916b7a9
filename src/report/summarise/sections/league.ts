import type { AccountWeek } from "../account-week.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import { readDaily } from "../daily.ts";
import type { Facts } from "../facts.ts";
import { isHeld } from "../figure.ts";
import { findFirstWeek, findHeldWeeks } from "../history.ts";
import { findKpi, type KpiId } from "../kpis.ts";
import type { Cell, Column, Row, Section, Table } from "../model.ts";
import { type RankedWeek, rankWeeks } from "../ranking.ts";
import { figureOf } from "../roll-up.ts";
import { plural } from "../writer.ts";
import { toAnchor } from "./anchor.ts";
import { totalOf } from "./tile.ts";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

const FIGURES: readonly { readonly id: KpiId; readonly label: string; readonly addsUp: boolean }[] = [
  { id: "followers", label: "Followers", addsUp: true },
  { id: "netFollowers", label: "Net", addsUp: true },
  { id: "reach", label: "Reach", addsUp: false },
  { id: "views", label: "Views", addsUp: true },
  { id: "interactions", label: "Interactions", addsUp: true },
  { id: "engagementRate", label: "ER", addsUp: false },
  { id: "posts", label: "Posts", addsUp: true },
];

const text = {
  title: "League table",
  table: "Accounts",
  lead: (by: string, help: string) => `Ranked by ${by}. ${help}`,
  unrankedToo: (ranked: string, accounts: string) => ` ${ranked} of ${accounts} have it.`,
  rank: "Rank; the arrow tells places won or lost among the accounts ranked in both periods.",
  daily: "Daily reach",
  spark: "Daily reach of the last four weeks.",
  sparkAlt: (account: string) => `Daily reach of ${account} over four weeks`,
  weekly: (what: string) => `${what} a week`,
  weekSpark: (what: string, weeks: string) => `${what} in the last ${weeks} weeks.`,
  weekSparkAlt: (what: string, account: string, weeks: string) => `${what} of ${account} in the last ${weeks} weeks`,
  unranked: "not ranked",
  total: "Total",
  empty: "No account is in this report.",
  note: "Totals cover the accounts that have the figure. Reach and rates have none: people may overlap, and rates do not add up.",
};

/** One row an account, best first. */
export function buildLeague(facts: Facts): Section {
  const kpi = findKpi(facts.sortBy);
  const accounts = plural(facts.weeks.length, "account", "accounts", facts.write);
  const ranked = facts.weeks.filter(({ current }) => isHeld(figureOf(kpi, current))).length;
  const part = ranked === facts.weeks.length ? "" : text.unrankedToo(facts.write.count(ranked), accounts);
  return {
    id: "league",
    title: text.title,
    lead: `${text.lead(kpi.name.toLowerCase(), kpi.help)}${part}`,
    blocks: [{ kind: "table", table: toTable(facts) }],
  };
}

function toTable(facts: Facts): Table {
  const hasGroups = facts.weeks.some(({ group }) => group !== undefined);
  const trend = toTrend(facts);
  return {
    id: "league",
    title: text.table,
    columns: listColumns(hasGroups, trend, facts.sortBy),
    rows: rankWeeks(facts.weeks, findKpi(facts.sortBy)).map((ranked) => toRow(ranked, hasGroups, trend, facts)),
    totals: facts.weeks.length > 1 ? listTotals(facts, hasGroups) : undefined,
    whenEmpty: text.empty,
    note: facts.weeks.length > 1 ? text.note : undefined,
  };
}

function listColumns(hasGroups: boolean, trend: Trend, sortBy: KpiId): readonly Column[] {
  return [
    toColumn("rank", "#", "rank", false, text.rank),
    toColumn("account", "Account", "text"),
    ...(hasGroups ? [toColumn("group", "Group", "text")] : []),
    ...FIGURES.map(({ id, label, addsUp }) => {
      const column = toColumn(id, label, findKpi(id).unit, addsUp, findKpi(id).help);
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
  const kpi = findKpi(sortBy);
  const first = findFirstWeek(findHeldWeeks(sortBy, weeks), LEAST_WEEKS);
  if (first === undefined) {
    return {
      label: text.daily,
      help: text.spark,
      draw: (week) => ({
        kind: "spark",
        values: readDaily(week, "reach", frame.chart),
        alt: text.sparkAlt(week.label),
      }),
    };
  }
  const count = write.count(frame.weeks.length - first);
  return {
    label: text.weekly(FIGURES.find(({ id }) => id === sortBy)?.label ?? kpi.name),
    help: text.weekSpark(kpi.name, count),
    draw: ({ past, label }) => ({
      kind: "spark",
      values: past.slice(first).map((period) => {
        const figure = figureOf(kpi, period);
        return isHeld(figure) ? figure.value : null;
      }),
      alt: text.weekSparkAlt(kpi.name, label, count),
    }),
  };
}

function toRow({ week, rank, move }: RankedWeek, hasGroups: boolean, trend: Trend, { receipts }: Facts): Row {
  const { accountId } = week.account;
  const figures = FIGURES.map(({ id }) => receipts.toCell(accountId, findKpi(id).compute(week.current)));
  const place: Cell = rank === undefined ? { kind: "absent", because: text.unranked } : { kind: "rank", rank, move };
  return {
    key: accountId,
    cells: [
      place,
      toTextCell(toFullName(week)),
      ...(hasGroups ? [toTextCell(week.group ?? "")] : []),
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

function listTotals({ weeks, receipts }: Facts, hasGroups: boolean): readonly Cell[] {
  const figures = FIGURES.map(({ id, addsUp }) => (addsUp ? receipts.toCell("all", totalOf(id, weeks)) : blank));
  return [blank, toTextCell(text.total), ...(hasGroups ? [blank] : []), ...figures, blank];
}
