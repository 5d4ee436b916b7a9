// What the operator needs to know: what each connection came to, and which troubles have been told.

import { type Selectable, sql } from "kysely";
import type { Database } from "./database.ts";
import { createProgressReader, type RunProgress } from "./run-progress.ts";
import type { Schema } from "./schema.ts";
import { parseStored } from "./stored-json.ts";

/** What one connection came to in one run. */
export interface ConnectionTally {
  readonly connection: string;
  /** Accounts with something to ask of them; of a connection that lists nothing, those held of it. */
  readonly asked: number;
  /** Accounts of which at least one answer came. */
  readonly answered: number;
  /** Values that came, and values the API could have told and did not. */
  readonly came: number;
  readonly lost: number;
  /** Ids of accounts that were refused something for want of a permission or role. */
  readonly refused: readonly string[];
  /** Why the connection as a whole is of no use; absent while it is. */
  readonly failure?: string | undefined;
}

export interface ConnectionRun extends ConnectionTally {
  /** Of the newest ended run of the scope that asked something of it. */
  readonly endedAt: string;
}

export interface Trouble {
  /** The same while it lasts: "connection-lost agency". */
  readonly troubleId: string;
  readonly kind: string;
  readonly connection: string;
  /** In one sentence, with the remedy. */
  readonly message: string;
  readonly since: string;
  readonly overAt?: string | undefined;
}

export interface OperationBook {
  /** Writes what a run came to; a run that goes on replaces what was written of it. */
  keepTallies(runId: string, scope: string, tallies: readonly ConnectionTally[]): Promise<void>;
  tallies(runId: string): Promise<readonly ConnectionTally[]>;
  newestRuns(scope: string): Promise<readonly ConnectionRun[]>;
  /** By connection, whether the newest ended run of whatever scope could use it. */
  lastWords(): Promise<ReadonlyMap<string, { readonly failure: string | undefined; readonly endedAt: string }>>;
  /** By connection, when a run of whatever scope last ended with an answer. */
  lastSuccesses(): Promise<ReadonlyMap<string, string>>;
  /**
   * Brings the book to what is the matter now. Gives what has begun and what is over and was not told yet; a trouble that went
   * before anybody was told of it, or came back before anybody was told that it is over, is nothing to tell. Of the `silent`
   * connections nothing is over: they are lost, and nobody can say.
   */
  noteTroubles(
    now: readonly Omit<Trouble, "since" | "overAt">[],
    at: string,
    silent?: ReadonlySet<string>,
  ): Promise<readonly Trouble[]>;
  /** Runs at work now, and how far each has come. */
  underWay(): Promise<readonly RunProgress[]>;
  /** They have been told: what is over is forgotten. */
  markTold(troubles: readonly Trouble[]): Promise<void>;
}

