// Metrics and plain fields the API does not know: one account's word is that account's, a second one's is the connection's.
import type { FetchOptions } from "./fetch/index.ts";
import { type Lessons, TOPIC } from "./lessons.ts";

type Learn = (connection: string, topic: string, finding: string, message: string) => Promise<void>;
type MetricLessons = Pick<
  FetchOptions,
  "onRefusedMetric" | "onAnsweredMetrics" | "isOneInDoubt" | "withdrawnFields" | "onWithdrawnField"
> & {
  /** What was answered in this run, for the next one to know. */
  readonly keepAnswered: () => Promise<void>;
};

/**
 * A lesson needs the word of two accounts, neither of which has had an answer; of a connection's only account its own word
 * is enough as long as nothing was ever answered.
 */
export function createMetricLessons(
  { answeredMetrics, refusedMetrics, withdrawnFields }: Lessons,
  learn: Learn,
  countAccounts: (connection: string) => number,
): MetricLessons {
  /** Who was refused what, by connection and name. */
  const refused = new Map<string, Set<string>>();
  const answered = new Map<string, Set<string>>();
  const doubts = new Map<string, Set<string>>();

  const hasAnswered = (connection: string, name: string): boolean =>
    answeredMetrics.get(connection)?.has(name) === true || answered.get(connection)?.has(name) === true;

  /** True once it is the connection's. */
  function note(connection: string, name: string, accountId: string): boolean {
    const accounts = getSet(refused, `${connection} ${name}`).add(accountId);
    const isAlone = countAccounts(connection) <= 1 && !hasAnswered(connection, name);
    const isSure = accounts.size > 1 || isAlone;
    if (isSure) getSet(doubts, connection).delete(name);
    else getSet(doubts, connection).add(name);
    return isSure;
  }

  return {
    async onRefusedMetric(connection, metric, message, accountId) {
      if (!note(connection, metric, accountId)) return;
      const metrics = refusedMetrics.get(connection) ?? new Map<string, string>();
      refusedMetrics.set(connection, metrics.set(metric, message));
      await learn(connection, TOPIC.metric + metric, "refused", message);
    },
    onAnsweredMetrics(connection, _accountId, metrics) {
      for (const metric of metrics) {
        getSet(answered, connection).add(metric);
        getSet(doubts, connection).delete(metric);
      }
    },
    isOneInDoubt: (connection) => getSet(doubts, connection).size > 0,
    withdrawnFields: (connection) => withdrawnFields.get(connection) ?? new Map<string, string>(),
    async onWithdrawnField(connection, field, message, accountId) {
      if (!note(connection, field, accountId)) return;
      const fields = withdrawnFields.get(connection) ?? new Map<string, string>();
      withdrawnFields.set(connection, fields.set(field, message));
      await learn(connection, TOPIC.field + field, "withdrawn", message);
    },
    async keepAnswered() {
      for (const [connection, metrics] of answered) {
        const all = new Set([...(answeredMetrics.get(connection) ?? []), ...metrics]);
        if (all.size === answeredMetrics.get(connection)?.size) continue;
        await learn(connection, TOPIC.answeredMetrics, [...all].toSorted().join(" "), "answered");
      }
    },
  };
}

function getSet<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const known = map.get(key) ?? new Set<T>();
  map.set(key, known);
  return known;
}
