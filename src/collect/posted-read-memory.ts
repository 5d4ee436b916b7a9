// What the graph learns of a server that takes no long reads as POST, kept as a lesson like any other.
import type { PostedReadMemory } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import { type Capability, stateOf, toCapabilities } from "./capabilities/index.ts";

const POSTED_READS = "posted-reads" satisfies Capability;

/** A refusal is applied as long as one of a form; that they were taken, until one is. */
export function createPostedReadMemory(store: Store, clock: Clock): PostedReadMemory {
  return {
    async recall(connection) {
      const state = stateOf(toCapabilities(await store.lessons(), clock.now()), POSTED_READS, connection);
      return state === "refused" ? "refused" : state === "proven" ? "taken" : undefined;
    },
    async note(connection, found, words) {
      const learntAt = clock.now().toISOString();
      const message = found === "taken" ? "answered" : words;
      await store.learn({ connection, topic: POSTED_READS, finding: found, message, learntAt });
    },
  };
}
