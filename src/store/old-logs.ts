// What only served to run is dropped after a while; a year of it would be larger than the figures it brought.
import { type RawBuilder, sql } from "kysely";
import type { LedgerTime } from "./boot-time.ts";
import type { Database } from "./database.ts";
import { dropMonths } from "./months.ts";
import { HOUR_MS } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";

/** Rows a transaction: others write between two of them. */
const ROWS_A_STEP = 5_000;

/** The progress of runs that nobody has worked on since `before`: of unfinished ones too, whose next process begins anew. */
export async function dropOldLogs(
  database: Database,
  time: LedgerTime,
  before: Date,
  signal: AbortSignal,
): Promise<void> {
  const until = toInstant(before);
  // However far ahead the clock is: the hour goes by the ledger's own time (V1).
  const hourAgo = toInstant(new Date((await time.peek(database.queries)).getTime() - HOUR_MS));
  await dropProgress(database, until, signal);
  if (signal.aborted) return;
  await dropMonths(database, "calls", until, (part) => isUncounted(database, part, until, hourAgo));
  while (!signal.aborted) {
    const calls = await database.queries
      .selectFrom("calls")
      .select("call_id")
      .where("reserved_at", "<", until)
      // A clock set back moves an entry into the hour that is counted now.
      .where("counted_at", "<", until)
      .where("counted_at", "<", hourAgo)
      .limit(ROWS_A_STEP)
      .execute();
    if (calls.length === 0) return;
    const ids = calls.map(({ call_id }) => call_id);
    await database.write((trx) => trx.deleteFrom("calls").where("call_id", "in", ids).execute());
  }
}

/** Whether no call of the month counts, by the ledger's own time, from either moment on. */
async function isUncounted(
  { queries }: Database,
  part: RawBuilder<unknown>,
  until: string,
  hourAgo: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${part} where counted_at >= ${until} or counted_at >= ${hourAgo} limit 1
  `.execute(queries);
  return rows.length === 0;
}

async function dropProgress(database: Database, until: string, signal: AbortSignal): Promise<void> {
  const runs = await database.queries
    .selectFrom("runs")
    .select("run_id")
    .where("heartbeat_at", "<", until)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("run_progress").select("call_key").whereRef("run_progress.run_id", "=", "runs.run_id")),
    )
    .execute();
  for (const { run_id } of runs) {
    if (signal.aborted) return;
    // Somebody may have taken it up meanwhile.
    await database.write((trx) =>
      trx
        .deleteFrom("run_progress")
        .where("run_id", "in", (query) =>
          query.selectFrom("runs").select("run_id").where("run_id", "=", run_id).where("heartbeat_at", "<", until),
        )
        .execute(),
    );
  }
}
