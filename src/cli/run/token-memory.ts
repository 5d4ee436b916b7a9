// What was last read of each connection's token: asking costs a call, so it is kept and counted down without one.
import type { TokenReading } from "../../graph/index.ts";
import type { Lesson, Store } from "../../store/index.ts";

const TOPIC = "token";
const DAY_MS = 86_400_000;

export interface TokenMemory {
  readonly readAt: string;
  /** When the token or its data access ends, whichever comes first; absent when neither does. UTC ISO 8601. */
  readonly endsAt?: string | undefined;
  /** Why it is not valid; absent when it is. */
  readonly failure?: string | undefined;
}

export async function rememberToken(store: Store, connection: string, token: TokenReading, now: Date): Promise<void> {
  const [endsAt = ""] = [token.expiresAt, token.dataAccessExpiresAt].flatMap((at) => at ?? []).toSorted();
  const failure = token.isValid ? "" : (token.failure?.message ?? "its token is not valid");
  const learntAt = now.toISOString();
  await store.learn({ connection, topic: TOPIC, finding: endsAt, message: failure, learntAt });
}

export function readTokenMemory(lessons: readonly Lesson[]): ReadonlyMap<string, TokenMemory> {
  const ofTokens = lessons.filter(({ topic }) => topic === TOPIC);
  return new Map(
    ofTokens.map(({ connection, finding, message, learntAt }) => [
      connection,
      { readAt: learntAt, endsAt: finding || undefined, failure: message || undefined },
    ]),
  );
}

/** Whole days; null where it does not end. */
export function countTokenDays({ endsAt }: TokenMemory, now: Date): number | null {
  return endsAt === undefined ? null : Math.max(0, Math.floor((Date.parse(endsAt) - now.getTime()) / DAY_MS));
}
