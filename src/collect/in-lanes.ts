import { BudgetSpent } from "../graph/index.ts";

/** Side by side to their ends, whatever becomes of one; then throws what stopped one, a pause last and the shortest first. */
export async function inLanes(lanes: readonly (() => Promise<void>)[]): Promise<void> {
  const ended = await Promise.allSettled(lanes.map((lane) => lane()));
  const reasons = ended.flatMap((end): readonly unknown[] => (end.status === "rejected" ? [end.reason] : []));
  const until = (reason: unknown): number => (reason instanceof BudgetSpent ? reason.resumesAt.getTime() : 0);
  const [reason] = reasons.toSorted((a, b) => until(a) - until(b));
  if (reasons.length > 0) throw reason;
}
