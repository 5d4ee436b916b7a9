import { ownValue } from "../../../shared/index.ts";
import { type AccountWeek, absent, type Figure, type Formula } from "../../figures/index.ts";
import { type Audience, type AudienceGroup, FOLLOWERS, splitAges, sumAudience } from "../figures/audience-groups.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Block, Cell, Row, Table } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

/** Whose snapshot a table is: an account's own, or all of them added up. */
export interface Owner {
  /** For ids and receipts: an account id or "all". */
  readonly id: string;
  readonly rows: number;
  note(audience: Audience): string | undefined;
}

const ROWS_OF_ACCOUNT = 5;

/** The newest demographic snapshot of an account in three small tables; nothing when none is held. */
export function listAudience(week: AccountWeek, data: Pick<PageData, "receipts" | "write">): readonly Block[] {
  const text = data.write.words.audience;
  const owner: Owner = {
    id: week.account.accountId,
    rows: ROWS_OF_ACCOUNT,
    note: ({ dimension, takenAt }) => (dimension === "age,gender" ? text.note(data.write.instant(takenAt)) : undefined),
  };
  return toAudienceTables([week], owner, data).map((table) => ({ kind: "table", table }));
}

/** Ages, countries and cities, as far as they are told. */
export function toAudienceTables(
  weeks: readonly AccountWeek[],
  owner: Owner,
  data: Pick<PageData, "receipts" | "write">,
): readonly Table[] {
  const of = (dimension: string) =>
    sumAudience(
      weeks.map(({ audience }) => audience),
      dimension,
    );
  const [ages, countries, cities] = [of("age,gender"), of("country"), of("city")];
  return [
    ...(countries === undefined ? [] : [toPlaces(countries, owner, data)]),
    ...(cities === undefined ? [] : [toPlaces(cities, owner, data)]),
    ...(ages === undefined ? [] : [toAges(ages, owner, data)]),
  ];
}

function toFigure(value: number, { dimension, takenAt }: Audience, owner: Owner): Figure {
  const one: Formula = { code: "account-snapshot", args: { metric: FOLLOWERS } };
  return {
    kind: "held",
    value,
    metric: `${FOLLOWERS}/${dimension}`,
    window: null,
    takenAt,
    formula: owner.id === "all" ? { code: "over-accounts", args: { formula: one } } : one,
    provisional: false,
  };
}

function toPlaces(audience: Audience, owner: Owner, data: Pick<PageData, "receipts" | "write">): Table {
  const text = data.write.words.audience;
  const isCountry = audience.dimension === "country";
  const rows = audience.groups.slice(0, owner.rows).map(
    ({ bucket, value }): Row => ({
      key: bucket,
      cells: [
        toTextCell(isCountry ? data.write.country(bucket) : bucket),
        data.receipts.toCell(owner.id, toFigure(value, audience, owner)),
        toShare({ bucket, value }, audience, owner, data),
      ],
    }),
  );
  return {
    id: `${isCountry ? "countries" : "cities"}-${owner.id}`,
    title: isCountry ? text.countries : text.cities,
    columns: [
      toColumn("place", isCountry ? text.country : text.city, "text"),
      toColumn("followers", text.followers, "accounts", true),
      toColumn("share", text.share, "percent", false, text.shareHelp),
    ],
    rows,
    whenEmpty: text.empty,
    note: owner.note(audience),
  };
}

function toShare(
  { value }: AudienceGroup,
  audience: Audience,
  owner: Owner,
  { receipts }: Pick<PageData, "receipts">,
): Cell {
  const share = {
    ...toFigure(audience.told === 0 ? 0 : value / audience.told, audience, owner),
    metric: `${FOLLOWERS}/${audience.dimension}/share`,
    formula: { code: "audience-share" } as const,
  };
  const cell = receipts.toCell(owner.id, audience.told === 0 ? absent("group-untold") : share);
  if (cell.kind !== "value") return cell;
  return { kind: "bar", value: cell.value, length: cell.value, as: "share", receipt: cell.receipt };
}

/** Meta writes F, M and U; a letter it may add stays as it is. */
export function nameGender(gender: string, { write }: Pick<PageData, "write">): string {
  return ownValue<string>(write.words.genders, gender) ?? gender;
}

/** "13-17" as people write it. */
export function nameAge(age: string): string {
  return age.replace(/(?<=\d)-(?=\d)/, "–");
}

function toAges(audience: Audience, owner: Owner, data: Pick<PageData, "receipts" | "write">): Table {
  const text = data.write.words.audience;
  const { genders, ages } = splitAges(audience);
  const rows = ages.map(
    ({ age, values }): Row => ({
      key: age,
      cells: [
        toTextCell(nameAge(age)),
        ...values.map((value) =>
          data.receipts.toCell(
            owner.id,
            value === undefined ? absent("group-untold") : toFigure(value, audience, owner),
          ),
        ),
      ],
    }),
  );
  return {
    id: `ages-${owner.id}`,
    title: text.ages,
    columns: [
      toColumn("age", text.age, "text"),
      ...genders.map((gender) => toColumn(gender, nameGender(gender, data), "accounts", true)),
    ],
    rows,
    whenEmpty: text.empty,
    note: owner.note(audience),
  };
}
