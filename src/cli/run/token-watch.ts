// The schedule's jobs look at each token once a day: one that ends soon, or has died, is told before a later run meets it.
import type { Settings } from "../../config/index.ts";
import { readToken } from "../../graph/index.ts";
import { type Clock, CollectorError } from "../../shared/index.ts";
import { openServices } from "../compose.ts";
import { readTokenMemory, rememberToken } from "./token-memory.ts";

const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * One call a connection, two where a permission is missing; none within a day of the last look. Never waits for an hour. Gives
 * how many calls it has sent.
 */
export async function lookAtTokens(
  { settings, clock }: { readonly settings: Settings; readonly clock: Clock },
  signal: AbortSignal,
): Promise<number> {
  await using services = await openServices(settings, clock, { whenSpent: "stop" });
  const known = readTokenMemory(await services.store.lessons());
  for (const { name } of settings.connections) {
    const readAt = known.get(name)?.readAt;
    if (readAt !== undefined && clock.now().getTime() - Date.parse(readAt) < LOOK_AGAIN_MS) continue;
    try {
      await rememberToken(services.store, name, await readToken(services.graph, name, signal), clock.now());
    } catch (error) {
      // A spent hour or a server out of reach says nothing about the token, and a stopped look is made the next time.
      if (!(error instanceof CollectorError) && !signal.aborted) throw error;
    }
  }
  return services.graph.callsSent();
}
