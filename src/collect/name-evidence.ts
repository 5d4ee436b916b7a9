// Metrics and plain fields the API does not know: one account's word is that account's, a second one's is the connection's.
import { type Capabilities, list, put, replace, stateOf } from "./capabilities/index.ts";
import type { Asked, Fact } from "./fetch/index.ts";
import type { Learn } from "./learn.ts";

export interface NameEvidence {
  note(asked: Asked, fact: Extract<Fact, { kind: "name-refused" | "metrics-answered" }>): Promise<void>;
  keepAnswered(): Promise<void>;
}

/**
 * A lesson needs the word of two accounts, neither of which has had an answer; of a connection's only account its own word
 * is enough as long as nothing was ever answered. One account's word is a doubt until then.
 */
export function createNameEvidence(
  known: Capabilities,
  learn: Learn,
  countAccounts: (connection: string) => number,
): NameEvidence {
  /** Who was refused what, by connection and name. */
  const refused = new Map<string, Set<string>>();
  /** By connection, how many metrics were known to be answered before one was in this run. */
  const answeredBefore = new Map<string, number>();

  return {
    async note({ connection, accountId }, fact) {
      if (fact.kind === "metrics-answered") {
        const before = list(known, "metrics-answered", connection).size;
        answeredBefore.set(connection, answeredBefore.get(connection) ?? before);
        for (const name of fact.metrics) {
          put(known, "metrics-answered", connection, { state: "proven", words: "answered", since: "" }, name);
          if (stateOf(known, "metric", connection, name) !== "doubtful") continue;
          const others = [...list(known, "metric", connection)].filter(([one]) => one !== name);
          replace(known, "metric", connection, new Map(others));
        }
        return;
      }
      const { of, name, words } = fact;
      const key = `${connection} ${name}`;
      const accounts = (refused.get(key) ?? new Set()).add(accountId);
      refused.set(key, accounts);
      const hasAnswered = stateOf(known, "metrics-answered", connection, name) === "proven";
      const isAlone = countAccounts(connection) <= 1 && !hasAnswered;
      if (accounts.size > 1 || isAlone) await learn(connection, of, { state: "refused", words }, { name });
      else if (stateOf(known, of, connection, name) !== "refused")
        put(known, of, connection, { state: "doubtful", words, since: "" }, name);
    },
    async keepAnswered() {
      for (const [connection, before] of answeredBefore) {
        const answered = list(known, "metrics-answered", connection);
        const [name] = answered.keys();
        if (name === undefined || answered.size === before) continue;
        await learn(connection, "metrics-answered", { state: "proven", words: "answered" }, { name });
      }
    },
  };
}
