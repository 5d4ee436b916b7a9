import type { AccountWeek } from "../account-week.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import { readDaily } from "../daily.ts";
import type { Facts } from "../facts.ts";
import { findKpi, type KpiId } from "../kpis.ts";
import type { Cell, Column, Row, Section, Table } from "../model.ts";
import { type RankedWeek, rankWeeks } from "../ranking.ts";
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
  lead: (accounts: string, by: string) => `${accounts} by ${by}.`,
  rank: "Rank; the arrow tells places won or lost among the accounts ranked in both periods.",
  spark: "Daily reach of the last four weeks.",
  sparkAlt: (account: string) => `Daily reach of ${account} over four weeks`,
  unranked: "not ranked",
  total: "Total",
  empty: "No account is in this report.",
  note: "Totals cover the accounts that have the figure. Reach and rates have none: people may overlap, and rates do not add up.",
};

/** One row an account, best first. */
export function buildLeague(facts: Facts): Section {
  const kpi = findKpi(facts.sortBy);
  const accounts = plural(facts.weeks.length, "account", "accounts", facts.write);
  return {
    id: "league",
    title: text.title,
    lead: text.lead(accounts, kpi.name.toLowerCase()),
    blocks: [{ kind: "table", table: toTable(facts) }],
  };
}

function toTable(facts: Facts): Table {
  const hasGroups = facts.weeks.some(({ group }) => group !== undefined);
  return {
    id: "league",
    title: text.table,
    columns: listColumns(hasGroups),
    rows: rankWeeks(facts.weeks, findKpi(facts.sortBy)).map((ranked) => toRow(ranked, hasGroups, facts)),
    totals: facts.weeks.length > 1 ? listTotals(facts, hasGroups) : undefined,
    whenEmpty: text.empty,
    note: facts.weeks.length > 1 ? text.note : undefined,
  };
}

function listColumns(hasGroups: boolean): readonly Column[] {
  return [
    toColumn("rank", "#", "rank", false, text.rank),
    toColumn("account", "Account", "text"),
    ...(hasGroups ? [toColumn("group", "Group", "text")] : []),
    ...FIGURES.map(({ id, label, addsUp }) => toColumn(id, label, findKpi(id).unit, addsUp, findKpi(id).help)),
    toColumn("spark", "Daily reach", "spark", false, text.spark),
  ];
}

function toRow({ week, rank, move }: RankedWeek, hasGroups: boolean, { frame, receipts }: Facts): Row {
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
      { kind: "spark", values: readDaily(week, "reach", frame.chart), alt: text.sparkAlt(week.label) },
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
