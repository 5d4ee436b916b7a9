import type { DeskPorts } from "../ports.ts";

/** "52 of 60 writes left", of each connection by name where there are several; those without a token here are left out. */
export async function readWritesLeft({ store, settings }: DeskPorts, connections: readonly string[]): Promise<string> {
  const names = settings.connections.map(({ name }) => name).filter((name) => connections.includes(name));
  const { writesPerHour } = settings.comments;
  const left = await Promise.all(
    names.map(async (name) => {
      const { left: count } = await store.ledger.callsLeft(name, "comment-writes", writesPerHour);
      return names.length === 1 ? `${count}` : `${name} ${count}`;
    }),
  );
  return left.length === 0 ? "" : `${left.join(", ")} of ${writesPerHour} writes left`;
}
