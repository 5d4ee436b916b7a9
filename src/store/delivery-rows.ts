// Rows of the outbox: how they are named, read, changed, and what becomes of those whose sender died.
import { createHash } from "node:crypto";
import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from "kysely";
import type { WriteTransaction } from "./database.ts";
import type { DeliveryRow, DeliveryState, NewDelivery } from "./delivery.ts";
import { toInstant } from "./rows.ts";
import { isLeaseAlive } from "./run-lease.ts";
import type { Schema } from "./schema.ts";

export type DeliveryColumns = Selectable<Schema["deliveries"]>;

const STATES: readonly DeliveryState[] = ["queued", "sending", "sent", "failed", "held", "unknown", "rejected"];
const DIED = "Its sender ended before the mail server's answer was written down: it may have arrived, or not.";
const DIED_EARLY = "Its sender ended before the whole message had left; it is tried again.";

/** The same in every process, so that two that race to queue it meet in one row. */
export function toDeliveryId(edition: string, recipient: string): string {
  return createHash("sha256").update(`${edition}\n${recipient}`).digest("hex").slice(0, 24);
}

export function toDeliveryRow(row: DeliveryColumns): DeliveryRow {
  return {
    deliveryId: row.delivery_id,
    kind: row.kind as DeliveryRow["kind"],
    state: row.state as DeliveryState,
    recipient: row.recipient,
    edition: row.edition,
    cut: row.cut,
    period: { from: row.period_from, to: row.period_to },
    reportId: row.report_id,
    messageId: row.message_id,
    round: row.round,
    tries: row.tries,
    queuedAt: row.queued_at,
    updatedAt: row.updated_at,
    // Nothing else is tried again: what is in doubt least of all.
    nextAt: row.state === "queued" ? (row.next_at ?? undefined) : undefined,
    sentAt: row.sent_at ?? undefined,
    message: row.message ?? undefined,
    code: row.code ?? undefined,
    isLight: row.is_light !== 0,
    client: row.client,
    reportKey: row.report_key,
  };
}

/** A round's first shape. */
export function toNewColumns(
  delivery: NewDelivery,
  { recipient, round, letterId, now }: { recipient: string; round: number; letterId: string; now: string },
): Omit<DeliveryColumns, "delivery_id" | "edition" | "recipient"> {
  return {
    report_id: delivery.reportId,
    state: delivery.state,
    message: delivery.message ?? null,
    updated_at: now,
    kind: delivery.kind,
    cut: delivery.cut,
    period_from: delivery.period.from,
    period_to: delivery.period.to,
    round,
    message_id: delivery.toMessageId(recipient, round),
    code: delivery.code ?? null,
    tries: 0,
    queued_at: now,
    next_at: delivery.state === "queued" ? now : null,
    sent_at: null,
    client: delivery.client ?? "",
    report_key: delivery.reportKey ?? "",
    letter_id: letterId,
    is_light: 0,
    body_given: 0,
    holder: "",
    heartbeat_at: now,
  };
}

/** One that cannot be sent holds up no other. */
export const LETTER_LOST = {
  state: "failed",
  message: "Its text is no longer in the store, or damaged. Send it again with `gazette send`.",
  code: "DELIVER_LETTER_LOST",
} as const;

export function mayReplace(known: DeliveryColumns, { replaces }: NewDelivery): boolean {
  return replaces?.some((state) => state === known.state) === true;
}

/** What was never accepted keeps its round, and with it the Message-ID. */
export function toRound(known: DeliveryColumns | undefined): number {
  if (known === undefined) return 1;
  return known.state === "sent" || known.state === "unknown" ? known.round + 1 : known.round;
}

/** No try is put off for longer: what waits until later than that, or until no moment at all, is due now. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

export function isDue(now: Date): (of: ExpressionBuilder<Schema, "deliveries">) => Expression<SqlBool> {
  const latest = toInstant(new Date(now.getTime() + LONGEST_WAIT_MS));
  return ({ eb, or }) =>
    or([eb("next_at", "<=", toInstant(now)), eb("next_at", ">", latest), eb("next_at", "is", null)]);
}

export function toDueAt(nextAt: string | null, now: Date): Date {
  const at = Date.parse(nextAt ?? "");
  return at <= now.getTime() + LONGEST_WAIT_MS ? new Date(at) : now;
}

export function updateDelivery(
  trx: WriteTransaction,
  deliveryId: string,
  values: Partial<DeliveryColumns>,
): Promise<DeliveryColumns> {
  return trx
    .updateTable("deliveries")
    .set(values)
    .where("delivery_id", "=", deliveryId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Rows whose sender is no more: sent whole and unheard of is unknown, everything else waits again. `isInHand` tells those
 * this very process is at: a machine that slept finds its own heartbeats old.
 */
export async function freeTheDead(
  trx: WriteTransaction,
  now: Date,
  isInHand: (deliveryId: string) => boolean,
): Promise<void> {
  for (const row of await findSending(trx)) {
    if (isInHand(row.delivery_id)) continue;
    if (isLeaseAlive({ holder: row.holder, heartbeatAt: row.heartbeat_at }, now)) continue;
    await letGo(trx, row, toInstant(now));
  }
}

/** The holder stays on an unknown row: should it wake up and have heard the answer, it may still tell. */
export async function letGo(trx: WriteTransaction, row: DeliveryColumns, now: string): Promise<void> {
  const isUnknown = row.body_given !== 0;
  await updateDelivery(trx, row.delivery_id, {
    ...(isUnknown
      ? { state: "unknown", message: DIED, code: "DELIVER_UNKNOWN", next_at: null }
      : { state: "queued", message: DIED_EARLY, next_at: now, holder: "" }),
    updated_at: now,
  });
}

/** Rows in a state that no edition of this code writes. */
export function findOdd(queries: Kysely<Schema>): Promise<Pick<DeliveryColumns, "delivery_id" | "state">[]> {
  return queries.selectFrom("deliveries").select(["delivery_id", "state"]).where("state", "not in", STATES).execute();
}

/** Nobody can tell whether they were sent. */
export async function doubtOdd(trx: WriteTransaction, now: string): Promise<void> {
  for (const { delivery_id, state } of await findOdd(trx)) {
    const message = `Its state in the store, "${state}", means nothing to Gazette: it may have arrived, or not.`;
    const values = { state: "unknown", message, code: "DELIVER_UNKNOWN", next_at: null, holder: "", updated_at: now };
    await updateDelivery(trx, delivery_id, values);
  }
}

export function findSending(queries: Kysely<Schema>): Promise<DeliveryColumns[]> {
  return queries.selectFrom("deliveries").selectAll().where("state", "=", "sending").execute();
}
