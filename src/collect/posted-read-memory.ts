// What the graph learns of a server that takes no long reads as POST, kept as a lesson like any other.
import type { PostedReadMemory } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import { TOPIC, toLessons } from "./lessons.ts";

/** A refusal is heeded as long as one of a form; that they were taken is worth a word only against an old refusal. */
export function createPostedReadMemory(store: Store, clock: Clock): PostedReadMemory {
  const readLessons = async () => toLessons(await store.lessons(), clock.now());
  return {
    isRefused: async (connection) => (await readLessons()).postingRefused.has(connection),
    async note(connection, found, words) {
      if (found === "taken" && !(await readLessons()).postingDoubtful.has(connection)) return;
      const learntAt = clock.now().toISOString();
      const message = found === "taken" ? "answered" : words;
      await store.learn({ connection, topic: TOPIC.posting, finding: found, message, learntAt });
    },
  };
}
