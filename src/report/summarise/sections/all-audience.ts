import { explainAbsence } from "../absence.ts";
import type { AccountWeek } from "../account-week.ts";
import { type Audience, splitAges, sumAudience } from "../audience-groups.ts";
import type { Facts } from "../facts.ts";
import type { Block, Chart, Section } from "../model.ts";
import { readOnlineHours } from "../posting-hours.ts";
import { plural } from "../writer.ts";
import { nameGender, toAudienceTables } from "./audience.ts";

const ROWS = 8;

const text = {
  title: "Audience",
  lead: (told: string, of: string) =>
    `Followers of ${told} of ${of}: a sum over the accounts that Meta told; people may overlap.`,
  leadOfOne: (account: string) => `Followers of ${account}, as far as Meta tells.`,
  noteOfOne: (moment: string) =>
    `The largest groups only, so the sum stays below the followers. Snapshot of ${moment}.`,
  none: "Meta told the audience of no account in this report.",
  why: (because: string) => `Not measured: ${because}.`,
  note: (accounts: string, moment: string) =>
    `Sum over ${accounts} that Meta told, the largest groups of each; people may overlap. Newest snapshot of ${moment}.`,
  ages: "Followers by age and gender",
  agesAlt: (accounts: string, greatest: string) =>
    `Followers by age as bars, a bar for each gender, over ${accounts}. The largest group is ${greatest}.`,
  online: "Followers online by hour",
  onlineNote: (accounts: string, zone: string) =>
    `Mean over weekdays, sum over ${accounts} that Meta told; people may overlap. Hours in ${zone}.`,
  onlineAlt: (accounts: string, hour: string) =>
    `Followers online by hour of the day over ${accounts}. Most are online around ${hour}:00.`,
  noOnline: (because: string) => `Not measured: ${because}. Best hours are therefore not named.`,
};

/** Who follows the accounts of the report, as far as Meta tells; undefined when the report has no account. */
export function buildAudienceSection(facts: Facts): Section | undefined {
  const { weeks, write } = facts;
  if (weeks.length === 0) return undefined;
  const told = weeks.filter(({ audience }) => audience.some(({ dimension }) => dimension !== "hour"));
  const base = { id: "audience", title: text.title };
  if (told.length === 0) {
    return { ...base, lead: text.none, blocks: [{ kind: "text", paragraphs: [text.why(explain(weeks[0]))] }] };
  }
  const tables = toAudienceTables(weeks, { id: "all", rows: ROWS, note: noteOf(facts) }, facts);
  const ages = sumAudience(
    weeks.map(({ audience }) => audience),
    "age,gender",
  );
  return {
    ...base,
    lead:
      weeks.length === 1 && weeks[0] !== undefined
        ? text.leadOfOne(weeks[0].label)
        : text.lead(write.count(told.length), plural(weeks.length, "account", "accounts", write)),
    blocks: [
      ...(ages === undefined ? [] : [{ kind: "chart" as const, chart: toAgeChart(ages, facts) }]),
      ...tables.map((table) => ({ kind: "table" as const, table })),
      toOnline(facts),
    ],
  };
}

function noteOf({ weeks, write }: Facts) {
  // The lead says it of all three; the moment is told once.
  return ({ dimension, accounts, takenAt }: Audience) => {
    if (dimension !== "age,gender") return undefined;
    if (weeks.length === 1) return text.noteOfOne(write.instant(takenAt));
    return text.note(plural(accounts, "account", "accounts", write), write.instant(takenAt));
  };
}

function toAgeChart(audience: Audience, { write }: Facts): Chart {
  const { genders, ages } = splitAges(audience);
  const [age = "", gender = ""] = audience.groups[0]?.bucket.split(",") ?? [];
  return {
    id: "ages-chart",
    title: text.ages,
    labels: ages.map((one) => one.age),
    labelUnit: "text",
    series: genders.map((one, at) => ({
      name: nameGender(one),
      unit: "accounts",
      draw: "bar",
      values: ages.map(({ values }) => values[at] ?? null),
    })),
    marks: [],
    alt: text.agesAlt(plural(audience.accounts, "account", "accounts", write), `${nameGender(gender)} ${age}`),
  };
}

function toOnline({ weeks, frame, write }: Facts): Block {
  const held = weeks.flatMap((week) => readOnlineHours(week.audience, frame.timeZone) ?? []);
  if (held.length === 0) {
    return { kind: "text", title: text.online, paragraphs: [text.noOnline(explainOnline(weeks))] };
  }
  const values = Array.from({ length: 24 }, (_, hour) => {
    const means = held.flatMap((online) => meanOf(online.values.map((row) => row[hour] ?? null)) ?? []);
    return means.length === held.length ? means.reduce((sum, value) => sum + value, 0) : null;
  });
  const peak = values.reduce<number>((best, value, hour) => ((value ?? -1) > (values[best] ?? -1) ? hour : best), 0);
  const accounts = plural(held.length, "account", "accounts", write);
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

function explain(week: AccountWeek | undefined): string {
  return explainAbsence(week?.gaps ?? [], { kind: "audience", metric: "follower_demographics" }).because;
}

function explainOnline(weeks: readonly AccountWeek[]): string {
  return explainAbsence(weeks[0]?.gaps ?? [], { kind: "audience", metric: "online_followers" }).because;
}
