import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startJourney } from "../support/journey.ts";
import { startClock } from "../support/test-clock.ts";

const world = (rest = {}) => ({ accounts: 5, seed: 7, ...rest });

interface Collected {
  readonly outcome: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly accounts: number;
  readonly calls: number;
  readonly gaps: number;
  readonly resumesAt: string | null;
}

describe("a first collection", () => {
  it("spends discovery and one call an account, and says exactly what the server counted", async () => {
    await using journey = await startJourney(world());
    const ended = await journey.gazette(["collect", "--json"]);
    const result = ended.json<Collected>();
    expect([0, 3], ended.stderr).toContain(ended.code);
    expect(result.calls).toBe(journey.sandbox.callsCounted());
    expect(result.calls).toBeLessThanOrEqual(1 + 6 * result.accounts);
    expect(result.outcome).toBe(ended.code === 0 ? "complete" : "partial");
    expect(result.resumesAt).toBeNull();
  });

  it("makes the same dataset when it is run twice", async () => {
    await using journey = await startJourney(world());
    await journey.gazette(["collect", "--json"]);
    const first = await journey.gazette(["export", "account_totals"]);
    const again = await journey.gazette(["collect", "--json"]);
    const second = await journey.gazette(["export", "account_totals"]);
    expect([0, 3]).toContain(again.code);
    expect(second.stdout.split("\n").length).toBe(first.stdout.split("\n").length);
  });
});

