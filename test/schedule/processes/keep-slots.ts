// Keeps an hourly schedule on a store until no slot is open, on a clock that is `SPEED` times as fast as the machine's;
// prints "begun|ended SLOT AT" for each slot it works on. Made to be killed: in its `HELD_IN`th slot it prints "held SLOT
// AT" and stays until its input ends.
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { keepSchedule } from "../../../src/schedule/index.ts";
import type { Clock } from "../../../src/shared/index.ts";
import { openStore } from "../../../src/store/index.ts";
import { job } from "../schedule-house.ts";

/** The lease of a runner that is at work must outlast any pause a busy machine makes. */
const SPEED = 15;
const WORK_MS = 20;
const HELD_IN = 5;

const [url = "", start = "", startedAt = ""] = process.argv.slice(2);
const clock: Clock = {
  now: () => new Date(Date.parse(start) + (Date.now() - Number(startedAt)) * SPEED),
  sleep: (delayMs, signal) => delay(delayMs / SPEED, undefined, { signal }),
};
const stop = new AbortController();
const released = once(process.stdin.resume(), "end");
const store = await openStore({ url, clock, serverClock: clock });
const tell = (word: string, at: Date): void => console.log(word, at.toISOString(), Date.now());
let begun = 0;
const hourly = job({
  cron: "0 * * * *",
  async work({ at }) {
    tell("begun", at);
    begun += 1;
    if (begun === HELD_IN && !process.stdin.readableEnded) {
      tell("held", at);
      await released;
    }
    await delay(WORK_MS);
    tell("ended", at);
    return { outcome: "complete" };
  },
});
await keepSchedule(
  {
    jobs: [hourly],
    book: store.slots,
    clock,
    tell: () => undefined,
    async between() {
      if ((await store.slots.open()).length === 0) stop.abort();
    },
  },
  stop.signal,
);
await store.close();
