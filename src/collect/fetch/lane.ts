// One connection's requests under way, and its accounts in work.
import type { GraphReply, GraphRequest } from "../../graph/index.ts";
import { createSeats } from "./seats.ts";

export type Sender = (request: GraphRequest) => Promise<GraphReply>;

export function createLane(send: Sender, concurrency: number) {
  const sending = createSeats(concurrency);
  // While some answers are being kept, others are on their way: neither the server nor we wait for the other.
  const working = createSeats(concurrency * 2);
  const standAside = (wait: () => Promise<void>): Promise<void> => working.leave(() => sending.leave(wait));
  return {
    /** `pause` is given each wait for a throttled account, and how to wait without keeping a seat. */
    send: (request: GraphRequest, pause: (wait: () => Promise<void>, aside: typeof standAside) => Promise<void>) =>
      sending.take(() => send({ ...request, standAside: (wait) => pause(wait, standAside) })),
    /** Waits without keeping others of the lane from being worked on. */
    stepAside: (wait: () => Promise<void>) => working.leave(wait),
    working: working.take,
  };
}

export type Lane = ReturnType<typeof createLane>;
