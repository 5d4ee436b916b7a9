// Whoever waits for jobs, before a queue that is out of reach for a while.
import { expect, it } from "vitest";
import { createCarrier } from "../../src/jobs/carry.ts";
import { JobError } from "../../src/jobs/job-error.ts";
import type { JobQueue } from "../../src/jobs/job-queue.ts";

const UNUSABLE = new JobError({ code: "JOB_QUEUE_UNUSABLE", sentence: "It is not there.", hint: "Wait." });
const CLOCK = { sleep: async () => undefined };
const JOB = { kind: "deliver", order: { deliveryId: "1", client: "" } } as const;

/** Each question fails so many times before it is answered. */
function openUnsteady(times: number, why: Error = UNUSABLE) {
  const asked = { send: 0, states: 0 };
  const answer = async <T>(name: keyof typeof asked, value: T): Promise<T> => {
    asked[name] += 1;
    if (asked[name] <= times) throw why;
    return value;
  };
  const queue: Pick<JobQueue, "send" | "states" | "cancel" | "workers"> = {
    send: () => answer("send", "a"),
    states: () => answer("states", [{ id: "a", state: "completed", output: { output: {} } } as const]),
    cancel: async () => undefined,
    workers: async () => [],
  };
  return { carrier: createCarrier(queue as JobQueue, CLOCK, async () => undefined), asked };
}

it("waits for a queue that is out of reach for a while, and goes on", async () => {
  const { carrier, asked } = openUnsteady(3);
  const results = await carrier.run([JOB], new AbortController().signal);
  expect(results).toEqual([{ kind: "done", output: {} }]);
  expect(asked).toEqual({ send: 4, states: 4 });
});

it("does not wait for ever, and not for what is our own mistake", async () => {
  await expect(openUnsteady(1_000).carrier.run([JOB], new AbortController().signal)).rejects.toBe(UNUSABLE);
  const mistake = new TypeError("not a function");
  const { carrier, asked } = openUnsteady(1, mistake);
  await expect(carrier.run([JOB], new AbortController().signal)).rejects.toBe(mistake);
  expect(asked.send).toBe(1);
});
