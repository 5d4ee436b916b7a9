import { type AccountWeek, explainAbsence, type Reason } from "../../figures/index.ts";
import { type Audience, FOLLOWERS, splitAges, sumAudience } from "../figures/audience-groups.ts";
import { readOnlineHours } from "../figures/posting-hours.ts";
import type { Block, Chart, Section } from "../model/model.ts";
import { nameAge, nameGender, toAudienceTables } from "./audience.ts";
import type { PageData } from "./page-data.ts";

const ROWS = 8;

/** Who follows the accounts of the report, as far as Meta tells; undefined for one account, whose own page tells it. */
export function buildAudienceSection(
  data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">,
): Section | undefined {
  const text = data.write.words.allAudience;
  const { weeks, write } = data;
  if (weeks.length < 2) return undefined;
  const told = weeks.filter(({ audience }) => audience.some(({ metric }) => metric === FOLLOWERS));
  const base = { id: "audience", title: text.title };
  if (told.length === 0) {
    const [lead, ...paragraphs] = tellNoAudience(data);
    return { ...base, lead, blocks: [{ kind: "text", paragraphs }] };
  }
  // Ages and genders are drawn, and drawn alone: the workbook has their numbers.
  const tables = toAudienceTables(weeks, { id: "all", rows: ROWS, note: () => undefined }, data).filter(
    ({ id }) => id !== "ages-all",
  );
  const ages = sumAudience(
    weeks.map(({ audience }) => audience),
    "age,gender",
  );
  return {
    ...base,
    lead: text.lead(write.count(told.length), write.plural(weeks.length, "account")),
    blocks: [
      ...(ages === undefined ? [] : [{ kind: "chart" as const, chart: toAgeChart(ages, data) }]),
      ...tables.map((table) => ({ kind: "table" as const, table })),
      toOnline(data),
    ],
  };
}

/** That nobody's audience is told, and why. */
export function tellNoAudience({ weeks, write }: Pick<PageData, "weeks" | "write">): readonly string[] {
  const text = write.words.allAudience;
  return [text.none, text.why(write.reason(explain(weeks[0])))];
}

function toAgeChart(audience: Audience, data: Pick<PageData, "write">): Chart {
  const { write } = data;
  const text = write.words.allAudience;
  const { genders, ages } = splitAges(audience);
  const [age = "", gender = ""] = audience.groups[0]?.bucket.split(",") ?? [];
  return {
    id: "ages-chart",
    title: text.ages,
    labels: ages.map((one) => nameAge(one.age)),
    labelUnit: "text",
    series: genders.map((one, at) => ({
      name: nameGender(one, data),
      unit: "accounts",
      draw: "bar",
      values: ages.map(({ values }) => values[at] ?? null),
    })),
    marks: [],
    note: text.note(write.plural(audience.accounts, "account"), write.instant(audience.takenAt)),
    alt: text.agesAlt(write.plural(audience.accounts, "account"), `${nameGender(gender, data)} ${nameAge(age)}`),
  };
}

function toOnline({ weeks, frame, write }: Pick<PageData, "frame" | "weeks" | "write">): Block {
  const text = write.words.allAudience;
  const held = weeks.flatMap((week) => readOnlineHours(week.audience, frame.timeZone) ?? []);
  if (held.length === 0) {
    return { kind: "text", title: text.online, paragraphs: [text.noOnline(write.reason(explainOnline(weeks)))] };
  }
  const values = Array.from({ length: 24 }, (_, hour) => {
    const means = held.flatMap((online) => meanOf(online.values.map((row) => row[hour] ?? null)) ?? []);
    return means.length === held.length ? means.reduce((sum, value) => sum + value, 0) : null;
  });
  const peak = values.reduce<number>((best, value, hour) => ((value ?? -1) > (values[best] ?? -1) ? hour : best), 0);
  const accounts = write.plural(held.length, "account");
  const twoDigits = (hour: number) => String(hour).padStart(2, "0");
  return {
    kind: "chart",
    chart: {
      id: "online-hours",
      title: text.online,
      labels: values.map((_, hour) => twoDigits(hour)),
      labelUnit: "text",
      series: [{ name: text.online, unit: "accounts", draw: "area", values }],
      marks: [],
      note: text.onlineNote(accounts, frame.timeZone),
      alt: text.onlineAlt(accounts, twoDigits(peak)),
    },
  };
}

function meanOf(values: readonly (number | null)[]): number | undefined {
  const held = values.filter((value) => value !== null);
  return held.length === 0 ? undefined : held.reduce((sum, value) => sum + value, 0) / held.length;
}

function explain(week: AccountWeek | undefined): Reason {
  return explainAbsence(week?.gaps ?? [], { kind: "audience", metric: "follower_demographics" }).because;
}

function explainOnline(weeks: readonly AccountWeek[]): Reason {
  return explainAbsence(weeks[0]?.gaps ?? [], { kind: "audience", metric: "online_followers" }).because;
}