export function createOperationBook({ queries, write }: Database): OperationBook {
  return {
    underWay: createProgressReader(queries),

    keepTallies: (runId, scope, tallies) =>
      write(async (trx) => {
        await trx.deleteFrom("run_connections").where("run_id", "=", runId).execute();
        for (const { refused, failure, ...tally } of tallies) {
          const row = { ...tally, run_id: runId, scope, refused: JSON.stringify(refused), failure: failure ?? null };
          await trx.insertInto("run_connections").values(row).execute();
        }
      }),

    async tallies(runId) {
      const rows = await queries.selectFrom("run_connections").selectAll().where("run_id", "=", runId).execute();
      return rows.map(toTally);
    },

    async newestRuns(scope) {
      const { rows } = await sql<Selectable<Schema["run_connections"]> & { ended_at: string }>`
        with newest as (
          select earlier.connection, max(others.ended_at) as ended_at
          from run_connections as earlier join runs as others on others.run_id = earlier.run_id
          where earlier.scope = ${scope} and earlier.asked > 0 and others.state in ('complete', 'partial', 'failed')
          group by earlier.connection
        )
        select of_run.*, runs.ended_at from run_connections as of_run join runs on runs.run_id = of_run.run_id
        join newest on newest.connection = of_run.connection and newest.ended_at = runs.ended_at
        where of_run.scope = ${scope} and of_run.asked > 0
        order by of_run.connection, of_run.run_id
      `.execute(queries);
      return rows.map((row) => ({ ...toTally(row), endedAt: row.ended_at }));
    },

    async lastWords() {
      const { rows } = await sql<{ connection: string; failure: string | null; ended_at: string }>`
        with newest as (
          select earlier.connection, max(others.ended_at) as ended_at
          from run_connections as earlier join runs as others on others.run_id = earlier.run_id
          where others.state in ('complete', 'partial', 'failed')
          group by earlier.connection
        )
        select of_run.connection, of_run.failure, runs.ended_at
        from run_connections as of_run join runs on runs.run_id = of_run.run_id
        join newest on newest.connection = of_run.connection and newest.ended_at = runs.ended_at
        order by of_run.connection, of_run.run_id
      `.execute(queries);
      return new Map(
        rows.map(({ connection, failure, ended_at }) => [
          connection,
          { failure: failure ?? undefined, endedAt: ended_at },
        ]),
      );
    },

    async lastSuccesses() {
      const rows = await queries
        .selectFrom("run_connections")
        .innerJoin("runs", "runs.run_id", "run_connections.run_id")
        .select(({ fn }) => ["run_connections.connection", fn.max("runs.ended_at").as("ended_at")])
        .where("run_connections.answered", ">", 0)
        .where("runs.ended_at", "is not", null)
        .groupBy("run_connections.connection")
        .execute();
      return new Map(rows.flatMap(({ connection, ended_at }) => (ended_at === null ? [] : [[connection, ended_at]])));
    },

    noteTroubles: (now, at, silent) =>
      write(async (trx) => {
        const held = await trx.selectFrom("troubles").selectAll().execute();
        const isNow = new Set(now.map(({ troubleId }) => troubleId));
        for (const row of held) {
          const of = trx.updateTable("troubles").where("trouble_id", "=", row.trouble_id);
          if (isNow.has(row.trouble_id)) {
            if (row.over_at !== null) await of.set({ over_at: null, is_told: 1 }).execute();
            continue;
          }
          const mayLast = silent?.has(row.connection) === true;
          if (row.over_at !== null || mayLast) continue;
          if (row.is_told !== 0) await of.set({ over_at: at, is_told: 0 }).execute();
          else await trx.deleteFrom("troubles").where("trouble_id", "=", row.trouble_id).execute();
        }
        const known = new Set(held.map(({ trouble_id }) => trouble_id));
        for (const { troubleId, ...trouble } of now) {
          if (known.has(troubleId)) continue;
          const row = { ...trouble, trouble_id: troubleId, since: at, over_at: null, is_told: 0 };
          await trx.insertInto("troubles").values(row).execute();
        }
        const untold = await trx.selectFrom("troubles").selectAll().where("is_told", "=", 0).execute();
        return untold.map(toTrouble).toSorted((a, b) => (a.troubleId < b.troubleId ? -1 : 1));
      }),

    markTold: (troubles) =>
      write(async (trx) => {
        for (const { troubleId, overAt } of troubles) {
          if (overAt === undefined) {
            await trx.updateTable("troubles").set({ is_told: 1 }).where("trouble_id", "=", troubleId).execute();
          } else await trx.deleteFrom("troubles").where("trouble_id", "=", troubleId).execute();
        }
      }),
  };
}

function toTally(row: Selectable<Schema["run_connections"]>): ConnectionTally {
  const { connection, asked, answered, came, lost, refused, failure } = row;
  const ids = parseStored(refused, "accounts refused to a connection") as readonly string[];
  return { connection, asked, answered, came, lost, refused: ids, failure: failure ?? undefined };
}

function toTrouble(row: Selectable<Schema["troubles"]>): Trouble {
  const { trouble_id: troubleId, kind, connection, message, since, over_at } = row;
  return { troubleId, kind, connection, message, since, overAt: over_at ?? undefined };
}
