// SQLite has one writer. Writes that wait their turn together share a transaction and its way to the disk; each still fails
// by itself, and none returns before what it wrote is as safe as it asked for.
import { setImmediate } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Database, Outlives, WriteTransaction } from "./database.ts";
import type { Schema } from "./schema.ts";

interface Waiting {
  readonly outlives: Outlives;
  readonly work: (trx: WriteTransaction) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type Outcome = { readonly done: true; readonly result: unknown } | { readonly done: false; readonly reason: unknown };

/** Enough for every answer that can be under way at once; a bulk import is not held back by its own length. */
const MOST_TOGETHER = 32;

/**
 * `Database.write` over one SQLite connection that commits without waiting for the disk (`synchronous = normal`); `flush`
 * brings there what was committed. Meanwhile the next group is written.
 */
export function createGroupCommit(queries: Kysely<Schema>, flush: () => Promise<void>): Database["write"] {
  const waiting: Waiting[] = [];
  let isWriting = false;
  /** Why something that was to follow to the disk did not; nobody was waiting for it. */
  let untold: { readonly reason: unknown } | undefined;

  async function waitForDisk(): Promise<void> {
    await flush();
    const lost = untold;
    untold = undefined;
    if (lost !== undefined) throw lost.reason;
  }

  function followToDisk(): void {
    flush().catch((reason: unknown) => {
      untold ??= { reason };
    });
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await queries.transaction().execute((trx) => workInTurn(trx, group));
      const asked = new Set(group.map(({ outlives }) => outlives));
      const isOnDisk = asked.has("power-cut") ? waitForDisk() : undefined;
      if (isOnDisk === undefined && asked.has("power-cut-soon")) followToDisk();
      for (const [index, one] of group.entries()) {
        if (one.outlives !== "power-cut") settle(one, outcomes[index]);
        else
          isOnDisk?.then(
            () => settle(one, outcomes[index]),
            (reason) => one.reject(reason),
          );
      }
    } catch (reason) {
      for (const one of group) one.reject(reason);
    }
  }

  async function drain(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      // A turn of the event loop: answers that have arrived meanwhile come along.
      await setImmediate();
      await commit(waiting.splice(0, MOST_TOGETHER));
    }
    isWriting = false;
  }

  return <T>(work: (trx: WriteTransaction) => Promise<T>, outlives: Outlives = "power-cut"): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ outlives, work, resolve: (result) => resolve(result as T), reject });
      if (!isWriting) void drain();
    });
}

/** One after the other; what one throws undoes that one alone. */
async function workInTurn(trx: WriteTransaction, group: readonly Waiting[]): Promise<readonly Outcome[]> {
  const [only] = group;
  if (group.length === 1 && only !== undefined) return [{ done: true, result: await only.work(trx) }];
  const outcomes: Outcome[] = [];
  for (const { work } of group) {
    await sql`savepoint one_of_many`.execute(trx);
    try {
      outcomes.push({ done: true, result: await work(trx) });
    } catch (reason) {
      try {
        await sql`rollback to one_of_many`.execute(trx);
      } catch {
        // A full disk ends the whole transaction by itself: every write of the group fails, for that reason.
        throw reason;
      }
      outcomes.push({ done: false, reason });
    }
    await sql`release one_of_many`.execute(trx);
  }
  return outcomes;
}

function settle({ resolve, reject }: Waiting, outcome: Outcome | undefined): void {
  if (outcome?.done === true) resolve(outcome.result);
  else reject(outcome?.reason);
}
