// Tells open pages that something has changed; they ask for what they show, by themselves. The store is looked at, so that work of
// other processes and machines is told as well.
import { z } from "zod";
import type { Call, DeskEvent } from "../route.ts";
import { defineRoute } from "../route.ts";

const LOOK_MS = 2_000;
/** Then the browser comes again, and the gate looks whether its session still holds. */
const LONGEST_MS = 5 * 60_000;

export const live = defineRoute({
  name: "live",
  method: "GET",
  path: "/live",
  role: "viewer",
  about: "scope",
  isStream: true,
  input: z.object({}),
  async handle(call) {
    return { kind: "events", events: listen(call) };
  },
});

async function* listen({ ports, work, signal }: Call<unknown>): AsyncIterable<DeskEvent> {
  const { clock } = ports;
  // At once, so that a page that was away while it was not connected catches up.
  yield { event: "changed", data: "" };
  let before = await readMark(ports, work.version);
  for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += LOOK_MS) {
    try {
      await clock.sleep(LOOK_MS, signal);
    } catch {
      return;
    }
    const now = await readMark(ports, work.version);
    if (now !== before) yield { event: "changed", data: "" };
    before = now;
  }
}

interface Look {
  readonly at: number;
  readonly version: number;
  readonly mark: Promise<string>;
}

const looks = new WeakMap<Call<unknown>["ports"]["store"], Look>();

/** Whoever looks within the same moment shares one look, however many pages are open. */
function readMark(ports: Call<unknown>["ports"], version: number): Promise<string> {
  const at = ports.clock.now().getTime();
  const last = looks.get(ports.store);
  if (last !== undefined && last.version === version && Math.abs(at - last.at) < LOOK_MS / 2) return last.mark;
  const mark = lookAtStore(ports, version);
  looks.set(ports.store, { at, version, mark });
  mark.catch(() => looks.delete(ports.store));
  return mark;
}

/** Differs whenever Today would. */
async function lookAtStore({ store }: Call<unknown>["ports"], version: number): Promise<string> {
  const [runs, last, mails, seals] = await Promise.all([
    store.operation.underWay(),
    store.read.runs(1),
    store.outbox.list({ limit: 1 }),
    store.sealed.search({ limit: 1 }),
  ]);
  const mark = [
    version,
    runs.map(({ runId, done, of }) => [runId, done, of]),
    last.map(({ runId, state }) => [runId, state]),
    mails.map(({ deliveryId, state, updatedAt }) => [deliveryId, state, updatedAt]),
    seals.map(({ reportId }) => reportId),
  ];
  return JSON.stringify(mark);
}
