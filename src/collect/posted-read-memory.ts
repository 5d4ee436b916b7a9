// What the graph learns of a server that takes no long reads as POST, kept as a lesson like any other.
import type { PostedReadMemory } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import { TOPIC, toLessons } from "./lessons.ts";

/** A refusal is applied as long as one of a form; that they were taken, until one is. */
export function createPostedReadMemory(store: Store, clock: Clock): PostedReadMemory {
  const readLessons = async () => toLessons(await store.lessons(), clock.now());
  return {
    async recall(connection) {
      const { postingRefused, postingTaken } = await readLessons();
      return postingRefused.has(connection) ? "refused" : postingTaken.has(connection) ? "taken" : undefined;
    },
    async note(connection, found, words) {
      const learntAt = clock.now().toISOString();
      const message = found === "taken" ? "answered" : words;
      await store.learn({ connection, topic: TOPIC.posting, finding: found, message, learntAt });
    },
  };
}
