// Calls spent in the rolling hour, shared by every process on the store. Rows stay as the history of what was asked.
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Clock } from "../shared/index.ts";
import type { LedgerTime } from "./boot-time.ts";
import { enterPause, readHeldBy, readPauses, readPausesOf } from "./call-pauses.ts";
import type { Database, WriteTransaction } from "./database.ts";
import { guardLedger } from "./guards.ts";
import { HOUR_MS, type SpentCalls, waitForRoom } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { defineChange, defineStatement } from "./statement.ts";
import type { CallLedger, CallPool, Reservation } from "./store.ts";

/**
 * A call's entry outlives its process, however that dies (V1). After a power cut the last moments' entries may be gone;
 * `keep` brings what those calls were answered to the disk, and their entries with it.
 */
const LEDGER_OUTLIVES = "process";

/** `time` is what the hour goes by; `clock` dates the log of calls. */
export function createCallLedger(database: Database, time: LedgerTime, clock: Pick<Clock, "now">): CallLedger {
  /** In one transaction with the time it is, once its turn at this ledger has come. */
  async function write<T>(
    { connection, pool }: Pick<Reservation, "connection" | "pool">,
    work: (trx: WriteTransaction, now: Date) => Promise<T>,
  ): Promise<T> {
    await time.refresh();
    const guards = guardLedger(connection, pool);
    return database.write(async (trx) => work(trx, await time.read(trx)), LEDGER_OUTLIVES, guards);
  }

  async function look(): Promise<Date> {
    await time.refresh();
    return time.peek(database.queries);
  }

  return {
    async reserve({ connection, pool, accountId, cost, perHour, path }) {
      if (cost > perHour) {
        throw new RangeError(`${cost} calls at once never fit an hour of ${perHour}: split the request.`);
      }
      return write({ connection, pool }, async (trx, now) => {
        // Entries from the future, of a machine whose clock ran ahead before it was started anew, begin their hour now
        // instead of holding calls back for the length of the correction (RELIABILITY T13).
        const { spent: held, newest } = await sumSpent(trx, connection, pool, now);
        if (newest > toInstant(now)) await countFromNow(trx, toInstant(now), connection, pool);
        // Which entries return first matters only when the hour is full.
        const fits = held + cost <= perHour;
        const spent = fits ? [] : await readSpent(trx, connection, pool, now);
        const pause = (await readHeldBy(trx, { connection, pool, accountId }, now)).at(-1);
        const pauseMs = pause === undefined ? 0 : pause.untilMs - now.getTime();
        const roomMs = waitForRoom(spent, cost, perHour, now.getTime());
        const waitMs = Math.max(roomMs, pauseMs);
        if (waitMs > 0) {
          const told = pauseMs > roomMs ? { pause: { why: pause?.why ?? "", accountId: pause?.accountId } } : {};
          return { granted: false, waitMs, ...told };
        }
        const callId = randomUUID();
        await enterCall(trx, callId, connection, pool, path, cost, toInstant(clock.now()), toInstant(now));
        return { granted: true, callId };
      });
    },

    async settle(callId, { httpStatus = null, code = null, usedPercent = null }) {
      await database.write(
        (trx) => settleCall(trx, toInstant(clock.now()), httpStatus, code, usedPercent, callId),
        LEDGER_OUTLIVES,
        [],
      );
    },

    async callsLeft(connection, pool, perHour) {
      const { queries } = database;
      const now = await look();
      const pause = (await readPausesOf(queries, { connection, pool }, now)).at(-1);
      const pauseMs = pause === undefined ? 0 : pause.untilMs - now.getTime();
      const spent = await countSpent(queries, connection, pool, now);
      const left = Math.max(0, perHour - spent);
      if (left > 0 && pauseMs === 0) return { left };
      const roomMs =
        perHour < 1 ? Number.POSITIVE_INFINITY : await readWait(queries, connection, pool, now, spent + 1 - perHour);
      const waitMs = Math.max(roomMs, pauseMs);
      // With an allowance of nothing there is no next call.
      if (!Number.isFinite(waitMs)) return { left: 0 };
      return { left: 0, waitMs, ...(pauseMs > roomMs ? { why: pause?.why ?? "" } : {}) };
    },

    pause: (pause) => write(pause, (trx, now) => enterPause(trx, pause, now)),

    async pauses() {
      const now = await look();
      return (await readPauses(database.queries, now)).map(({ sinceMs, untilMs, ...pause }) => ({
        ...pause,
        lastedMs: now.getTime() - sinceMs,
        leftMs: untilMs - now.getTime(),
      }));
    },

    async unpause({ connection, pool, accountId = "" }) {
      await database.write((trx) =>
        trx
          .deleteFrom("call_pauses")
          .where("connection", "=", connection)
          .where("pool", "=", pool)
          .where("account_id", "=", accountId)
          .execute(),
      );
    },
  };
}

