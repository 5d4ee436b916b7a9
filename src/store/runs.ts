// The run log: plan, progress, lease and outcome. What a run keeps is one transaction (RELIABILITY V2, V3).

import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql } from "kysely";
import type { RecordBatch } from "../dataset/index.ts";
import type { Database, WriteTransaction } from "./database.ts";
import { guardAccounts } from "./guards.ts";
import { toInstant } from "./rows.ts";
import { describeHolder, HEARTBEAT_MS, isLeaseAlive } from "./run-lease.ts";
import { toRunRow } from "./run-rows.ts";
import type { Schema } from "./schema.ts";
import type { StoreClock } from "./shared-clock.ts";
import { defineChange, defineStatement } from "./statement.ts";
import type { CallProgress, JoinedRun, NewRun, Run, RunRow } from "./store.ts";
import { StoreError } from "./store-error.ts";
import { parseStored } from "./stored-json.ts";
import { writeRecords } from "./write-records.ts";

/** A failed run is over: going on with what broke it would break it again. */
const UNFINISHED = ["running", "paused"];

type RunColumns = Selectable<Schema["runs"]>;

export interface Runs {
  open(run: NewRun): Promise<Run>;
  join(runId: string): Promise<JoinedRun | undefined>;
  findUnfinished(kind: string, scope: string): Promise<RunRow | undefined>;
  /** Lets go of every run still open, so that the next process need not wait for the lease to end. */
  release(): Promise<void>;
}

