// How far the runs have come that are at work now, whichever process runs them.
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import { parseStored } from "./stored-json.ts";

export interface RunProgress {
  readonly runId: string;
  readonly kind: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly startedAt: string;
  /** Planned requests that are over. */
  readonly done: number;
  /** Planned so far; 0 before the first plan is made. */
  readonly of: number;
}

/** As `collect` names the rows that hold a plan, one a connection. */
const PLAN = "plan/";
const PLANS_KEPT = 500;

/** A plan never changes once it is stored, and may be megabytes. */
export function createProgressReader(queries: Kysely<Schema>): () => Promise<readonly RunProgress[]> {
  const lengths = new Map<string, number>();
  async function countPlanned(runId: string, callKey: string): Promise<number> {
    const name = JSON.stringify([runId, callKey]);
    const known = lengths.get(name);
    if (known !== undefined) return known;
    const row = await queries
      .selectFrom("run_progress")
      .select("resume")
      .where("run_id", "=", runId)
      .where("call_key", "=", callKey)
      .executeTakeFirst();
    const plan = parseStored(row?.resume ?? "null", "the plan of a run") as { readonly calls?: unknown } | null;
    const length = Array.isArray(plan?.calls) ? plan.calls.length : 0;
    if (lengths.size >= PLANS_KEPT) lengths.clear();
    lengths.set(name, length);
    return length;
  }
  return async () => {
    const runs = await queries
      .selectFrom("runs")
      .select(["run_id", "kind", "from_day", "to_day", "started_at"])
      .where("state", "=", "running")
      .orderBy("started_at")
      .execute();
    return Promise.all(
      runs.map(async ({ run_id, kind, from_day, to_day, started_at }): Promise<RunProgress> => {
        const plans = await queries
          .selectFrom("run_progress")
          .select("call_key")
          .where("run_id", "=", run_id)
          .where("call_key", ">=", PLAN)
          .where("call_key", "<", "plan0")
          .execute();
        const counts = await Promise.all(plans.map(({ call_key }) => countPlanned(run_id, call_key)));
        const { done } = await queries
          .selectFrom("run_progress")
          .select(({ fn }) => fn.countAll<number>().as("done"))
          .where("run_id", "=", run_id)
          .where("done", "=", 1)
          .where("call_key", "not like", `${PLAN}%`)
          .executeTakeFirstOrThrow();
        const of = counts.reduce((sum, count) => sum + count, 0);
        const about = { runId: run_id, kind, fromDay: from_day, toDay: to_day, startedAt: started_at };
        return { ...about, done: Math.min(Number(done), of), of };
      }),
    );
  };
}
