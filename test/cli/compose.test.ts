import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { openServices, toPerHour } from "../../src/cli/compose.ts";
import { toFilter } from "../../src/cli/selection.ts";
import { loadSettings, type Settings } from "../../src/config/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

const memory = new Secret("sqlite::memory:");

const toSettings = (reservePercent: number): Settings => {
  const settings = loadSettings({ cwd: "/", env: { GAZETTE_TOKEN: "EAAtoken" } });
  return { ...settings, budget: { ...settings.budget, reservePercent } };
};

describe("the reserve (V1)", () => {
  it.each([
    [200, 10, 180],
    [200, 0, 200],
    [200, 99, 2],
    [55, 10, 49],
    [1, 50, 1],
  ])("of %i calls less %i percent leaves %i, never none", (callsPerHour, reservePercent, left) => {
    expect(toPerHour(toSettings(reservePercent), callsPerHour)).toBe(left);
  });

  it("is left by every call the services sends", async () => {
    const clock = new FakeClock();
    const settings = { ...toSettings(10), store: { ...toSettings(10).store, url: memory } } as Settings;
    const services = await openServices(settings, clock, { whenSpent: "stop" });
    onTestFinished(() => services[Symbol.asyncDispose]());
    const [name = ""] = services.graph.connections;
    expect(await services.graph.callsLeft(name)).toMatchObject({ left: 180, perHour: 180 });
  });
});

it("leaves the reserve and not a call more: 200 with 80 % kept back are 40", () => {
  expect(toPerHour({ budget: { reservePercent: 80 } }, 200)).toBe(40);
  const budgets = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 95 }));
  fc.assert(
    fc.property(budgets, ([callsPerHour, reservePercent]) => {
      const exact = Number((BigInt(callsPerHour) * BigInt(100 - reservePercent)) / 100n);
      expect(toPerHour({ budget: { reservePercent } }, callsPerHour)).toBe(Math.max(1, exact));
    }),
  );
});

it("knows the groups of the configuration and no other word: what every object has is no group", () => {
  const settings = toSettings(10);
  for (const name of ["constructor", "toString", "__proto__"]) {
    expect(() => toFilter(settings, { account: [], group: [name] })).toThrow(`There is no group "${name}"`);
  }
});
