import { absent, combine, type Figure, listRated, type PlainFormula, type Post, sum } from "../../figures/index.ts";
import { addsUpOverAccounts, findKpi, type Kpi, listKpis } from "../../kpis/index.ts";
import { blank, toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Column, Row, Sheet } from "../model.ts";
import { type RankedWeek, rankWeeks } from "../ranking.ts";
import { combineAccounts, rollUp } from "../roll-up.ts";

/** One row an account with every key figure, best first. */
export function buildAccountsSheet(facts: Facts): Sheet {
  const text = facts.write.words.accountsSheet;
  const { weeks, sortBy, receipts } = facts;
  const total = (kpi: Kpi): Cell =>
    receipts.toCell(
      "all",
      combineAccounts(
        kpi,
        weeks.map(({ current }) => current),
      ),
    );
  return {
    id: "accounts",
    table: {
      id: "accounts",
      title: text.title,
      columns: listColumns(facts),
      rows: rankWeeks(weeks, findKpi(sortBy)).map((ranked) => toRow(ranked, facts)),
      totals:
        weeks.length < 2
          ? undefined
          : [
              blank,
              toTextCell(text.total),
              blank,
              blank,
              blank,
              ...toRatedCells(
                "all",
                facts.weeks.flatMap(({ current }) => current.posts),
                facts,
              ),
              ...listKpis("sheet").flatMap((kpi) => [
                addsUpOverAccounts(kpi) || kpi.ratio !== undefined ? total(kpi) : blank,
                ...(kpi.isCompared ? [blank] : []),
              ]),
            ],
      whenEmpty: text.empty,
      note: weeks.length < 2 ? undefined : text.note,
    },
  };
}

function listColumns({ sortBy, write }: Facts): readonly Column[] {
  const text = write.words.accountsSheet;
  const { heads } = write.words;
  const figures = listKpis("sheet").flatMap((kpi): readonly Column[] => {
    const { id, unit, ratio, isCompared } = kpi;
    const { name, help } = write.kpi(id);
    const column = {
      ...toColumn(id, name, unit, addsUpOverAccounts(kpi), help),
      isRanking: id === sortBy ? (true as const) : undefined,
    };
    const change = toColumn(`${id}Change`, text.change(name), "change", false, text.changeHelp);
    return [{ ...column, ratio }, ...(isCompared ? [change] : [])];
  });
  return [
    toColumn("rank", heads.place, "rank", false, text.rank),
    toColumn("account", heads.account, "text"),
    toColumn("username", heads.username, "text"),
    toColumn("accountId", heads.accountId, "id"),
    toColumn("group", heads.group, "text"),
    toColumn("ratedInteractions", text.ratedInteractions, "count", true, text.ratedHelp),
    toColumn("ratedReach", text.ratedReach, "accounts", false, text.ratedHelp),
    ...figures,
  ];
}

function toRow({ week, rank, move }: RankedWeek, facts: Facts): Row {
  const text = facts.write.words.accountsSheet;
  const { account, current, label, groups } = week;
  const { accountId, username } = account;
  const place: Cell = rank === undefined ? { kind: "absent", because: text.unranked } : { kind: "rank", rank, move };
  return {
    key: accountId,
    cells: [
      place,
      toTextCell(label),
      toTextCell(username),
      toTextCell(accountId),
      toTextCell(groups.join(", ")),
      ...toRatedCells(accountId, current.posts, facts),
      ...listKpis("sheet").flatMap((kpi) => [
        facts.receipts.toCell(accountId, kpi.compute(current)),
        ...(kpi.isCompared ? [facts.receipts.inWords(rollUp(kpi, [week]).change)] : []),
      ]),
    ],
  };
}

function toRatedCells(owner: string, posts: readonly Post[], { frame, receipts }: Facts): readonly Cell[] {
  const pairs = listRated(posts);
  const toFigure = (metric: string, code: PlainFormula, parts: readonly Figure[]): Figure =>
    pairs.length === 0
      ? absent(posts.length === 0 ? "no-posts" : "no-rated-post")
      : combine(parts, { metric, window: frame.span, formula: { code } }, sum);
  return [
    toFigure(
      "ratedInteractions",
      "rated-interactions",
      pairs.map(({ interactions }) => interactions),
    ),
    toFigure(
      "ratedReach",
      "rated-reach",
      pairs.map(({ reach }) => reach),
    ),
  ].map((figure) => receipts.toCell(owner, figure));
}
