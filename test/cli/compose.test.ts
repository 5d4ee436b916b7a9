import { describe, expect, it, onTestFinished } from "vitest";
import { openHouse, toPerHour } from "../../src/cli/compose.ts";
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

  it("is left by every call the house sends", async () => {
    const clock = new FakeClock();
    const settings = { ...toSettings(10), store: { ...toSettings(10).store, url: memory } } as Settings;
    const house = await openHouse(settings, clock, { whenSpent: "stop" });
    onTestFinished(() => house[Symbol.asyncDispose]());
    const [name = ""] = house.graph.connections;
    expect(await house.graph.callsLeft(name)).toMatchObject({ left: 180, perHour: 180 });
  });
});
