import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createWorld, type SandboxOptions, type UserPlan } from "../../src/sandbox/index.ts";
import { startJourney } from "../support/journey.ts";

interface Checked {
  readonly outcome: string;
  readonly calls: number;
  readonly checks: readonly {
    readonly name: string;
    readonly state: string;
    readonly message: string;
    readonly hint?: string;
  }[];
}

const world = (user: UserPlan = {}, accounts = 3): SandboxOptions => ({
  world: createWorld({ accounts, users: [user] }),
});
const find = ({ checks }: Checked, name: string) => checks.find((check) => check.name === name);

describe("check", () => {
  it("says on one screen that all is well, and how many calls it spent", async () => {
    await using journey = await startJourney(world());
    const ended = await journey.gazette(["check"]);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    const lines = ended.stdout.trim().split("\n");
    for (const name of ["configuration", "store", "token agency", "permissions agency", "API version", "accounts"])
      expect(ended.stdout).toMatch(new RegExp(`^ok +${name} `, "m"));
    expect(lines.length).toBeLessThan(24);
    expect(lines.at(-1)).toContain("3 calls spent");
    expect(journey.sandbox.callsCounted()).toBe(3);
  });

  it("names the account whose Page lacks the task, and the Page without an account", async () => {
    await using journey = await startJourney(world({}, 14));
    const ended = await journey.gazette(["check", "--json"]);
    const result = ended.json<Checked>();
    expect(ended.code).toBe(0);
    expect(result.outcome).toBe("complete");
    expect(find(result, "roles")).toMatchObject({ state: "warn" });
    expect(find(result, "roles")?.message).toMatch(/@botanischer_garten\.sued.*ANALYZE/);
    expect(find(result, "accounts")?.message).toMatch(/14 accounts reachable.*Fjellvik Careers/);
  });

  it("warns before a token ends, and of another version", async () => {
    await using journey = await startJourney({ ...world({ tokenDays: 3.5 }), settings: { servedVersion: "v26.0" } });
    const ended = await journey.gazette(["check", "--json"]);
    expect(ended.code).toBe(0);
    const result = ended.json<Checked>();
    expect(find(result, "token agency")).toMatchObject({ state: "warn" });
    expect(find(result, "token agency")?.message).toContain("3 days left");
    expect(result.checks.filter(({ name }) => name === "API version")).toMatchObject([{ state: "warn" }]);
  });

  it("says of a token that lives two hours how to exchange it (K10)", async () => {
    await using journey = await startJourney(world({ tokenDays: 2.1 / 24 }));
    const result = (await journey.gazette(["check", "--json"])).json<Checked>();
    expect(find(result, "token agency")).toMatchObject({ state: "warn" });
    expect(find(result, "token agency")?.message).toContain("short-lived: 2 hours left");
    expect(find(result, "token agency")?.hint).toContain("fb_exchange_token");
  });

  it("fails with the remedy for a dead token, for one call", async () => {
    await using journey = await startJourney(world());
    journey.sandbox.revokeToken();
    const ended = await journey.gazette(["check", "--json"]);
    const result = ended.json<Checked>();
    expect(ended.code).toBe(1);
    expect(result).toMatchObject({ outcome: "failed", calls: 1 });
    expect(find(result, "token agency")).toMatchObject({ state: "fail" });
    expect(find(result, "token agency")?.hint).toMatch(/new token/);
    expect(find(result, "browser")).toBeDefined();
    expect((await journey.gazette(["check"])).stdout).toMatch(/^Not ready: mend token agency\. .*call/m);
  });

  it("fails for a permission that was declined and names it", async () => {
    await using journey = await startJourney(world({ permissions: { pages_show_list: "declined" } }));
    const ended = await journey.gazette(["check", "--json"]);
    expect(ended.code).toBe(1);
    expect(find(ended.json<Checked>(), "permissions agency")).toMatchObject({ state: "fail" });
    expect(find(ended.json<Checked>(), "permissions agency")?.message).toContain(
      "pages_show_list is missing (declined",
    );
    expect(find(ended.json<Checked>(), "Pages agency")?.state).toBe("fail");
  });

  it("does not ask portfolios of a token that may not see them", async () => {
    await using journey = await startJourney(world({ permissions: { business_management: "none" } }));
    const ended = await journey.gazette(["check", "--json"]);
    expect(ended.code).toBe(0);
    expect(find(ended.json<Checked>(), "permissions agency")).toMatchObject({ state: "warn" });
    expect(journey.sandbox.log().map(({ path }) => path)).not.toContain("/v25.0/me/businesses");
  });

  it("pauses with 4 when the hour is spent", async () => {
    await using journey = await startJourney(world(), "budget: { callsPerHour: 1, reservePercent: 0 }");
    const ended = await journey.gazette(["check", "--json"]);
    expect(ended.code, ended.stdout).toBe(4);
    expect(ended.json<Checked>()).toMatchObject({ outcome: "paused", calls: 1 });
  });

  it("settles the reading of stamps for one call more, and collections keep to it", async () => {
    await using journey = await startJourney({ ...world(), settings: { seriesDays: "start-stamp" } });
    const before = await journey.gazette(["check"]);
    expect(before.stdout).toMatch(/days agency .*the next collection settles it by itself, `.*check --calibrate` now/);
    const ended = await journey.gazette(["check", "--calibrate", "--json"]);
    expect(ended.code).toBe(0);
    expect(ended.json<Checked>().calls).toBe(4);
    expect(find(ended.json<Checked>(), "days agency")?.message).toMatch(/stamps mark the start of their day/);
    const status = (await journey.gazette(["status", "--json"])).json<{ readonly lessons: readonly unknown[] }>();
    expect(status.lessons).toContainEqual(expect.objectContaining({ topic: "stamp-reading", finding: "start" }));
    const after = (await journey.gazette(["check", "--json"])).json<Checked>();
    expect(find(after, "days agency")?.message).toMatch(/stamps mark the start of their day/);
  });

  it("tells every problem of the configuration and looks at the rest of the machine, exit 2", async () => {
    await using journey = await startJourney(world(), "reprot: {}\ncollect: { mediaDays: -1 }");
    const ended = await journey.gazette(["check", "--json"]);
    const result = ended.json<Checked>();
    expect(ended.code).toBe(2);
    expect(find(result, "configuration")?.message).toMatch(/reprot.*report.*mediaDays|mediaDays.*reprot/s);
    expect(find(result, "fonts")).toMatchObject({ state: "ok" });
    expect(journey.sandbox.callsCounted()).toBe(0);
  });

  it("asks nothing of the API where the store does not open", async () => {
    await using journey = await startJourney(world());
    await mkdir(join(journey.folder, "gazette.db"));
    const ended = await journey.gazette(["check", "--json"]);
    const result = ended.json<Checked>();
    expect(ended.code).toBe(1);
    expect(find(result, "store")).toMatchObject({ state: "fail" });
    expect(find(result, "browser")).toBeDefined();
    expect(result.calls).toBe(0);
    expect(journey.sandbox.callsCounted()).toBe(0);
  });
});
