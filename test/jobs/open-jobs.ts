// A queue on a database of its own, and job functions that do nothing but what a test says.
import { onTestFinished } from "vitest";
import {
  ALL_KINDS,
  createJobQueue,
  type JobEvent,
  type JobFunctions,
  type JobKind,
  type JobQueue,
  keepWorking,
  openQueue,
} from "../../src/jobs/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { createDatabasePlace } from "../store/engines.ts";

export interface TestJobs {
  readonly url: string;
  readonly store: Store;
  readonly queue: JobQueue;
  /** A worker until the test ends, or it is stopped. */
  work(
    functions: Partial<JobFunctions>,
    options?: { readonly kinds?: readonly JobKind[]; readonly parallel?: number; readonly graceMs?: number },
  ): { stop(): Promise<void>; readonly events: readonly JobEvent[] };
}

export async function openJobs(): Promise<TestJobs> {
  const place = await createDatabasePlace();
  const store = await openStore({ url: place.url });
  const queue = createJobQueue(await openQueue({ url: place.url, name: "a test", heartbeatSeconds: 10 }));
  const stops: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const stop of stops) await stop();
    await queue[Symbol.asyncDispose]();
    await store.close();
    await place.remove();
  });
  return {
    url: place.url,
    store,
    queue,
    work(functions, { kinds = ALL_KINDS, parallel = 1, graceMs } = {}) {
      const stopping = new AbortController();
      const events: JobEvent[] = [];
      const working = keepWorking(
        {
          queue,
          store,
          kinds,
          parallel: () => parallel,
          functions: functions as JobFunctions,
          onEvent: (event) => events.push(event),
          graceMs,
        },
        stopping.signal,
      );
      const stop = async (): Promise<void> => {
        stopping.abort();
        await working;
      };
      stops.push(stop);
      return { stop, events };
    },
  };
}
