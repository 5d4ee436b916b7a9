// How many posts a page: CALL-COST §4.4.
import { describe, expect, it } from "vitest";
import { find, toCapabilities } from "../../src/collect/capabilities/index.ts";
import { createEvidence } from "../../src/collect/evidence.ts";
import type { Lesson, Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { NOW } from "./plans.ts";

/** Runs of one connection, each with what those before have learnt. */
function openMemory() {
  const remembered = new Map<string, Lesson>();
  const store = { learn: async (lesson: Lesson) => void remembered.set(lesson.topic, lesson) };
  const clock = new FakeClock(NOW.toISOString());
  const sizeIn = (known: ReturnType<typeof toCapabilities>) => find(known, "page-size", "agency")?.value;
  const startRun = () => {
    const known = toCapabilities([...remembered.values()], NOW);
    const { note } = createEvidence(store as unknown as Store, clock, known);
    const asked = { connection: "agency", accountId: "1" };
    return {
      pageSize: () => sizeIn(known),
      onPageSize: (pageSize: number, refused: number) => note(asked, { kind: "page-too-big", pageSize, refused }),
      onFullPage: (pageSize: number) => note(asked, { kind: "page-full", pageSize }),
    };
  };
  const readNext = () => sizeIn(toCapabilities([...remembered.values()], NOW));
  return { startRun, readNext };
}

async function fillPages(run: ReturnType<ReturnType<typeof openMemory>["startRun"]>, pages: number, size: number) {
  for (let page = 0; page < pages; page += 1) await run.onFullPage(size);
}

describe("a page size that was stepped down to", () => {
  it("is used at once by every account still to come, and is where the next run starts", async () => {
    const { startRun, readNext } = openMemory();
    const run = startRun();
    expect(run.pageSize()).toBeUndefined();
    await run.onPageSize(25, 50);
    await run.onPageSize(12, 25);
    await run.onPageSize(25, 50);
    expect(run.pageSize()).toBe(12);
    expect(readNext()).toBe(12);
  });

  it("is raised by half after 20 full pages in a row, for the next run, and never to where it was refused", async () => {
    const { startRun, readNext } = openMemory();
    const first = startRun();
    await first.onPageSize(12, 25);
    await fillPages(first, 19, 12);
    expect(readNext()).toBe(12);
    await fillPages(first, 30, 12);
    expect([first.pageSize(), readNext()]).toEqual([12, 18]);
    const second = startRun();
    await fillPages(second, 40, 18);
    expect(readNext()).toBe(18);
  });

  it("counts only pages in a row, full ones, of its own size", async () => {
    const { startRun, readNext } = openMemory();
    const run = startRun();
    await run.onPageSize(25, 50);
    await run.onPageSize(12, 25);
    await fillPages(run, 19, 12);
    await fillPages(run, 30, 6);
    await run.onPageSize(6, 12);
    await fillPages(run, 19, 6);
    expect(readNext()).toBe(6);
  });

  it("that was raised too far goes back to the one that held, and stays there", async () => {
    const { startRun, readNext } = openMemory();
    const first = startRun();
    await first.onPageSize(12, 60);
    await fillPages(first, 20, 12);
    const second = startRun();
    expect(second.pageSize()).toBe(18);
    await second.onPageSize(9, 18);
    expect(readNext()).toBe(12);
    const third = startRun();
    await fillPages(third, 60, 12);
    expect(readNext()).toBe(12);
  });

  it("is raised to 50 and no further", async () => {
    const { startRun, readNext } = openMemory();
    const first = startRun();
    await first.onPageSize(40, 80);
    await fillPages(first, 20, 40);
    expect(readNext()).toBe(50);
    const second = startRun();
    await fillPages(second, 20, 50);
    expect(readNext()).toBe(50);
  });
});
