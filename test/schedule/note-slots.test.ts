import { expect, it } from "vitest";
import { noteSlots } from "../../src/schedule/note-slots.ts";
import type { NewSlot, SlotBook, SlotRow } from "../../src/store/index.ts";
import { job } from "./schedule-house.ts";

it("of a job that makes up for its latest slot alone only that one is due, however many were missed", async () => {
  const noted: NewSlot[] = [{ job: "stories", slotAt: "2026-11-23T00:00:00.000Z", state: "begun" }];
  const book: Pick<SlotBook, "latest" | "note"> = {
    latest: async () => noted.at(-1) as SlotRow | undefined,
    note: async (slots) => void noted.push(...slots),
  };
  const minutely = job({ name: "stories", cron: "* * * * *", catchUp: "latest", timeZone: "UTC" });
  const now = new Date("2026-11-23T17:30:00Z");
  let turns = 0;
  while (await noteSlots(minutely, book as SlotBook, now, () => undefined)) turns += 1;
  expect(turns).toBe(2);
  expect(noted.length).toBe(1 + 17 * 60 + 30);
  expect(noted.filter(({ state }) => state === "due").map(({ slotAt }) => slotAt)).toEqual([now.toISOString()]);
});
