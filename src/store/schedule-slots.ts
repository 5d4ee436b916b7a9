// The schedule's memory: which slots there were and what became of each. One runner a store: a slot's row and the lease are
// taken in one transaction, so that no slot is run twice and no two run at once (RELIABILITY S2, S5, S6).
import type { Selectable } from "kysely";
import type { Database, WriteTransaction } from "./database.ts";
import { toInstant } from "./rows.ts";
import { describeHolder, HEARTBEAT_MS, isLeaseAlive } from "./run-lease.ts";
import type { Schema } from "./schema.ts";
import type { StoreClock } from "./shared-clock.ts";
import type { SlotBook, SlotClaim, SlotEnd, SlotRow, SlotState } from "./slot-book.ts";
import { StoreError } from "./store-error.ts";

const RUNNER = "schedule";
const OPEN: readonly SlotState[] = ["due", "running", "paused"];

export interface ScheduleSlots extends SlotBook {
  /** Lets go of the lease, so that the next process need not wait for its end. */
  release(): Promise<void>;
}

export function createScheduleSlots(database: Database, clock: StoreClock, holder: string): ScheduleSlots {
  let heartbeat: NodeJS.Timeout | undefined;

  function stopHeartbeat(): void {
    clearInterval(heartbeat);
    heartbeat = undefined;
  }

  function startHeartbeat(lost: AbortController): void {
    stopHeartbeat();
    const beat = async (): Promise<void> => {
      try {
        const isOurs = await database.write((trx) => touch(trx), "process");
        if (!isOurs) lost.abort(toTakenOver());
      } catch {
        // The store is out of reach; whether the lease outlived that is known at the next beat.
      }
    };
    heartbeat = setInterval(beat, HEARTBEAT_MS).unref();
  }

  async function touch(trx: WriteTransaction, next = holder): Promise<boolean> {
    const touched = await trx
      .updateTable("leases")
      .set({ holder: next, heartbeat_at: toInstant(clock.now()) })
      .where("name", "=", RUNNER)
      .where("holder", "=", holder)
      .executeTakeFirst();
    return touched.numUpdatedRows > 0n;
  }

  function toClaim(row: SlotRow): SlotClaim {
    const lost = new AbortController();
    startHeartbeat(lost);
    return {
      isContinued: row.startedAt !== undefined,
      lost: lost.signal,
      async finish(end) {
        stopHeartbeat();
        await database.write(async (trx) => {
          if (!(await touch(trx, ""))) throw toTakenOver();
          await writeEnd(trx, row, end, clock.now());
        });
      },
    };
  }

  return {
    async latest(job, now) {
      const row = await database.queries
        .selectFrom("schedule_slots")
        .selectAll()
        .where("job", "=", job)
        .where("slot_at", "<=", toInstant(now))
        .orderBy("slot_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : toSlotRow(row);
    },

    async latestMark(job) {
      const row = await database.queries
        .selectFrom("schedule_slots")
        .selectAll()
        .where("job", "=", job)
        .where("state", "=", "begun")
        .orderBy("slot_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : toSlotRow(row);
    },

    async note(slots) {
      if (slots.length === 0) return;
      await database.write(async (trx) => {
        for (const { job, slotAt, state, period, message } of slots) {
          await trx
            .insertInto("schedule_slots")
            .values({
              job,
              slot_at: toInstant(slotAt),
              state,
              period_from: period?.from ?? null,
              period_to: period?.to ?? null,
              message: message ?? null,
            })
            .onConflict((conflict) => conflict.columns(["job", "slot_at"]).doNothing())
            .execute();
        }
      });
    },

    async open() {
      const rows = await database.queries
        .selectFrom("schedule_slots")
        .selectAll()
        .where("state", "in", OPEN)
        .orderBy("slot_at", "desc")
        .execute();
      return rows.map(toSlotRow);
    },

    async recent(limit) {
      const rows = await database.queries
        .selectFrom("schedule_slots")
        .selectAll()
        .where("state", "!=", "begun")
        .orderBy("slot_at", "desc")
        .orderBy("job")
        .limit(limit)
        .execute();
      return rows.map(toSlotRow);
    },

    async claim(slot) {
      await clock.refresh();
      const taken = await database.write(async (trx) => {
        const now = clock.now();
        const runner = await findRunner(trx, now);
        if (runner !== undefined) return { heldBy: describeHolder(runner) };
        const row = await findSlot(trx, slot);
        if (row === undefined || !OPEN.includes(row.state)) return { over: row?.state ?? ("unknown" as const) };
        const lease = { holder, heartbeat_at: toInstant(now) };
        await trx
          .insertInto("leases")
          .values({ name: RUNNER, ...lease })
          .onConflict((conflict) => conflict.column("name").doUpdateSet(lease))
          .execute();
        await trx
          .updateTable("schedule_slots")
          .set({ state: "running", started_at: row.startedAt ?? toInstant(now), finished_at: null, message: null })
          .where("job", "=", slot.job)
          .where("slot_at", "=", slot.slotAt)
          .execute();
        return { row };
      });
      return "row" in taken ? { claim: toClaim(taken.row) } : taken;
    },

    async settle(slot, end) {
      await clock.refresh();
      return database.write(async (trx) => {
        const now = clock.now();
        const row = await findSlot(trx, slot);
        if (row === undefined || !OPEN.includes(row.state)) return false;
        if (row.state === "running" && (await findRunner(trx, now)) !== undefined) return false;
        await writeEnd(trx, slot, end, now);
        return true;
      });
    },

    async release() {
      if (heartbeat === undefined) return;
      stopHeartbeat();
      await database.write((trx) => touch(trx, ""));
    },
  };
}

/** Who runs a slot now; undefined when nobody does. A claim of this store is one of its own, and no two are asked for. */
async function findRunner(trx: WriteTransaction, now: Date): Promise<string | undefined> {
  const lease = await trx.selectFrom("leases").selectAll().where("name", "=", RUNNER).executeTakeFirst();
  if (lease === undefined) return undefined;
  return isLeaseAlive({ holder: lease.holder, heartbeatAt: lease.heartbeat_at }, now) ? lease.holder : undefined;
}

async function findSlot(
  trx: WriteTransaction,
  { job, slotAt }: Pick<SlotRow, "job" | "slotAt">,
): Promise<SlotRow | undefined> {
  const row = await trx
    .selectFrom("schedule_slots")
    .selectAll()
    .where("job", "=", job)
    .where("slot_at", "=", slotAt)
    .executeTakeFirst();
  return row === undefined ? undefined : toSlotRow(row);
}

async function writeEnd(
  trx: WriteTransaction,
  { job, slotAt }: Pick<SlotRow, "job" | "slotAt">,
  { state, outcome, message }: SlotEnd,
  now: Date,
): Promise<void> {
  await trx
    .updateTable("schedule_slots")
    .set({ state, outcome: outcome ?? null, message: message ?? null, finished_at: toInstant(now) })
    .where("job", "=", job)
    .where("slot_at", "=", slotAt)
    .execute();
}

function toTakenOver(): StoreError {
  return new StoreError({
    code: "STORE_BUSY",
    sentence: "Could not go on with this run of the schedule: another process has taken it over.",
    hint: "Let the other process finish; what was kept before is safe.",
  });
}

function toSlotRow(row: Selectable<Schema["schedule_slots"]>): SlotRow {
  return {
    job: row.job,
    slotAt: row.slot_at,
    state: row.state as SlotState,
    period:
      row.period_from === null || row.period_to === null ? undefined : { from: row.period_from, to: row.period_to },
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    outcome: row.outcome ?? undefined,
    message: row.message ?? undefined,
  };
}