const countFromNow = defineChange<readonly [string, string, string]>(
  (now, connection, pool) => sql`
    update calls set counted_at = ${now}
    where connection = ${connection} and pool = ${pool} and counted_at > ${now}
  `,
);

const enterCall = defineChange<readonly [string, string, string, string, number, string, string]>(
  (callId, connection, pool, path, cost, at, countedAt) => sql`
    insert into calls (call_id, connection, pool, path, cost, reserved_at, counted_at, kept)
    values (${callId}, ${connection}, ${pool}, ${path}, ${cost}, ${at}, ${countedAt}, 0)
  `,
);

const settleCall = defineChange<readonly [string, number | null, string | null, number | null, string]>(
  (answeredAt, httpStatus, code, usedPercent, callId) => sql`
    update calls set answered_at = ${answeredAt}, http_status = ${httpStatus}, code = ${code}, used_percent = ${usedPercent}
    where call_id = ${callId}
  `,
);

interface Sum {
  readonly spent: number;
  /** When the newest of them was counted; '' where there is none. */
  readonly newest: string;
}

const readSum = defineStatement<readonly [string, string, string], Sum>(
  (connection, pool, hourAgo) => sql`
    select cast(coalesce(sum(cost), 0) as bigint) as spent, coalesce(max(counted_at), '') as newest from calls
    where connection = ${connection} and pool = ${pool} and counted_at > ${hourAgo}
  `,
);

async function sumSpent(trx: WriteTransaction, connection: string, pool: CallPool, now: Date): Promise<Sum> {
  const { rows } = await readSum(trx, connection, pool, toInstant(new Date(now.getTime() - HOUR_MS)));
  return rows[0] ?? { spent: 0, newest: "" };
}

/** The same for who only looks. */
async function countSpent(queries: Kysely<Schema>, connection: string, pool: string, now: Date): Promise<number> {
  const { spent } = await queries
    .selectFrom("calls")
    .select(({ fn }) => fn.sum<number | null>("cost").as("spent"))
    .where("connection", "=", connection)
    .where("pool", "=", pool)
    .where("counted_at", ">", toInstant(new Date(now.getTime() - HOUR_MS)))
    .executeTakeFirstOrThrow();
  return Number(spent ?? 0);
}

/** Until so many of the hour's calls have returned, in ms; the oldest return first. */
async function readWait(
  queries: Kysely<Schema>,
  connection: string,
  pool: string,
  now: Date,
  calls: number,
): Promise<number> {
  if (calls <= 0) return 0;
  // A request costs a call or more: no more rows than calls are needed.
  const rows = await queries
    .selectFrom("calls")
    .select(["counted_at", "cost"])
    .where("connection", "=", connection)
    .where("pool", "=", pool)
    .where("counted_at", ">", toInstant(new Date(now.getTime() - HOUR_MS)))
    .where("cost", ">", 0)
    .orderBy("counted_at")
    .limit(calls)
    .execute();
  const spent = rows.map(({ counted_at, cost }) => ({ countedAt: Date.parse(counted_at), cost }));
  const all = spent.reduce((sum, { cost }) => sum + cost, 0);
  // What is read of them is a whole hour's, of which so many are to return.
  return waitForRoom(spent, calls, all, now.getTime());
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
