import { describe, expect, it } from "vitest";
import { checkToken, checkVersion } from "../../../src/cli/doctor/check-token.ts";
import type { TokenReading } from "../../../src/graph/index.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");
const inDays = (days: number): string => new Date(NOW.getTime() + days * 86_400_000).toISOString();
const ALL = { granted: [], declined: [], missing: [] };

function check(token: Partial<TokenReading>) {
  return checkToken("agency", { isValid: true, isInspected: true, type: "USER", permissions: ALL, ...token }, NOW);
}

describe("the lines about a token", () => {
  it("say never, and not 1970, where there is no end (K9)", () => {
    const [line] = check({});
    expect(line).toMatchObject({ name: "token agency", state: "ok" });
    expect(line?.message).toContain("never expires");
  });

  it.each([
    [60, "ok", "60 days left"],
    [14, "ok", "14 days left"],
    [13, "warn", "13 days left"],
    [3, "warn", "3 days left"],
    [1.5, "warn", "1 day left"],
    [1, "warn", "1 day left"],
  ] as const)("count %s days as %s", (days, state, words) => {
    const [line] = check({ expiresAt: inDays(days) });
    expect(line?.state).toBe(state);
    expect(line?.message).toContain(words);
    expect(line?.hint === undefined).toBe(state === "ok");
  });

  it.each([
    [23.9, "23 hours left (until 2026-11-24 11:54 UTC)"],
    [1.2, "1 hour left (until 2026-11-23 13:12 UTC)"],
    [0.5, "less than an hour left"],
    [-1, "less than an hour left"],
  ])("call a token of %s hours short-lived, and say how to exchange it (K10)", (hours, words) => {
    const [line] = check({ expiresAt: inDays(hours / 24) });
    expect(line).toMatchObject({ name: "token agency", state: "warn" });
    expect(line?.message).toContain(`short-lived: ${words}`);
    expect(line?.hint).toMatch(/grant_type=fb_exchange_token.*system user/);
    const [long] = check({ expiresAt: inDays(1) });
    expect(`${long?.message} ${long?.hint}`).not.toMatch(/short-lived|exchange/);
  });

  it("tell the end of data access apart from the token's own", () => {
    expect(check({ dataAccessExpiresAt: inDays(90) })).toHaveLength(2);
    const lines = check({ dataAccessExpiresAt: inDays(5) });
    expect(lines.map(({ name, state }) => `${state} ${name}`)).toEqual([
      "ok token agency",
      "warn data access agency",
      "ok permissions agency",
    ]);
  });

  it("do not guess dates of a token that may not be inspected", () => {
    const [line] = check({ isInspected: false });
    expect(line?.message).not.toContain("never");
  });

  it("fail for a permission nothing goes without, warn for business_management", () => {
    const toState = (missing: readonly string[]) => check({ permissions: { ...ALL, missing } }).at(-1)?.state;
    expect(toState(["instagram_basic", "business_management"])).toBe("fail");
    expect(toState(["instagram_manage_insights"])).toBe("fail");
    expect(toState(["business_management"])).toBe("warn");
  });

  it("name each missing permission with what became of it and what it is for", () => {
    const permissions = { ...ALL, declined: ["pages_show_list"], missing: ["pages_show_list", "business_management"] };
    const message = check({ permissions }).at(-1)?.message;
    expect(message).toContain("pages_show_list is missing (declined; for finding your Pages)");
    expect(message).toContain("business_management is missing (not asked for;");
  });
});

describe("the version", () => {
  it("is one line, however many connections are served another one (N8)", () => {
    const lines = checkVersion("v21.0", ["v26.0", undefined, "v26.0"]);
    expect(lines).toMatchObject([{ state: "warn" }]);
    expect(lines[0]?.message).toMatch(/v21\.0.*v26\.0/);
  });

  it("is fine when it is the one asked for, and no line when nobody says", () => {
    expect(checkVersion("v25.0", ["v25.0", undefined])).toMatchObject([{ state: "ok" }]);
    expect(checkVersion("v25.0", [undefined])).toEqual([]);
  });
});
