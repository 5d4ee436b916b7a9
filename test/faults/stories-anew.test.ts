// A look at the stories that was cut short is gone on with for an hour: later, other stories are live.
import { describe, expect, it } from "vitest";
import type { LoggedCall } from "../../src/sandbox/index.ts";
import { openFaultHouse, toConnection } from "./fault-house.ts";

const HOUR_MS = 3_600_000;
const toPath = ({ path }: LoggedCall): string => path.replace("/v25.0/", "");

/** Four accounts, of which an hour of four calls holds two beside discovery and its look into the portfolios. */
async function openCutShort() {
  const house = await openFaultHouse();
  const connections = [toConnection(house.sandbox, "agency", 4)];
  const look = async () => {
    const before = house.sandbox.log().length;
    const outcome = await house.run({ collect: { storiesOnly: true }, graph: { connections, whenSpent: "stop" } });
    const asked = house.sandbox.log().slice(before).map(toPath);
    return { ...outcome, asked: asked.filter((path) => path.startsWith("1784")).map((path) => path.slice(0, 17)) };
  };
  return { house, look };
}

describe("a look at the stories that was cut short", () => {
  it("is gone on with within the hour: nobody is asked twice", async () => {
    const { house, look } = await openCutShort();
    const first = await look();
    expect(first).toMatchObject({ outcome: "paused" });
    house.clock.advance(HOUR_MS);
    const second = await look();
    expect(second.outcome).toBe("complete");
    expect(new Set([...first.asked, ...second.asked]).size).toBe(4);
    expect([...first.asked, ...second.asked]).toHaveLength(4);
    await house[Symbol.asyncDispose]();
  });

  it("is begun anew days later: everybody is asked, those first whom it had not reached", async () => {
    const { house, look } = await openCutShort();
    const first = await look();
    expect(first.asked).toHaveLength(2);
    house.clock.advance(3 * 24 * HOUR_MS);
    const second = await look();
    // Discovery and three accounts.
    expect(second).toMatchObject({ outcome: "paused" });
    expect(second.asked.slice(0, 2).filter((id) => first.asked.includes(id))).toEqual([]);
    const [now, before] = await house.store.read.runs(2);
    expect(now?.state).toBe("paused");
    expect(before).toMatchObject({ state: "partial", message: expect.stringContaining("began anew") });
    await house[Symbol.asyncDispose]();
  });

  it("is begun anew where its clock had run ahead", async () => {
    const { house, look } = await openCutShort();
    house.clock.set(400 * 24 * HOUR_MS);
    await look();
    house.clock.set(-400 * 24 * HOUR_MS);
    house.clock.advance(HOUR_MS);
    await look();
    expect((await house.store.read.runs(9)).map(({ state }) => state).toSorted()).toEqual(["partial", "paused"]);
    await house[Symbol.asyncDispose]();
  });

  it("leaves a whole collection to be gone on with, however long it lay", async () => {
    const { house } = await openCutShort();
    const graph = { connections: [toConnection(house.sandbox, "agency", 4)], whenSpent: "stop" } as const;
    await house.run({ graph });
    house.clock.advance(2 * 24 * HOUR_MS);
    const { runId } = (await house.store.read.runs(1))[0] ?? {};
    await house.run();
    expect(await house.store.read.runs(9)).toMatchObject([{ runId }]);
    await house[Symbol.asyncDispose]();
  });
});
