// A schedule on a real store, with time that moves by sleeping and stops when the test says so.
import { parsePeriod } from "../../src/dataset/index.ts";
import { type Job, type JobEnd, keepSchedule, type ScheduleEvent, type Slot } from "../../src/schedule/index.ts";
import type { Clock } from "../../src/shared/index.ts";
import type { SlotBook } from "../../src/store/index.ts";

export const HOUR_MS = 3_600_000;

/** Sleeps are over at once and take their time, or longer where `oversleepMs` says so; ends the schedule at `end`. */
export class SleepyClock implements Clock {
  readonly sleepsMs: number[] = [];
  readonly stop = new AbortController();
  #now: number;
  readonly #end: number;
  readonly #oversleepMs: (delayMs: number) => number;

  constructor(start: string, end: string, oversleepMs: (delayMs: number) => number = (delayMs) => delayMs) {
    this.#now = Date.parse(start);
    this.#end = Date.parse(end);
    this.#oversleepMs = oversleepMs;
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
    if (this.#now >= this.#end) this.stop.abort();
  }

  async sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleepsMs.push(delayMs);
    this.advance(this.#oversleepMs(delayMs));
    // Others on the same clock have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A job about last week that is done at once, unless told otherwise. */
export function job(parts: Partial<Job> = {}): Job {
  const timeZone = parts.timeZone ?? "Europe/Berlin";
  return {
    name: "run",
    cron: "0 7 * * 1",
    catchUpHours: 48,
    catchUp: "each",
    periodOf: (slotAt) => weekBefore(slotAt, timeZone),
    work: async () => ({ outcome: "complete" }),
    ...parts,
    timeZone,
  };
}

export function weekBefore(at: Date, timeZone: string) {
  const period = parsePeriod("last-week", at, { timeZone, weekStartsOn: "monday" });
  if (period === undefined) throw new Error("last-week is a period");
  return period;
}

/** A job that keeps a list of what it was asked to do. */
export function listen(parts: Partial<Job>, end: (slot: Slot, asked: number) => JobEnd | Promise<JobEnd>) {
  const asked: string[] = [];
  const listening = job({
    ...parts,
    async work(slot) {
      const { at, period, isContinued } = slot;
      asked.push(`${at.toISOString()} ${period.from}..${period.to}${isContinued ? " again" : ""}`);
      return end(slot, asked.length);
    },
  });
  return { job: listening, asked };
}

/** Keeps the schedule until the clock's end; gives all it told. */
export async function keep(
  jobs: readonly Job[],
  book: SlotBook,
  clock: SleepyClock,
  signal: AbortSignal = clock.stop.signal,
): Promise<readonly ScheduleEvent[]> {
  const told: ScheduleEvent[] = [];
  await keepSchedule({ jobs, book, clock, tell: (event) => told.push(event) }, signal);
  return told;
}

/** Rows as "job slot state", oldest first. */
export async function listRows(book: SlotBook): Promise<readonly string[]> {
  const rows = await book.recent(10_000);
  return rows.map(({ job: name, slotAt, state }) => `${name} ${slotAt.slice(0, 16)} ${state}`).toReversed();
}

/** What was told, in short. */
export function inShort(events: readonly ScheduleEvent[]): readonly string[] {
  return events.flatMap((event) =>
    "slotAt" in event && event.slotAt !== undefined && event.kind !== "next"
      ? [`${event.kind} ${event.job} ${event.slotAt.toISOString().slice(0, 16)}`]
      : [],
  );
}
