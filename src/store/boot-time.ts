// The time the ledger goes by on one machine (V1): what the wall clock said when it was first asked since the machine was
// started, and from then on what has passed by the machine's own count, which nobody sets. A clock that is set, or was
// wrong and is corrected, neither frees the hour nor lengthens it, for all processes of the machine alike.
import type { Kysely } from "kysely";
import type { Clock } from "../shared/index.ts";
import type { WriteTransaction } from "./database.ts";
import { HOUR_MS } from "./rolling-hour.ts";
import { toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** When it is, for the ledger. Asked inside the transaction, so that no wait for its turn makes a call older than it is. */
export interface LedgerTime {
  read(trx: WriteTransaction): Promise<Date>;
  /** The same for who only looks. */
  peek(queries: Kysely<Schema>): Promise<Date>;
  /** Asked before the transaction, for what cannot be done inside one. */
  refresh(): Promise<void>;
}

interface Anchor {
  readonly atMs: number;
  readonly elapsedMs: number;
}

export function createBootTime(clock: Clock): LedgerTime {
  const { boot } = clock;
  // A count of the process's own: there is nothing to compare with another's.
  let anchor: Anchor | undefined =
    boot === undefined ? { atMs: clock.now().getTime(), elapsedMs: clock.elapsedMs?.() ?? 0 } : undefined;

  async function recall(queries: Kysely<Schema>, elapsedMs: number): Promise<Anchor | undefined> {
    const held = await queries
      .selectFrom("boot_times")
      .selectAll()
      .where("boot", "=", boot ?? "")
      .executeTakeFirst();
    // Less than before under the same name: the machine was started anew and does not say so.
    if (held === undefined || held.elapsed_ms > elapsedMs) return undefined;
    return { atMs: Date.parse(held.at), elapsedMs: held.elapsed_ms };
  }

  async function begin(trx: WriteTransaction, elapsedMs: number): Promise<Anchor> {
    const begun = { atMs: clock.now().getTime(), elapsedMs: Math.floor(elapsedMs) };
    await countFromBoot(trx, begun);
    await trx.deleteFrom("boot_times").execute();
    const row = { boot: boot ?? "", elapsed_ms: begun.elapsedMs, at: toInstant(new Date(begun.atMs)) };
    await trx.insertInto("boot_times").values(row).execute();
    return begun;
  }

  async function tell(find: (elapsedMs: number) => Promise<Anchor | undefined>): Promise<Date> {
    const elapsedMs = clock.elapsedMs?.();
    if (elapsedMs === undefined) return clock.now();
    anchor ??= await find(elapsedMs);
    return anchor === undefined ? clock.now() : new Date(anchor.atMs + elapsedMs - anchor.elapsedMs);
  }

  return {
    read: (trx) => tell(async (elapsedMs) => (await recall(trx, elapsedMs)) ?? begin(trx, elapsedMs)),
    peek: (queries) => tell((elapsedMs) => recall(queries, elapsedMs)),
    async refresh() {},
  };
}

/**
 * How long the machine was off only the wall clock tells, and it may have been set meanwhile: calls of the last hour
 * before count as made when the machine was started, which is the latest they can be.
 */
async function countFromBoot(trx: WriteTransaction, { atMs, elapsedMs }: Anchor): Promise<void> {
  if (elapsedMs >= HOUR_MS) return;
  const { newest } = await trx
    .selectFrom("calls")
    .select(({ fn }) => fn.max<string | null>("counted_at").as("newest"))
    .executeTakeFirstOrThrow();
  if (newest === null) return;
  const bootedAt = toInstant(new Date(atMs - elapsedMs));
  await trx
    .updateTable("calls")
    .set({ counted_at: bootedAt })
    .where("counted_at", ">", toInstant(new Date(Date.parse(newest) - HOUR_MS)))
    .where("counted_at", "<", bootedAt)
    .execute();
}
