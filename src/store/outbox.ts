// Who may send what, now. A delivery is in one process's hands at a time, and the last part of its body leaves only
// after the row says so: then a crash can be told from a mail that may have arrived (RELIABILITY V9).
import type { Database, WriteTransaction } from "./database.ts";
import type { Claim, DeliveryEnd, DeliveryRow, DeliveryState, Outbox } from "./delivery.ts";
import {
  type DeliveryColumns,
  doubtOdd,
  findOdd,
  findSending,
  freeTheDead,
  isDue,
  LETTER_LOST,
  letGo,
  mayReplace,
  toDeliveryId,
  toDeliveryRow,
  toDueAt,
  toNewColumns,
  toRound,
  updateDelivery,
} from "./delivery-rows.ts";
import { dropIdleLetters, readLetter, writeLetter } from "./letters.ts";
import { toInstant } from "./rows.ts";
import { HEARTBEAT_MS } from "./run-lease.ts";
import type { StoreClock } from "./shared-clock.ts";
import { StoreError } from "./store-error.ts";

export interface OpenOutbox {
  readonly outbox: Outbox;
  /** Gives back what this process still holds, so that the next one need not wait for the lease to end. */
  giveBack(): Promise<void>;
}

export function createOutbox(database: Database, clock: StoreClock, holder: string): OpenOutbox {
  const heartbeats = new Map<string, NodeJS.Timeout>();
  const now = (): string => toInstant(clock.now());

  const free = (trx: WriteTransaction): Promise<void> =>
    freeTheDead(trx, clock.now(), (deliveryId) => heartbeats.has(deliveryId));

  function startHeartbeat(deliveryId: string): void {
    const beat = async (): Promise<void> => {
      try {
        await database.write((trx) => updateHeld(trx, deliveryId, { heartbeat_at: now() }), "process");
      } catch {
        // Nobody listens here; the next step of the sending meets the same trouble and tells it.
      }
    };
    heartbeats.set(deliveryId, setInterval(beat, HEARTBEAT_MS).unref());
  }

  function stopHeartbeat(deliveryId: string): void {
    clearInterval(heartbeats.get(deliveryId));
    heartbeats.delete(deliveryId);
  }

  /** Whether the row was still in this process's hands. */
  async function updateHeld(
    trx: WriteTransaction,
    deliveryId: string,
    values: Partial<DeliveryColumns>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await trx
      .updateTable("deliveries")
      .set(values)
      .where("delivery_id", "=", deliveryId)
      .where("holder", "=", holder)
      .where("state", "=", "sending")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async function giveBody(deliveryId: string): Promise<void> {
    if (await database.write((trx) => updateHeld(trx, deliveryId, { body_given: 1, heartbeat_at: now() }))) return;
    throw new StoreError({
      code: "STORE_BUSY",
      sentence: "Could not go on with this mail: another process has taken it over.",
      hint: "Let the other process finish; from here the mail was not sent.",
    });
  }

  async function settle(deliveryId: string, end: DeliveryEnd): Promise<DeliveryRow> {
    stopHeartbeat(deliveryId);
    return database.write(async (trx) => {
      const held = await trx
        .selectFrom("deliveries")
        .selectAll()
        .where("delivery_id", "=", deliveryId)
        .executeTakeFirstOrThrow();
      // Called unknown while this process was silent for too long: now it knows better.
      const isOurs = held.holder === holder && (held.state === "sending" || held.state === "unknown");
      if (!isOurs) return toDeliveryRow(held);
      const row = await updateDelivery(trx, deliveryId, {
        state: end.state,
        message: end.message,
        code: end.code ?? null,
        next_at: end.retryInMs === undefined ? null : toInstant(new Date(clock.now().getTime() + end.retryInMs)),
        sent_at: end.state === "sent" ? now() : null,
        is_light: end.isLight === true ? 1 : held.is_light,
        holder: "",
        updated_at: now(),
      });
      await dropIdleLetters(trx);
      return toDeliveryRow(row);
    });
  }

  async function claim(only?: ReadonlySet<string>): Promise<Claim | undefined> {
    await clock.refresh();
    const claimed = await database.write(async (trx) => {
      await free(trx);
      const due = await trx
        .selectFrom("deliveries")
        .selectAll()
        .where("state", "=", "queued")
        .where(isDue(clock.now()))
        .orderBy("queued_at")
        .orderBy("delivery_id")
        .execute();
      for (const next of due) {
        if (only?.has(next.delivery_id) === false) continue;
        const letter = await readLetter(trx, next.letter_id);
        if (letter === undefined) {
          await updateDelivery(trx, next.delivery_id, { ...LETTER_LOST, next_at: null, updated_at: now() });
          continue;
        }
        const lease = { holder, heartbeat_at: now(), updated_at: now() };
        const values = { ...lease, state: "sending", next_at: null, body_given: 0, tries: next.tries + 1 };
        return { row: await updateDelivery(trx, next.delivery_id, values), letter };
      }
      return undefined;
    });
    if (claimed === undefined) return undefined;
    const delivery = toDeliveryRow(claimed.row);
    startHeartbeat(delivery.deliveryId);
    return {
      delivery,
      letter: claimed.letter,
      giveBody: () => giveBody(delivery.deliveryId),
      settle: (end) => settle(delivery.deliveryId, end),
    };
  }

  async function move(
    deliveryIds: readonly string[],
    from: DeliveryState,
    values: Partial<DeliveryColumns>,
  ): Promise<readonly DeliveryRow[]> {
    if (deliveryIds.length === 0) return [];
    return database.write(async (trx) => {
      const rows = await trx
        .updateTable("deliveries")
        .set({ ...values, holder: "", updated_at: now() })
        .where("delivery_id", "in", [...deliveryIds])
        .where("state", "=", from)
        .returningAll()
        .execute();
      await dropIdleLetters(trx);
      return rows.map(toDeliveryRow);
    });
  }

  const outbox: Outbox = {
    claim,

    queue: (delivery, letter) =>
      database.write(async (trx) => {
        await free(trx);
        await doubtOdd(trx, now());
        const rows: DeliveryRow[] = [];
        let letterId: string | undefined;
        for (const recipient of new Set(delivery.recipients)) {
          const key = { delivery_id: toDeliveryId(delivery.edition, recipient), edition: delivery.edition, recipient };
          const known = await trx
            .selectFrom("deliveries")
            .selectAll()
            .where("delivery_id", "=", key.delivery_id)
            .executeTakeFirst();
          if (known !== undefined && !mayReplace(known, delivery)) {
            rows.push(toDeliveryRow(known));
            continue;
          }
          letterId ??= await writeLetter(trx, letter, now());
          const round = toRound(known);
          const columns = toNewColumns(delivery, { recipient, round, letterId, now: now() });
          const row =
            known === undefined
              ? await trx
                  .insertInto("deliveries")
                  .values({ ...key, ...columns })
                  .returningAll()
                  .executeTakeFirstOrThrow()
              : await updateDelivery(trx, known.delivery_id, columns);
          rows.push(toDeliveryRow(row));
        }
        await dropIdleLetters(trx);
        return rows;
      }),

    async now() {
      await clock.refresh();
      return clock.now();
    },

    async list({ states, editions, reportIds, isDueNow, limit } = {}) {
      const sending = await findSending(database.queries);
      if (sending.length > 0) await database.write((trx) => free(trx));
      const odd = await findOdd(database.queries);
      if (odd.length > 0) await database.write((trx) => doubtOdd(trx, now()));
      let query = database.queries.selectFrom("deliveries").selectAll();
      if (states !== undefined) query = query.where("state", "in", [...states]);
      if (editions !== undefined) query = query.where("edition", "in", [...editions]);
      if (reportIds !== undefined) query = query.where("report_id", "in", [...reportIds]);
      if (isDueNow === true) query = query.where(isDue(clock.now()));
      if (limit !== undefined) query = query.limit(limit);
      const rows = await query.orderBy("updated_at", "desc").orderBy("delivery_id").execute();
      return rows.map(toDeliveryRow);
    },

    async nextDueInMs(only) {
      const rows = await database.queries
        .selectFrom("deliveries")
        .select(["delivery_id", "next_at"])
        .where("state", "=", "queued")
        .execute();
      const waiting = rows.filter(({ delivery_id }) => only === undefined || only.has(delivery_id));
      if (waiting.length === 0) return undefined;
      const now = clock.now();
      return Math.max(0, Math.min(...waiting.map(({ next_at }) => toDueAt(next_at, now).getTime())) - now.getTime());
    },

    async hurry(ids) {
      if (ids.length > 0) await move(ids, "queued", { next_at: now() });
    },

    // A held report's 24 hours begin when it is let go.
    release: (ids, why = "Released.") =>
      move(ids, "held", { state: "queued", message: why, code: null, queued_at: now(), next_at: now() }),

    reject: (ids, why) => move(ids, "held", { state: "rejected", message: why, code: null, next_at: null }),

    remark: (ids, words) => move(ids, "held", { message: words }),

    settleUnknown: (ids) =>
      move(ids, "unknown", { state: "sent", message: "Settled by hand: it has arrived.", code: null, sent_at: now() }),
  };

  return {
    outbox,
    async giveBack() {
      if (heartbeats.size === 0) return;
      const deliveryIds = [...heartbeats.keys()];
      for (const deliveryId of deliveryIds) stopHeartbeat(deliveryId);
      await database.write(async (trx) => {
        for (const row of await findSending(trx)) if (row.holder === holder) await letGo(trx, row, now());
      });
    },
  };
}
