// A whole run on days at which calendars are awkward, and across the moments at which days, weeks and years begin.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toPeriodName } from "../../src/dataset/index.ts";
import { DATES } from "../support/dates.ts";
import { startJourney } from "../support/journey.ts";
import { startClock } from "../support/test-clock.ts";

interface Ran {
  readonly period: { readonly from: string; readonly to: string };
  readonly accounts: number;
  readonly files: readonly { readonly path: string }[];
}

const world = { accounts: 2, seed: 7, settings: { pictures: "none" } } as const;
const toConfig = (zone: string): string =>
  `period: { timeZone: ${zone}, weekStartsOn: monday }\nreport: { formats: [html, xlsx] }`;

it.each(DATES)("a run at $at, $name, is of the last complete week in $zone", async ({ at, zone, lastWeek }) => {
  await using journey = await startJourney(world, "", startClock(at));
  await journey.configure(toConfig(zone));
  const ended = await journey.gazette(["run", "--json"], { env: { TZ: zone } });
  expect([0, 3], ended.stderr).toContain(ended.code);
  const ran = ended.json<Ran>();
  expect([ran.period, ran.accounts, ran.files.length]).toEqual([lastWeek, 2, 2]);
  expect(ended.stderr).not.toContain("our mistake");
});

// Begun on one side of the line and ended on the other; a busy machine may begin it beyond the line, which is the next week's
// run then, as whole.
it.each([
  ["a week", "2026-11-29T22:59:59.8Z", "Europe/Berlin", ["2026-11-16", "2026-11-23"]],
  ["Meta's day", "2026-11-25T07:59:59.8Z", "UTC", ["2026-11-16"]],
  ["a year", "2026-12-31T23:59:59.8Z", "UTC", ["2026-12-21"]],
  ["summer time", "2027-03-28T00:59:59.8Z", "Europe/Berlin", ["2027-03-15"]],
  ["Meta's summer time", "2027-03-14T09:59:59.8Z", "America/Los_Angeles", ["2027-03-01"]],
])("a run during which %s begins is of one week from begin to end", async (_line, at, zone, mondays) => {
  await using journey = await startJourney(world, "", startClock(at));
  await journey.configure(toConfig(zone));
  const ended = await journey.gazette(["run", "--json"], { env: { TZ: zone } });
  expect([0, 3], ended.stderr).toContain(ended.code);
  const { period } = ended.json<Ran>();
  expect(mondays).toContain(period.from);
  expect(await readdir(join(journey.folder, "reports"))).toEqual([toPeriodName(period)]);
});