describe("the hour", () => {
  it("ends with 4 when it is spent, and the next run goes on without asking again what was answered", async () => {
    await using journey = await startJourney(world({ accounts: 8 }), "budget: { callsPerHour: 5, reservePercent: 0 }");
    const paused = await journey.gazette(["collect", "--no-wait", "--json"]);
    const before = paused.json<Collected>();
    expect(paused.code, paused.stderr).toBe(4);
    expect(before).toMatchObject({ outcome: "paused", calls: 5 });
    expect(Date.parse(before.resumesAt ?? "")).toBeGreaterThan(journey.now().getTime());
    expect(journey.sandbox.callsCounted()).toBe(5);
    await journey.configure("budget: { callsPerHour: 200 }");
    const ended = await journey.gazette(["collect", "--json"]);
    expect([0, 3], ended.stderr).toContain(ended.code);
    const asked = journey.sandbox.log().map(({ path, parameters }) => `${path}?${JSON.stringify(parameters)}`);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("is shared by two processes on one store", async () => {
    await using journey = await startJourney(world({ accounts: 8 }), "budget: { callsPerHour: 6, reservePercent: 0 }");
    const [one, two] = await Promise.all([
      journey.gazette(["collect", "--no-wait", "--json", "--period", "2026-W40"]),
      journey.gazette(["collect", "--no-wait", "--json", "--period", "2026-W41"]),
    ]);
    expect([one.code, two.code], one.stderr + two.stderr).toEqual([4, 4]);
    expect(journey.sandbox.callsCounted()).toBe(6);
  });
});

describe("trouble on the way", () => {
  it("kill -9 in the middle: the next run ends with the dataset of an undisturbed one", async () => {
    await using calm = await startJourney(world());
    await calm.gazette(["collect", "--period", calm.week]);
    await using wild = await startJourney(world());
    const killed = await wild.gazette(["collect", "--period", wild.week], { killAfterCalls: 3 });
    expect(killed.code).toBeNull();
    const ended = await wild.gazette(["collect", "--json", "--period", wild.week]);
    expect([0, 3], ended.stderr).toContain(ended.code);
    for (const table of ["media", "account_totals", "audience"]) {
      const lines = async (journey: typeof calm) =>
        (await journey.gazette(["export", table])).stdout.split("\n").length;
      expect(await lines(wild), table).toBe(await lines(calm));
    }
  });

  it("an HTML 502 in the middle passes unnoticed but for its call", async () => {
    await using journey = await startJourney(
      world({ faults: [{ match: { nth: 3 }, kind: "html-502" }] }),
      "",
      startClock(undefined, "skipped"),
    );
    const ended = await journey.gazette(["collect", "--json"]);
    expect([0, 3], ended.stderr).toContain(ended.code);
    expect(ended.json<Collected>().calls).toBe(journey.sandbox.callsCounted());
  });

  it("a token revoked half way ends partial, names the token's connection and how to renew it", async () => {
    await using journey = await startJourney(world({ faults: [{ match: { from: 3 }, kind: "token-revoked" }] }));
    const ended = await journey.gazette(["collect"]);
    expect(ended.code, ended.stderr).toBe(3);
    const gaps = await journey.gazette(["export", "gaps", "--format", "jsonl"]);
    expect(gaps.stdout).toContain('"reason":"token-unusable"');
  });

  it("a throttle of the app is told as a pause, by the next command and by status too, not as a spent hour", async () => {
    await using journey = await startJourney(
      world({ faults: [{ match: { from: 1 }, kind: "throttle-4" }] }),
      "",
      startClock(undefined, "skipped"),
    );
    for (const _time of ["first", "second"]) {
      const ended = await journey.gazette(["collect", "--no-wait", "--json"]);
      expect(ended.code).toBe(4);
      expect(ended.json()).toMatchObject({
        outcome: "paused",
        message: expect.stringMatching(/the API throttles the app \("\(#4\)/),
      });
    }
    const status = await journey.gazette(["status"]);
    expect(status.stdout).toMatch(/0 of \d+ calls left this hour, the next one at \S+: the API asked for a pause$/m);
  });

  it("a token that is dead from the start ends with 1 and the remedy", async () => {
    await using journey = await startJourney(world({ faults: [{ match: { from: 1 }, kind: "token-expired" }] }));
    const ended = await journey.gazette(["collect", "--json"]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/new token/i);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(ended.json()).toMatchObject({ outcome: "failed", error: { code: "GRAPH_TOKEN_UNUSABLE" } });
  });

  it("an empty discovery is a question of permissions, exit 3", async () => {
    await using journey = await startJourney(world({ settings: { emptyDiscovery: true } }));
    const ended = await journey.gazette(["collect"]);
    expect(ended.code).toBe(3);
    expect(ended.stderr + ended.stdout).toMatch(/business_management/);
  });
});

describe("a report", () => {
  it("costs no call, even with the server gone, and comes in three formats", async () => {
    await using journey = await startJourney(world({ accounts: 3 }));
    await journey.gazette(["collect", "--period", journey.week]);
    const spent = journey.sandbox.callsCounted();
    await journey.sandbox.close();
    const ended = await journey.gazette(["report", "--json", "--period", journey.week]);
    expect(ended.code, ended.stderr).toBe(0);
    const { files } = ended.json<{ files: readonly { path: string }[] }>();
    expect(files.map(({ path }) => path.split("/").pop()).sort()).toEqual([
      "report-appendix.pdf",
      "report.html",
      "report.pdf",
      "report.xlsx",
    ]);
    expect(
      (await readFile(join(journey.folder, "reports", journey.week, "report.pdf"))).subarray(0, 5).toString(),
    ).toBe("%PDF-");
    expect(journey.sandbox.callsCounted()).toBe(spent);
  });

  it("of accounts that were found and never collected says so, instead of three empty files", async () => {
    await using journey = await startJourney(world({ accounts: 3 }));
    await journey.gazette(["accounts"]);
    const ended = await journey.gazette(["report", "--json"]);
    expect(ended.code, ended.stderr).toBe(1);
    expect(ended.json()).toMatchObject({ outcome: "failed", error: { code: "REPORT_NO_DATA" } });
  });

  it("of a period without data says so", async () => {
    await using journey = await startJourney(world({ accounts: 3 }));
    const ended = await journey.gazette(["report"]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/gazette collect/);
  });
});

describe("plan", () => {
  it("names the price that collect then pays", async () => {
    await using journey = await startJourney(world());
    const planned = await journey.gazette(["plan", "--json"]);
    const spentByPlan = journey.sandbox.callsCounted();
    const plan = planned.json<{
      calls: number;
      minutes: number;
      perAccount: readonly unknown[];
      leftOut: readonly unknown[];
    }>();
    expect(plan.perAccount.length).toBeGreaterThan(0);
    const collected = await journey.gazette(["collect", "--json"]);
    expect(collected.json<Collected>().calls).toBe(journey.sandbox.callsCounted() - spentByPlan);
    expect(plan.calls).toBeLessThanOrEqual(collected.json<Collected>().calls);
  });
});
