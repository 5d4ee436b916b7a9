import { absent, combine, type Figure, listRated, type Post, sum } from "../../figures/index.ts";
import type { Kpi } from "../../kpis/index.ts";
import type { RankedWeek } from "../figures/ranking.ts";
import { rollUp, totalOf } from "../figures/roll-up.ts";
import { toTextCell } from "../model/cells.ts";
import type { Cell, Sheet } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";
import { listFigureFields, ofRanked, toPlaceField, toTextField } from "../tables/account-fields.ts";
import { type Field, type FieldDetails, fillTable, listTotals, toField } from "../tables/field.ts";

type AccountField = Field<RankedWeek>;

/** One row an account with every key figure, best first. */
export function buildAccountsSheet(data: PageData): Sheet {
  const text = data.write.words.accountsSheet;
  const { weeks } = data;
  const fields = listFields(data);
  return {
    id: "accounts",
    table: {
      id: "accounts",
      title: text.title,
      ...fillTable(fields, data.league, ({ week }) => ({ key: week.account.accountId })),
      totals: weeks.length < 2 ? undefined : listTotals(fields),
      whenEmpty: text.empty,
      note: weeks.length < 2 ? undefined : text.note,
    },
  };
}

function listFields(
  data: Pick<PageData, "frame" | "receipts" | "sortBy" | "weeks" | "write">,
): readonly AccountField[] {
  const { accountsSheet: text, heads } = data.write.words;
  const { sortBy } = data;
  const details = { help: text.ratedHelp };
  return [
    toPlaceField(data, text),
    toTextField("account", heads.account, ({ week }) => week.label, text.total),
    toTextField("username", heads.username, ({ week }) => week.account.username),
    toField("accountId", heads.accountId, "id", ({ week }) => toTextCell(week.account.accountId)),
    toTextField("group", heads.group, ({ week }) => week.groups.join(", ")),
    toRatedField("rated-interactions", text.ratedInteractions, { ...details, addsUp: true }, data),
    toRatedField("rated-reach", text.ratedReach, details, data),
    ...listFigureFields("sheet", data, { sortBy }).flatMap(({ kpi, ...figure }) => {
      const field = ofRanked(figure);
      const column = { ...field.column, ratio: kpi.ratio };
      // A quotient is formed anew over all.
      const shown: AccountField =
        kpi.ratio === undefined
          ? { ...field, column }
          : { ...field, column, total: () => data.receipts.toCell("all", totalOf(kpi, data.weeks)) };
      return kpi.isCompared === true ? [shown, toChangeField(kpi, data)] : [shown];
    }),
  ];
}

function toChangeField(kpi: Kpi, { receipts, write }: Pick<PageData, "receipts" | "write">): AccountField {
  const text = write.words.accountsSheet;
  const change = ({ week }: RankedWeek): Cell => receipts.inWords(rollUp(kpi, [week]).change);
  const { name } = write.kpi(kpi.id);
  return toField(`${kpi.id}Change`, text.change(name), "change", change, { help: text.changeHelp });
}

/** What the engagement rate is made of. */
function toRatedField(
  code: "rated-interactions" | "rated-reach",
  label: string,
  details: FieldDetails,
  { weeks, frame, receipts }: Pick<PageData, "frame" | "receipts" | "weeks">,
): AccountField {
  const [key, what, unit] =
    code === "rated-reach"
      ? (["ratedReach", "reach", "accounts"] as const)
      : (["ratedInteractions", "interactions", "count"] as const);
  const cell = (owner: string, posts: readonly Post[]): Cell => {
    const parts: readonly Figure[] = listRated(posts).map((pair) => pair[what]);
    return receipts.toCell(
      owner,
      parts.length === 0
        ? absent(posts.length === 0 ? "no-posts" : "no-rated-post")
        : combine(parts, { metric: key, window: frame.span, formula: { code } }, sum),
    );
  };
  return {
    ...toField(key, label, unit, ({ week }) => cell(week.account.accountId, week.current.posts), details),
    total: () =>
      cell(
        "all",
        weeks.flatMap(({ current }) => current.posts),
      ),
  };
}
