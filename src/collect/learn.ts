// A finding put into the table of capabilities, and kept as a lesson for the next run.
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import {
  CAPABILITIES,
  type Capabilities,
  type Findings,
  find,
  type KeptCapability,
  put,
  toLesson,
} from "./capabilities/index.ts";

/** `found` without the moment and the version, which are those of now. */
export type Learn = <C extends KeptCapability>(
  connection: string,
  capability: C,
  found: Omit<Findings[C], "since" | "version">,
  of?: { readonly owner?: string; readonly name?: string },
) => Promise<void>;

export function createLearn(store: Pick<Store, "learn">, clock: Clock, known: Capabilities): Learn {
  return async (connection, capability, found, { owner = connection, name = "" } = {}) => {
    const learntAt = clock.now().toISOString();
    const { isLasting } = CAPABILITIES[capability];
    const version = isLasting === true ? undefined : find(known, "version", connection)?.value;
    put(known, capability, owner, { ...found, since: learntAt, version } as Findings[typeof capability], name);
    await store.learn(toLesson(known, connection, capability, { owner, name, message: found.words, learntAt }));
  };
}
