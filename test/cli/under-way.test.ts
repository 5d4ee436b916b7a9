// A week is over when Meta's Sunday is, whatever the calendar here says.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkSchedule } from "../../src/cli/doctor/check-schedule.ts";
import type { Progress } from "../../src/cli/progress.ts";
import { runPeriod } from "../../src/cli/run/run-period.ts";
import { explainUnderWay } from "../../src/cli/under-way.ts";
import { loadSettings } from "../../src/config/index.ts";
import { findUnderWay } from "../../src/dataset/index.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const NOW = new Date("2026-11-24T12:00:00Z");

describe("a period whose last day is under way", () => {
  it("is told with the time at which that ends here", () => {
    const underWay = findUnderWay(WEEK, new Date("2026-11-23T06:00:00Z"));
    expect(underWay).toEqual({ day: "2026-11-22", endsAt: "2026-11-23T08:00:00.000Z" });
    expect(underWay && explainUnderWay(underWay, "Europe/Berlin")).toBe(
      "The period is not over: Sunday (2026-11-22) ends on Monday at 09:00 here (Europe/Berlin), Meta's days being US Pacific. " +
        "Figures of it are those of a day under way; the next collection reads them again.",
    );
    expect(underWay && explainUnderWay(underWay, "America/Los_Angeles")).toContain("ends on Monday at 00:00 here");
    expect(findUnderWay(WEEK, new Date("2026-11-23T08:00:00Z"))).toBeNull();
  });
});

describe("check of the schedule", () => {
  const check = (cron: string, timeZone = "Europe/Berlin", weekStartsOn: "monday" | "sunday" = "monday") => {
    const schedule = {
      cron,
      timeZone,
      catchUpHours: 48,
      port: undefined,
      host: "127.0.0.1",
      stories: undefined,
      sweep: undefined,
    };
    return checkSchedule({ schedule, period: { timeZone, weekStartsOn } }, NOW);
  };

  it("warns of a slot before the week is over, with the time", () => {
    expect(check("0 7 * * 1")).toMatchObject([
      {
        name: "schedule",
        state: "warn",
        message: expect.stringMatching(
          /"0 7 \* \* 1" .* Monday.* 30 November 2026 .*07:00, but Sunday \(2026-11-29\) ends on Monday at 09:00 here/,
        ),
        hint: expect.stringContaining('"0 9 * * 2"'),
      },
    ]);
    expect(check("0 0 * * 0", "Asia/Tokyo", "sunday")).toHaveLength(1);
  });

  it.each([
    ["0 9 * * 2", "Europe/Berlin"],
    ["0 9 * * 2", "Pacific/Auckland"],
    ["0 9 * * 2", "Pacific/Honolulu"],
    ["0 10 * * 1", "Europe/Berlin"],
    ["0 7 * * 1", "America/New_York"],
    ["0 0 31 2 *", "UTC"],
  ])("says nothing of %s in %s", (cron, timeZone) => {
    expect(check(cron, timeZone)).toEqual([]);
  });

  it("finds the weeks in which the clocks are further apart", () => {
    // 09:00 in London is an hour too early in the week between Europe's change and America's, on Monday 2 November 2026 not.
    expect(check("30 7 * * 1", "Europe/London")).toMatchObject([{ message: expect.stringContaining("07:30") }]);
    expect(check("0 8 * * 1", "Europe/London")).toEqual([]);
    expect(check("59 8 * * 1", "Europe/Berlin")).toHaveLength(1);
  });
});

it("a run begun before its week was over is made once more when it is, and then changes nothing", async () => {
  const clock = new FakeClock("2026-11-23T06:00:00.000Z");
  const sandbox = await startSandbox({ accounts: 1, seed: 7, now: () => clock.now() });
  const folder = await mkdtemp(join(tmpdir(), "gazette-under-way-"));
  onTestFinished(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const overrides = {
    graph: { url: sandbox.url },
    store: { url: `sqlite:${join(folder, "g.db")}` },
    report: { outDir: folder, formats: ["xlsx"] },
  };
  const settings = loadSettings({ cwd: folder, env: { GAZETTE_TOKEN: sandbox.token }, overrides });
  const progress: Progress = { update: () => undefined, wait: () => undefined, end: () => undefined };
  const run = async () => {
    const narrowing = { account: [], group: [] };
    const signal = new AbortController().signal;
    const { calls, underWay, outcome } = await runPeriod({
      settings,
      span: WEEK,
      narrowing,
      calls: { whenSpent: "stop" },
      clock,
      progress,
      signal,
    });
    return { calls, isUnderWay: underWay !== null, outcome };
  };
  // With the first look into portfolios.
  expect(await run()).toMatchObject({ calls: 3, isUnderWay: true });
  expect(await run()).toMatchObject({ calls: 0, isUnderWay: true });
  clock.advance(3 * 3_600_000);
  expect(await run()).toMatchObject({ calls: 2, isUnderWay: false });
  expect(await run()).toMatchObject({ calls: 0, isUnderWay: false });
});
