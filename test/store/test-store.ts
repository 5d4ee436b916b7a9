import { afterEach } from "vitest";
import type { Clock } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { Place } from "./engines.ts";

/** Time that moves only when told. */
export class FakeClock implements Clock {
  #now: number;

  constructor(start = "2026-11-23T08:00:00Z") {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(delayMs: number): Promise<void> {
    this.advance(delayMs);
  }
}

/** Places and stores of one test file, closed and removed after each test. */
export function createTestStores(createPlace: () => Promise<Place>) {
  const stores: Store[] = [];
  const places: Place[] = [];

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    for (const place of places.splice(0)) await place.remove();
  });

  async function newPlace(): Promise<Place> {
    const place = await createPlace();
    places.push(place);
    return place;
  }

  return {
    newPlace,
    /** Where a test has a clock of its own, its server goes by it as well. */
    async open(
      options: { url?: string; clock?: Clock; serverClock?: Pick<Clock, "now"> | undefined; holder?: string } = {},
    ): Promise<Store> {
      const url = options.url ?? (await newPlace()).url;
      const store = await openStore({ serverClock: options.clock, ...options, url });
      stores.push(store);
      return store;
    },
  };
}
