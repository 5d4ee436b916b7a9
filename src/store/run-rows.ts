import type { Kysely, Selectable } from "kysely";
import type { Schema } from "./schema.ts";
import type { RunRow, RunState } from "./store.ts";

/** What others may know of a run: all but its plan and who holds it. */
export function toRunRow(row: Selectable<Schema["runs"]>): RunRow {
  return {
    runId: row.run_id,
    kind: row.kind,
    fromDay: row.from_day,
    toDay: row.to_day,
    state: row.state as RunState,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    accounts: row.accounts,
    calls: row.calls,
    gaps: row.gaps,
    message: row.message ?? undefined,
  };
}

/** The newest run of a scope, when it ended complete or partial. */
export async function readFinishedRun(
  queries: Kysely<Schema>,
  kind: string,
  scope: string,
): Promise<RunRow | undefined> {
  const row = await queries
    .selectFrom("runs")
    .selectAll()
    .where("kind", "=", kind)
    .where("scope", "=", scope)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.state === "complete" || row?.state === "partial" ? toRunRow(row) : undefined;
}

/** The scopes of the newest runs that ended complete or partial, or can be gone on with; each once, newest first. */
export async function readScopes(queries: Kysely<Schema>, kind: string, limit: number): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom("runs")
    .select("scope")
    .where("kind", "=", kind)
    .where("state", "in", ["complete", "partial", "paused", "running"])
    .orderBy("started_at", "desc")
    .limit(limit)
    .execute();
  return [...new Set(rows.map(({ scope }) => scope))];
}
