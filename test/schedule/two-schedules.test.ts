// Two schedulers as processes on one store, one of them killed at work (RELIABILITY S5, S6, V10).
import { describe, expect, it } from "vitest";
import { engines } from "../store/engines.ts";
import { startProcess, type TestProcess } from "../store/start-process.ts";
import { createTestStores } from "../store/test-store.ts";
import { HOUR_MS } from "./schedule-house.ts";

const START = Date.parse("2026-11-23T06:30:00Z");
const SLOTS = 40;

interface Told {
  readonly word: string;
  readonly slot: string;
  readonly at: number;
}

describe.each(engines)("two schedules on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("run every slot once and one at a time, though one is killed at work", async () => {
    const { url } = await stores.newPlace();
    const { slots } = await stores.open({ url });
    const begun = new Date(START - SLOTS * HOUR_MS).toISOString();
    await slots.note([{ job: "run", slotAt: begun, state: "begun", message: "0 * * * * Europe/Berlin" }]);
    const words = [url, new Date(START).toISOString(), String(Date.now())];
    const start = (): TestProcess => startProcess("../../schedule/processes/keep-slots.ts", ...words);

    const told: Told[] = [];
    const keepers = [start(), start()];
    let killed: Told | undefined;
    const listenTo = async (keeper: TestProcess): Promise<void> => {
      for await (const line of keeper.lines) {
        const [word = "", slot = "", at = ""] = line.split(" ");
        const one = { word, slot, at: Number(at) };
        if (word !== "held") told.push(one);
        else if (killed === undefined) {
          killed = told.findLast((before) => before.slot === slot);
          for (const other of keepers) if (other !== keeper) other.go();
          await keeper.kill();
        }
      }
    };
    await Promise.all(keepers.map(listenTo));

    const rows = (await slots.recent(1_000)).filter(({ slotAt }) => Date.parse(slotAt) <= START);
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => "done"));
    expect(rows).toHaveLength(SLOTS);
    const inTime = told.filter(({ slot }) => Date.parse(slot) <= START);
    const namesOf = (word: string): readonly string[] =>
      inTime.filter((one) => one.word === word).map(({ slot }) => slot);
    const wanted = rows.map(({ slotAt }) => slotAt).toSorted();
    // The killed slot is begun again and ends once.
    expect(namesOf("begun").toSorted()).toEqual([...wanted, killed?.slot].toSorted());
    expect(namesOf("ended").toSorted()).toEqual(wanted);
    const order = inTime.toSorted((a, b) => a.at - b.at || (a.word === "ended" ? -1 : 1));
    let atWork = 0;
    for (const one of order) {
      if (one === killed) continue;
      atWork += one.word === "begun" ? 1 : -1;
      expect(atWork, `${one.word} ${one.slot}`).toBeLessThanOrEqual(1);
    }
  });
});
