// What a clock that was set in mid-run means for the ledger: instants entered before move along, so that neither is the
// hour freed early nor are its calls held back longer than an hour (RELIABILITY T13).
import type { ClockStep } from "../shared/index.ts";
import type { WriteTransaction } from "./database.ts";
import { HOUR_MS } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";
import type { CallPool } from "./store.ts";

export interface KnownBlock {
  readonly connection: string;
  readonly pool: CallPool;
  readonly untilMs: number;
}

/**
 * Moves the calls of the last hour, and the blocks this process knows of, by the step. Another process that sees the
 * same step finds them moved: calls by where they stand, blocks because they no longer end where it thinks. Entries a
 * clock already set right has made stay as they are.
 */
export async function moveWithClock(
  trx: WriteTransaction,
  { from, to }: ClockStep,
  blocks: readonly KnownBlock[],
): Promise<void> {
  const stepMs = to.getTime() - from.getTime();
  const move = (ms: number): string => toInstant(new Date(ms + stepMs));
  const hourAgo = new Date(from.getTime() - HOUR_MS);
  if (to < hourAgo) {
    // Long out of the hour, and ahead of the clock now: they must not pass for calls of this moment.
    await trx
      .updateTable("calls")
      .set({ counted_at: move(hourAgo.getTime()) })
      .where("counted_at", ">", toInstant(to))
      .where("counted_at", "<=", toInstant(hourAgo))
      .execute();
  }
  const calls = await trx
    .selectFrom("calls")
    .select(["call_id", "counted_at"])
    .where("counted_at", ">", toInstant(new Date(Math.max(hourAgo.getTime(), stepMs < 0 ? to.getTime() : 0))))
    .where("counted_at", "<=", toInstant(from))
    .execute();
  for (const { call_id, counted_at } of calls) {
    await trx
      .updateTable("calls")
      .set({ counted_at: move(Date.parse(counted_at)) })
      .where("call_id", "=", call_id)
      .execute();
  }
  for (const { connection, pool, untilMs } of blocks) {
    await trx
      .updateTable("call_blocks")
      .set({ until_at: move(untilMs) })
      .where("connection", "=", connection)
      .where("pool", "=", pool)
      .where("until_at", "=", toInstant(new Date(untilMs)))
      .execute();
  }
}
