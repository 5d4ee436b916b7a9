// One collection, one account at a time, by a process that kills itself right before its n-th write to the store; 0 never.
import { collect } from "../../../src/collect/index.ts";
import { createGraph } from "../../../src/graph/index.ts";
import { Secret } from "../../../src/shared/index.ts";
import { openStore, type Run, type Store } from "../../../src/store/index.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { HANG } from "../../support/hang.ts";
import { NOW, SMALL_RUN } from "../fault-house.ts";

const [storeUrl = "", url = "", token = "", lastWrite = "0"] = process.argv.slice(2);
const clock = new FakeClock(NOW.toISOString());
let writes = 0;

/** The same methods; each call of one that writes counts. */
function counting<Room extends object>(room: Room, names: readonly (keyof Room)[]): Room {
  const counted = { ...room };
  for (const name of names) {
    const write = room[name];
    if (typeof write !== "function") continue;
    Object.assign(counted, {
      [name]: (...words: readonly unknown[]): unknown => {
        writes += 1;
        if (writes === Number(lastWrite)) process.kill(process.pid, "SIGKILL");
        return write.apply(room, words);
      },
    });
  }
  return counted;
}

const store = await openStore({ url: storeUrl, clock });
const house: Store = {
  ...counting(store, ["keepDiscovery", "learn"]),
  ledger: counting(store.ledger, ["reserve", "settle", "pause"]),
  async openRun(newRun): Promise<Run> {
    return counting(await store.openRun(newRun), ["keep", "close"]);
  },
};
const graph = createGraph(
  {
    url,
    version: "v25.0",
    timeoutMs: HANG.timeout,
    connections: [{ name: "agency", token: new Secret(token), perHour: 1_000 }],
    ledger: house.ledger,
    whenSpent: "wait",
  },
  clock,
);
await collect({ graph, store: house, clock }, SMALL_RUN, new AbortController().signal);
await graph.close();
await store.close();
console.log(writes);