export function createRuns(database: Database, clock: StoreClock, holder: string): Runs {
  const heartbeats = new Map<string, NodeJS.Timeout>();

  function stopHeartbeat(runId: string): void {
    clearInterval(heartbeats.get(runId));
    heartbeats.delete(runId);
  }

  function startHeartbeat(runId: string): void {
    const beat = async (): Promise<void> => {
      try {
        await database.write((trx) => touch(trx, runId), "process", []);
      } catch {
        // Nobody listens here; the next `keep` meets the same trouble and tells it.
      }
    };
    heartbeats.set(runId, setInterval(beat, HEARTBEAT_MS).unref());
  }

  /** Throws when it is not this holder's any more. */
  async function touch(trx: WriteTransaction, runId: string): Promise<void> {
    await confirmHeld(trx, runId);
    await touchRun(trx, toInstant(clock.now()), 0, runId, holder);
  }

  async function confirmHeld(trx: WriteTransaction, runId: string): Promise<void> {
    const { rows } = await readRun(trx, runId);
    if (rows[0]?.holder === holder) return;
    throw new StoreError({
      code: "STORE_BUSY",
      sentence: "Could not go on with this collection: another process has taken it over, or it is closed.",
      hint: "Let the other process finish; what was kept before is safe.",
    });
  }

  /** Who holds it says by each answer that it lives. */
  const own: Part = {
    confirm: confirmHeld,
    count: (trx, runId, newCalls) => touchRun(trx, toInstant(clock.now()), newCalls, runId, holder),
  };

  async function keep(
    runId: string,
    batch: RecordBatch,
    progress: CallProgress,
    callIds: readonly string[],
    part: Part = own,
  ): Promise<void> {
    await database.write(
      async (trx) => {
        // It stays so until the end: whoever changes hands or state of a run has the dataset to itself.
        await part.confirm(trx, runId);
        const newCalls = await claimCalls(trx, runId, callIds);
        await writeRecords(trx, batch);
        await writeProgress(trx, runId, progress, clock.now());
        // Last: all who keep answers of a run meet at its row.
        await part.count(trx, runId, newCalls);
      },
      "power-cut-soon",
      guardAccounts(batch),
    );
  }

  async function close(row: RunColumns, end: Parameters<Run["close"]>[0]): Promise<RunRow> {
    const closed = await database.write(async (trx) => {
      await touch(trx, row.run_id);
      const gaps = await countGaps(trx, row.started_at);
      if (end.state !== "paused") await dropResume(trx, row.run_id);
      return trx
        .updateTable("runs")
        .set({
          state: end.state,
          ended_at: toInstant(end.now),
          accounts: end.accounts,
          gaps,
          message: end.message ?? null,
          holder: "",
        })
        .where("run_id", "=", row.run_id)
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    stopHeartbeat(row.run_id);
    return toRunRow(closed);
  }

  async function readProgress(runId: string): Promise<ReadonlyMap<string, CallProgress>> {
    const rows = await database.queries.selectFrom("run_progress").selectAll().where("run_id", "=", runId).execute();
    return new Map(rows.map((row) => [row.call_key, toProgress(row)]));
  }

  return {
    async open(run) {
      await clock.refresh();
      let doneBefore: ReadonlySet<string> = new Set();
      const row = await database.write(async (trx) => {
        const lease = { holder, heartbeat_at: toInstant(clock.now()) };
        const unfinished = await findUnfinishedRow(trx, run.kind, run.scope);
        if (unfinished === undefined) return insertRun(trx, run, lease);
        refuseWhenHeld(unfinished, clock.now());
        if (isOver(unfinished, run)) {
          doneBefore = await giveUp(trx, unfinished, toInstant(clock.now()));
          return insertRun(trx, run, lease);
        }
        return trx
          .updateTable("runs")
          .set({ ...lease, state: "running", ended_at: null, message: null })
          .where("run_id", "=", unfinished.run_id)
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      startHeartbeat(row.run_id);
      return {
        runId: row.run_id,
        plan: parseStored(row.plan, "plan of a run"),
        startedAt: row.started_at,
        doneBefore,
        progress: () => readProgress(row.run_id),
        keep: (batch, progress, callIds) => keep(row.run_id, batch, progress, callIds),
        countGaps: () => countGaps(database.queries, row.started_at),
        close: (end) => close(row, end),
      };
    },

    async join(runId) {
      const row = await database.queries
        .selectFrom("runs")
        .selectAll()
        .where("run_id", "=", runId)
        .where("state", "=", "running")
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return {
        runId,
        plan: parseStored(row.plan, "plan of a run"),
        startedAt: row.started_at,
        doneBefore: new Set(),
        progress: () => readProgress(runId),
        keep: (batch, progress, callIds) => keep(runId, batch, progress, callIds, HELPER),
        countGaps: () => countGaps(database.queries, row.started_at),
      };
    },

    async findUnfinished(kind, scope) {
      const row = await database.queries
        .selectFrom("runs")
        .selectAll()
        .where("kind", "=", kind)
        .where("scope", "=", scope)
        .where("state", "in", UNFINISHED)
        .executeTakeFirst();
      return row === undefined ? undefined : toRunRow(row);
    },

    async release() {
      if (heartbeats.size === 0) return;
      for (const runId of heartbeats.keys()) stopHeartbeat(runId);
      await database.write((trx) => trx.updateTable("runs").set({ holder: "" }).where("holder", "=", holder).execute());
    },
  };
}

/** Whose answers are kept, and how they are counted. */
interface Part {
  /** Throws where a run is not to be gone on with. */
  readonly confirm: (trx: WriteTransaction, runId: string) => Promise<void>;
  readonly count: (trx: WriteTransaction, runId: string, newCalls: number) => Promise<void>;
}

/** Whoever helps with a run neither holds it nor keeps its lease alive. */
const HELPER: Part = {
  async confirm(trx, runId) {
    const { rows } = await readRun(trx, runId);
    if (rows[0]?.state === "running") return;
    throw new StoreError({
      code: "STORE_BUSY",
      sentence: "Could not go on with a part of this collection: the collection is closed.",
      hint: "What was kept before is safe; the next run asks for what is left.",
    });
  },
  async count(trx, runId, newCalls) {
    if (newCalls > 0) await addCalls(trx, newCalls, runId);
  },
};

const readRun = defineStatement<readonly [string], Pick<RunColumns, "state" | "holder">>(
  (runId) => sql`select state, holder from runs where run_id = ${runId}`,
);

const addCalls = defineChange<readonly [number, string]>(
  (newCalls, runId) => sql`update runs set calls = calls + ${newCalls} where run_id = ${runId}`,
);

const touchRun = defineChange<readonly [string, number, string, string]>(
  (now, newCalls, runId, holder) => sql`
    update runs set heartbeat_at = ${now}, calls = calls + ${newCalls} where run_id = ${runId} and holder = ${holder}
  `,
);

async function countGaps(queries: Kysely<Schema>, since: string): Promise<number> {
  const { gaps } = await queries
    .selectFrom("gaps")
    .select(({ fn }) => fn.countAll<number>().as("gaps"))
    .where("seen_at", ">=", since)
    .where("reason", "!=", "not-asked")
    .executeTakeFirstOrThrow();
  return gaps;
}

/** What was begun under a clock that ran ahead is as old as what was begun long ago (RELIABILITY D3). */
function isOver({ started_at }: RunColumns, { continuedForMs, now }: NewRun): boolean {
  return continuedForMs !== undefined && Math.abs(now.getTime() - Date.parse(started_at)) > continuedForMs;
}

/** Gives the calls it had done. */
async function giveUp(
  trx: WriteTransaction,
  { run_id, started_at }: RunColumns,
  endedAt: string,
): Promise<ReadonlySet<string>> {
  const gaps = await countGaps(trx, started_at);
  const message = "Cut short, and too old to be gone on with: the next run began anew.";
  await trx
    .updateTable("runs")
    .set({ state: "partial", ended_at: endedAt, gaps, message, holder: "" })
    .where("run_id", "=", run_id)
    .execute();
  const done = await trx
    .selectFrom("run_progress")
    .select("call_key")
    .where("run_id", "=", run_id)
    .where("done", "=", 1)
    .execute();
  await dropResume(trx, run_id);
  return new Set(done.map(({ call_key }) => call_key));
}

function findUnfinishedRow(trx: WriteTransaction, kind: string, scope: string): Promise<RunColumns | undefined> {
  return trx
    .selectFrom("runs")
    .selectAll()
    .where("kind", "=", kind)
    .where("scope", "=", scope)
    .where("state", "in", UNFINISHED)
    .executeTakeFirst();
}

function insertRun(
  trx: WriteTransaction,
  run: NewRun,
  lease: Pick<RunColumns, "holder" | "heartbeat_at">,
): Promise<RunColumns> {
  return trx
    .insertInto("runs")
    .values({
      ...lease,
      run_id: randomUUID(),
      kind: run.kind,
      scope: run.scope,
      from_day: run.span.from,
      to_day: run.span.to,
      plan: JSON.stringify(run.plan ?? null),
      state: "running",
      started_at: toInstant(run.now),
      accounts: 0,
      calls: 0,
      gaps: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

function refuseWhenHeld(row: RunColumns, now: Date): void {
  if (!isLeaseAlive({ holder: row.holder, heartbeatAt: row.heartbeat_at }, now)) return;
  throw new StoreError({
    code: "STORE_BUSY",
    sentence:
      `Could not start on ${row.from_day}..${row.to_day}: another collection of this period is running ` +
      `(since ${row.started_at}, ${describeHolder(row.holder)}).`,
    hint: "Wait until it has finished, or stop it; a process that died is replaced after 90 seconds at the latest.",
  });
}

/** Marks the calls as this run's; answers what those cost that were nobody's before. */
async function claimCalls(trx: WriteTransaction, runId: string, callIds: readonly string[]): Promise<number> {
  let spent = 0;
  for (const callId of callIds) {
    const { rows } = await claimCall(trx, runId, callId);
    spent += rows[0]?.cost ?? 0;
  }
  return spent;
}

const claimCall = defineStatement<readonly [string, string], { readonly cost: number }>(
  (runId, callId) => sql`
    update calls set run_id = ${runId}, kept = 1 where call_id = ${callId} and run_id is null returning cost
  `,
);

/** A run that is over is never gone on with: its plan and cursors, the most of its rows' bytes, are of no more use. */
async function dropResume(trx: WriteTransaction, runId: string): Promise<void> {
  await trx
    .updateTable("run_progress")
    .set({ resume: null })
    .where("run_id", "=", runId)
    .where("resume", "is not", null)
    .execute();
}

/** The last word counts, whatever the clock did meanwhile. */
async function writeProgress(trx: WriteTransaction, runId: string, progress: CallProgress, now: Date): Promise<void> {
  const resume = progress.resume === undefined ? null : JSON.stringify(progress.resume);
  await upsertProgress(trx, runId, progress.callKey, Number(progress.done), resume, toInstant(now));
}

const upsertProgress = defineChange<readonly [string, string, number, string | null, string]>(
  (runId, callKey, done, resume, keptAt) => sql`
    insert into run_progress (run_id, call_key, done, resume, kept_at)
    values (${runId}, ${callKey}, ${done}, ${resume}, ${keptAt})
    on conflict (run_id, call_key) do update
    set done = excluded.done, resume = excluded.resume, kept_at = excluded.kept_at
  `,
);

function toProgress(row: Selectable<Schema["run_progress"]>): CallProgress {
  const resume = row.resume === null ? {} : { resume: parseStored(row.resume, "progress of a run") };
  return { callKey: row.call_key, done: row.done !== 0, ...resume };
}
