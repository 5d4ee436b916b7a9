// Calls spent in the rolling hour, shared by every process on the store. Rows stay as the history of what was asked.
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { type Clock, type ClockStep, watchClockSteps } from "../shared/index.ts";
import type { Database, WriteTransaction } from "./database.ts";
import { type KnownBlock, moveWithClock } from "./reset-clock.ts";
import { HOUR_MS, type SpentCalls, waitForRoom } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import type { CallLedger, CallPool } from "./store.ts";
import { upsertNewest } from "./upsert.ts";

/**
 * A call's entry outlives its process, however that dies (V1). After a power cut the last moments' entries may be gone;
 * `keep` brings what those calls were answered to the disk, and their entries with it.
 */
const LEDGER_OUTLIVES = "process";

/** `clock` is watched for being set; the instants themselves come with each question. */
export function createCallLedger(database: Database, clock: Clock): CallLedger {
  const steps = watchClockSteps(clock);
  const knownBlocks = new Map<string, KnownBlock>();
  const know = (connection: string, pool: CallPool, untilMs: number): void => {
    knownBlocks.set(`${connection}/${pool}`, { connection, pool, untilMs });
  };

  async function follow(step: ClockStep | undefined): Promise<void> {
    if (step === undefined) return;
    const stepMs = step.to.getTime() - step.from.getTime();
    const blocks = [...knownBlocks.values()];
    try {
      await database.write((trx) => moveWithClock(trx, step, blocks), LEDGER_OUTLIVES);
      for (const { connection, pool, untilMs } of blocks) know(connection, pool, untilMs + stepMs);
    } catch (error) {
      steps.giveBack(step);
      throw error;
    }
  }

  return {
    async reserve({ connection, pool, cost, perHour, now, path }) {
      if (cost > perHour) {
        throw new RangeError(`${cost} calls at once never fit an hour of ${perHour}: split the request.`);
      }
      await follow(steps.take());
      return database.write(async (trx) => {
        // After a clock set back, entries from the future start their hour now, instead of holding calls back for the
        // length of the correction (RELIABILITY T13).
        await countFromNow(trx, toInstant(now), connection, pool);
        // Which entries return first matters only when the hour is full.
        const fits = (await sumSpent(trx, connection, pool, now)) + cost <= perHour;
        const spent = fits ? [] : await readSpent(trx, connection, pool, now);
        const blockMs = await readBlockMs(trx, connection, pool, now);
        if (blockMs > 0) know(connection, pool, now.getTime() + blockMs);
        const roomMs = waitForRoom(spent, cost, perHour, now.getTime());
        const waitMs = Math.max(roomMs, blockMs);
        if (waitMs > 0) return { granted: false, waitMs, ...(blockMs > roomMs ? { isHeldBack: true } : {}) };
        const callId = randomUUID();
        await enterCall(trx, callId, connection, pool, path, cost, toInstant(now));
        return { granted: true, callId };
      }, LEDGER_OUTLIVES);
    },

    async settle(callId, outcome) {
      const { at, httpStatus = null, code = null, usedPercent = null } = outcome;
      await database.write(
        (trx) => settleCall(trx, toInstant(at), httpStatus, code, usedPercent, callId),
        LEDGER_OUTLIVES,
      );
    },

    async callsLeft(connection, pool, perHour, now) {
      await follow(steps.take());
      const spent = await readSpent(database.queries, connection, pool, now);
      const blockMs = await readBlockMs(database.queries, connection, pool, now);
      const left = Math.max(0, perHour - spent.reduce((sum, { cost }) => sum + cost, 0));
      if (left > 0 && blockMs === 0) return { left };
      const roomMs = waitForRoom(spent, 1, perHour, now.getTime());
      const waitMs = Math.max(roomMs, blockMs);
      const heldBack = blockMs > roomMs ? ({ isHeldBack: true } as const) : {};
      // With an allowance of nothing there is no next call.
      return Number.isFinite(waitMs) ? { left: 0, nextAt: new Date(now.getTime() + waitMs), ...heldBack } : { left: 0 };
    },

    async block(connection, pool, until) {
      await follow(steps.take());
      know(connection, pool, Math.max(until.getTime(), knownBlocks.get(`${connection}/${pool}`)?.untilMs ?? 0));
      const target = { table: "call_blocks", key: ["connection", "pool"], stamp: "until_at" } as const;
      await database.write((trx) => upsertNewest(trx, target, [{ connection, pool, until_at: toInstant(until) }]));
    },
  };
}

const countFromNow = defineStatement<readonly [string, string, string]>(
  (now, connection, pool) => sql`
    update calls set counted_at = ${now}
    where connection = ${connection} and pool = ${pool} and counted_at > ${now}
  `,
);

const enterCall = defineStatement<readonly [string, string, string, string, number, string]>(
  (callId, connection, pool, path, cost, now) => sql`
    insert into calls (call_id, connection, pool, path, cost, reserved_at, counted_at, kept)
    values (${callId}, ${connection}, ${pool}, ${path}, ${cost}, ${now}, ${now}, 0)
  `,
);

const settleCall = defineStatement<readonly [string, number | null, string | null, number | null, string]>(
  (answeredAt, httpStatus, code, usedPercent, callId) => sql`
    update calls set answered_at = ${answeredAt}, http_status = ${httpStatus}, code = ${code}, used_percent = ${usedPercent}
    where call_id = ${callId}
  `,
);

const readSum = defineStatement<readonly [string, string, string], { readonly spent: number | null }>(
  (connection, pool, hourAgo) => sql`
    select cast(sum(cost) as bigint) as spent from calls
    where connection = ${connection} and pool = ${pool} and counted_at > ${hourAgo}
  `,
);

async function sumSpent(trx: WriteTransaction, connection: string, pool: CallPool, now: Date): Promise<number> {
  const { rows } = await readSum(trx, connection, pool, toInstant(new Date(now.getTime() - HOUR_MS)));
  return rows[0]?.spent ?? 0;
}

async function readSpent(
  queries: Kysely<Schema>,
  connection: string,
  pool: CallPool,
  now: Date,
): Promise<readonly SpentCalls[]> {
  const rows = await queries
    .selectFrom("calls")
    .select(["counted_at", "cost"])
    .where("connection", "=", connection)
    .where("pool", "=", pool)
    .where("counted_at", ">", toInstant(new Date(now.getTime() - HOUR_MS)))
    .execute();
  return rows.map(({ counted_at, cost }) => ({ countedAt: Date.parse(counted_at), cost }));
}

async function readBlockMs(queries: Kysely<Schema>, connection: string, pool: CallPool, now: Date): Promise<number> {
  const block = await queries
    .selectFrom("call_blocks")
    .select("until_at")
    .where("connection", "=", connection)
    .where("pool", "=", pool)
    .executeTakeFirst();
  return block === undefined ? 0 : Math.max(0, Date.parse(block.until_at) - now.getTime());
}
