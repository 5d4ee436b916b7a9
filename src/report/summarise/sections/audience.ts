import type { AudiencePoint } from "../../../dataset/index.ts";
import type { AccountWeek } from "../account-week.ts";
import { toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import { newest } from "../figure.ts";
import type { Block, Cell, Row, Table } from "../model.ts";
import { byText } from "../posts.ts";

const TOP_COUNTRIES = 5;

const text = {
  countries: "Followers by country",
  country: "Country",
  ages: "Followers by age and gender",
  age: "Age",
  followers: "Followers",
  genders: { F: "Women", M: "Men", U: "Unknown" } as Readonly<Record<string, string>>,
  empty: "Not told by Meta.",
  note: (moment: string) =>
    `Snapshot of ${moment}; Meta tells the largest groups only, so the sum stays below the followers.`,
  notTold: "not among the groups Meta told",
};

/** The newest demographic snapshot in two small tables; nothing when none is held. */
export function buildAudience(week: AccountWeek, facts: Facts): readonly Block[] {
  const of = (dimension: string) =>
    week.audience.filter((point) => point.metric === "follower_demographics" && point.dimension === dimension);
  const tables = [toCountries(of("country"), week, facts), toAges(of("age,gender"), week, facts)];
  return tables.flatMap((table) => (table === undefined ? [] : [{ kind: "table" as const, table }]));
}

function toCell(point: AudiencePoint, { receipts }: Facts): Cell {
  return receipts.toCell(point.accountId, {
    kind: "held",
    value: point.value,
    metric: `${point.metric}/${point.dimension}`,
    window: null,
    takenAt: point.takenAt,
    formula: "account insight follower_demographics, lifetime snapshot",
    provisional: false,
  });
}

function toNote(points: readonly AudiencePoint[], { write }: Facts): string | undefined {
  const takenAt = newest(points.map((point) => point.takenAt));
  return takenAt === null ? undefined : text.note(write.instant(takenAt));
}

function toCountries(points: readonly AudiencePoint[], { account }: AccountWeek, facts: Facts): Table | undefined {
  if (points.length === 0) return undefined;
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "code" });
  const rows = points
    .toSorted((a, b) => b.value - a.value || byText(a.bucket, b.bucket))
    .slice(0, TOP_COUNTRIES)
    .map(
      (point): Row => ({
        key: point.bucket,
        cells: [toTextCell(nameCountry(point.bucket, names)), toCell(point, facts)],
      }),
    );
  return {
    id: `countries-${account.accountId}`,
    title: text.countries,
    columns: [toColumn("country", text.country, "text"), toColumn("followers", text.followers, "accounts", true)],
    rows,
    whenEmpty: text.empty,
    note: toNote(points, facts),
  };
}

/** Codes the runtime cannot name stay as Meta wrote them. */
function nameCountry(code: string, names: Intl.DisplayNames): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

function toAges(points: readonly AudiencePoint[], { account }: AccountWeek, facts: Facts): Table | undefined {
  if (points.length === 0) return undefined;
  const split = points.map((point) => {
    const [age = "", gender = ""] = point.bucket.split(",");
    return { point, age, gender };
  });
  const ages = [...new Set(split.map(({ age }) => age))].sort();
  const genders = [...new Set(split.map(({ gender }) => gender))].sort();
  const rows = ages.map((age): Row => {
    const cells = genders.map((gender): Cell => {
      const found = split.find((entry) => entry.age === age && entry.gender === gender);
      return found === undefined ? { kind: "absent", because: text.notTold } : toCell(found.point, facts);
    });
    return { key: age, cells: [toTextCell(age), ...cells] };
  });
  const columns = genders.map((gender) => toColumn(gender, text.genders[gender] ?? gender, "accounts", true));
  return {
    id: `ages-${account.accountId}`,
    title: text.ages,
    columns: [toColumn("age", text.age, "text"), ...columns],
    rows,
    whenEmpty: text.empty,
    note: toNote(points, facts),
  };
}
