// A lesson belongs to the version it was learnt under: the one in use is remembered with the moment it came into use.
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import type { Capability } from "./capabilities/index.ts";

const VERSION = "version" satisfies Capability;
/** Of a store that does not know yet, what was learnt before is of the same version. */
const EVER = "2000-01-01T00:00:00.000Z";

export async function noteVersion(
  store: Store,
  { connections, version }: { readonly connections: readonly string[]; readonly version: string },
  clock: Clock,
): Promise<void> {
  const known = new Map(
    (await store.lessons()).filter(({ topic }) => topic === VERSION).map((one) => [one.connection, one.finding]),
  );
  for (const connection of connections) {
    const before = known.get(connection);
    if (before === version) continue;
    const learntAt = before === undefined ? EVER : clock.now().toISOString();
    await store.learn({ connection, topic: VERSION, finding: version, message: "asked in", learntAt });
  }
}
