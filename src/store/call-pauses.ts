// Who must keep still, since when, until when and why: what a server asked for, shared by every process on the store.
import { type Kysely, type Selectable, sql } from "kysely";
import type { WriteTransaction } from "./database.ts";
import { HOUR_MS } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import type { CallPool, NewPause } from "./store.ts";

/** A server that says more is asked again a day later, and after a day of pauses once an hour. */
const MOST_BELIEVED_MS = 24 * HOUR_MS;
/** A pause that follows another so soon, with no call answered between them, goes on with it. */
const SAME_TROUBLE_MS = HOUR_MS;

/** The account's pause holds whoever asks, through whichever connection it was told. */
export interface HeldPause {
  readonly connection: string;
  readonly pool: CallPool;
  readonly accountId: string | undefined;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly why: string;
}

type PauseRow = Selectable<Schema["call_pauses"]>;
type Key = Pick<NewPause, "connection" | "pool" | "accountId">;

/** Pauses that last at that moment, the longest last. */
export async function readPauses(queries: Kysely<Schema>, now: Date): Promise<readonly HeldPause[]> {
  const rows = await queries
    .selectFrom("call_pauses")
    .selectAll()
    .where("until_at", ">", toInstant(now))
    .orderBy("until_at")
    .execute();
  return rows.map(toHeldPause);
}

function toHeldPause({ pool, account_id, since_at, until_at, ...row }: PauseRow): HeldPause {
  return {
    ...row,
    pool: pool as CallPool,
    accountId: account_id === "" ? undefined : account_id,
    sinceMs: Date.parse(since_at),
    untilMs: Date.parse(until_at),
  };
}

/** Those that keep this request still. There are a handful at most, so all are read. */
export async function readPausesOf(queries: Kysely<Schema>, key: Key, now: Date): Promise<readonly HeldPause[]> {
  return (await readPauses(queries, now)).filter((pause) => isHeldBy(pause, key));
}

/** The same for each call. */
export async function readHeldBy(trx: WriteTransaction, key: Key, now: Date): Promise<readonly HeldPause[]> {
  const { rows } = await readLasting(trx, toInstant(now));
  return rows.map(toHeldPause).filter((pause) => isHeldBy(pause, key));
}

const readLasting = defineStatement<readonly [string], PauseRow>(
  (now) => sql`select * from call_pauses where until_at > ${now} order by until_at`,
);

function isHeldBy(pause: HeldPause, { connection, pool, accountId }: Key): boolean {
  return pause.accountId === undefined
    ? pause.connection === connection && pause.pool === pool
    : pause.accountId === accountId;
}

/** Never shortens a pause; what a server asks for is believed up to a day. */
export async function enterPause(trx: WriteTransaction, pause: NewPause, now: Date): Promise<void> {
  const { connection, pool, accountId = "", waitMs, why } = pause;
  const held = await trx
    .selectFrom("call_pauses")
    .selectAll()
    .where("connection", "=", connection)
    .where("pool", "=", pool)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  const nowMs = now.getTime();
  const goesOn =
    held !== undefined &&
    nowMs - Date.parse(held.until_at) <= SAME_TROUBLE_MS &&
    !(await wasAnswered(trx, pause, held.until_at));
  const sinceMs = goesOn ? Date.parse(held.since_at) : nowMs;
  const mostMs = nowMs - sinceMs >= MOST_BELIEVED_MS ? HOUR_MS : MOST_BELIEVED_MS;
  // Not `Math.min` alone, which lets NaN through.
  const believedMs = waitMs <= mostMs ? Math.max(0, waitMs) : mostMs;
  const untilMs = nowMs + believedMs;
  if (held !== undefined && Date.parse(held.until_at) > untilMs) return;
  const values = { since_at: toInstant(new Date(sinceMs)), until_at: toInstant(new Date(untilMs)), why };
  await trx
    .insertInto("call_pauses")
    .values({ connection, pool, account_id: accountId, ...values })
    .onConflict((conflict) => conflict.columns(["connection", "pool", "account_id"]).doUpdateSet(values))
    .execute();
}

/** Whether a call was answered well since the pause before ended: then this one is a new one. */
async function wasAnswered(trx: WriteTransaction, { connection, pool }: NewPause, since: string): Promise<boolean> {
  const answered = await trx
    .selectFrom("calls")
    .select("call_id")
    .where("connection", "=", connection)
    .where("pool", "=", pool)
    .where("counted_at", ">=", since)
    .where("answered_at", "is not", null)
    .where("code", "is", null)
    .limit(1)
    .executeTakeFirst();
  return answered !== undefined;
}
