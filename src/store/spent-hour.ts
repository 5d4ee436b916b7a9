// What the rolling hour of a connection was spent on, and when it is whole again.
import { sql } from "kysely";
import type { LedgerTime } from "./boot-time.ts";
import type { Database } from "./database.ts";
import { HOUR_MS } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";

export interface SpentHour {
  /** Parts count. */
  readonly calls: number;
  /** Until the last of them has returned; absent where none was spent. */
  readonly wholeInMs?: number | undefined;
  /** The dearest first. */
  readonly parts: readonly SpentPart[];
}

export interface SpentPart {
  readonly calls: number;
  readonly requests: number;
  /** Requests that were not answered well. */
  readonly refused: number;
  /** The collection they belong to; absent for what a command asked by itself, and for an answer that was never kept. */
  readonly run?: { readonly runId: string; readonly kind: string; readonly fromDay: string; readonly toDay: string };
}

export function createHourReader({ queries }: Database, time: LedgerTime) {
  return async (connection: string, pool: string): Promise<SpentHour> => {
    await time.refresh();
    const now = await time.peek(queries);
    const since = toInstant(new Date(now.getTime() - HOUR_MS));
    const { rows } = await sql<{
      run_id: string | null;
      kind: string | null;
      from_day: string | null;
      to_day: string | null;
      calls: number;
      requests: number;
      refused: number;
      last: string;
    }>`
      select calls.run_id, runs.kind, runs.from_day, runs.to_day, cast(sum(calls.cost) as bigint) as calls,
        count(*) as requests, cast(sum(case when calls.code is null then 0 else 1 end) as bigint) as refused,
        max(calls.counted_at) as last
      from calls left join runs on runs.run_id = calls.run_id
      where calls.connection = ${connection} and calls.pool = ${pool} and calls.counted_at > ${since}
      group by calls.run_id, runs.kind, runs.from_day, runs.to_day
    `.execute(queries);
    const [last] = rows.map((row) => row.last).toSorted((a, b) => (a < b ? 1 : -1));
    return {
      calls: rows.reduce((sum, { calls }) => sum + Number(calls), 0),
      ...(last === undefined ? {} : { wholeInMs: Math.max(0, Date.parse(last) + HOUR_MS - now.getTime()) }),
      parts: rows
        .map(({ run_id, kind, from_day, to_day, calls, requests, refused }) => ({
          calls: Number(calls),
          requests: Number(requests),
          refused: Number(refused),
          ...(run_id === null || kind === null
            ? {}
            : { run: { runId: run_id, kind, fromDay: from_day ?? "", toDay: to_day ?? "" } }),
        }))
        .toSorted((a, b) => b.calls - a.calls),
    };
  };
}
