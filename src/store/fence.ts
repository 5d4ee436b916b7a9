// What keeps a worker that was frozen, or cut off, from writing after its job was given to another one.
import { CompiledQuery } from "kysely";
import type { Database, WriteTransaction } from "./database.ts";
import { StoreError } from "./store-error.ts";

/**
 * A question that gives a row as long as the job is its worker's. It must lock that row, so that the job cannot be given
 * away before the transaction that asked has ended.
 */
export interface Fence {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** The database as one job may use it: no write of it commits once the fence has closed. */
export function withFence(database: Database, fence: Fence): Database {
  const question = CompiledQuery.raw(fence.text, [...fence.parameters]);
  const inTurn = createTurns();
  return {
    ...database,
    write: (work, outlives, guards) =>
      inTurn(() =>
        database.write(
          async (trx) => {
            await check(trx, question);
            return work(trx);
          },
          outlives,
          guards,
        ),
      ),
    confirmHeld: () => inTurn(() => database.write((trx) => check(trx, question), "process", [])),
    // It is its owner's.
    close: async () => undefined,
  };
}

/**
 * One after the other. Writes of a job that overlapped would lock its row without a gap, and no heartbeat could get at it:
 * the server does not make those who share a lock queue behind one who wants it alone.
 */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function check(trx: WriteTransaction, question: CompiledQuery): Promise<void> {
  const { rows } = await trx.executeQuery(question);
  if (rows.length > 0) return;
  throw new StoreError({
    code: "STORE_FENCED",
    sentence: "Could not go on with this job: its worker was silent for too long, and the job is not its own any more.",
    hint: "Nothing is to be done: another worker does it. What was kept before is safe.",
  });
}
