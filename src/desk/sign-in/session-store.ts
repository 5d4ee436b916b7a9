// Sessions in this process's memory: whoever restarts the desk signs everybody out.
import { createHash } from "node:crypto";
import type { SessionStore } from "@fastify/session";
import type { Session } from "fastify";
import type { Clock } from "../../shared/index.ts";

declare module "fastify" {
  interface Session {
    /** Who has signed in; absent before. */
    person?: string;
    /** Milliseconds since 1970, both. */
    startedAt?: number;
    seenAt?: number;
  }
}

/** Above it the one that was touched longest ago goes. */
const HELD_MOST = 5_000;
/** Of somebody who has not signed in. */
const STRANGER_MS = 30 * 60_000;

/** Keeps a session by the hash of its id, for so long after it was last changed; whether it still holds, the gate says. */
export function createSessionStore(clock: Pick<Clock, "now">, longestMs: number): SessionStore {
  const held = new Map<string, { readonly session: Session; readonly touchedAt: number }>();
  return {
    set(sessionId, session, done) {
      const key = toKey(sessionId);
      held.delete(key);
      held.set(key, { session, touchedAt: clock.now().getTime() });
      for (const oldest of held.keys()) {
        if (held.size <= HELD_MOST) break;
        held.delete(oldest);
      }
      done();
    },
    get(sessionId, done) {
      const found = held.get(toKey(sessionId));
      if (found === undefined) return done(null, null);
      const keptMs = found.session.person === undefined ? STRANGER_MS : longestMs;
      const isOver = clock.now().getTime() - found.touchedAt > keptMs;
      if (isOver) held.delete(toKey(sessionId));
      done(null, isOver ? null : found.session);
    },
    destroy(sessionId, done) {
      held.delete(toKey(sessionId));
      done();
    },
  };
}

function toKey(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("base64");
}
