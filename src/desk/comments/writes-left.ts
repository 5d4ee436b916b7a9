import type { DeskPorts } from "../ports.ts";

/**
 * "52 of 60 writes to Instagram left this hour", of each connection by name where there are several, and when the next one
 * returns where none is left; those without a token here are left out.
 */
export async function readWritesLeft(
  { store, settings, clock }: DeskPorts,
  connections: readonly string[],
): Promise<string> {
  const names = settings.connections.map(({ name }) => name).filter((name) => connections.includes(name));
  const { writesPerHour } = settings.comments;
  const left = await Promise.all(
    names.map(async (name) => {
      const { left: count, waitMs } = await store.ledger.callsLeft(name, "comment-writes", writesPerHour);
      const nextAt = waitMs === undefined ? "" : new Date(clock.now().getTime() + waitMs).toISOString();
      return { words: names.length === 1 ? `${count}` : `${name} ${count}`, nextAt };
    }),
  );
  if (left.length === 0) return "";
  const [nextAt = ""] = left
    .map((one) => one.nextAt)
    .filter(Boolean)
    .sort();
  const next = nextAt === "" ? "" : `, the next one at ${nextAt}`;
  return `${left.map(({ words }) => words).join(", ")} of ${writesPerHour} writes to Instagram left this hour${next}`;
}
