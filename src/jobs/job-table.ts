// What we read of pg-boss's own tables, because it offers no way to ask for it. All of it stands in this file, and a test
// holds it to the version of the schema named here: look through it when pg-boss is updated.
import type { Fence } from "../store/index.ts";

/** Of pg-boss 12.38.0. */
export const BOSS_SCHEMA_VERSION = 46;

/** A worker's claim of a job: the next claim of the same job bears another number. */
export interface Claim {
  readonly kind: string;
  readonly id: string;
  readonly attempt: number;
}

/**
 * Holds while the job is active, in this attempt's hands, and its heartbeat was seen in time by the server's own clock. The
 * share lock keeps the job from being given away before the transaction has ended.
 */
export function toFence(schema: string, { kind, id, attempt }: Claim): Fence {
  return {
    text: `
      select 1 from ${schema}.job
      where name = $1 and id = $2::uuid and state = 'active' and retry_count = $3
        and heartbeat_on + heartbeat_seconds * interval '1 second' > clock_timestamp()
      for share
    `,
    parameters: [kind, id, attempt],
  };
}

/** Where jobs stand. */
export interface JobRow {
  readonly id: string;
  readonly state: "created" | "retry" | "active" | "completed" | "cancelled" | "failed";
  readonly output: unknown;
}

export function toStatesQuestion(schema: string): string {
  return `select id::text as id, state::text as state, output from ${schema}.job where id = any($1::uuid[])`;
}

export interface QueueDepth {
  readonly kind: string;
  /** Ready to be done, and put off or waiting for another try. */
  readonly waiting: number;
  readonly active: number;
  /** How long the oldest that is ready has waited; null where none is. */
  readonly oldestSeconds: number | null;
}

export function toDepthQuestion(schema: string): string {
  return `
    select name as kind,
      count(*) filter (where state in ('created', 'retry'))::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      floor(extract(epoch from clock_timestamp() - min(start_after)
        filter (where state in ('created', 'retry') and start_after <= now())))::int as "oldestSeconds"
    from ${schema}.job where name = any($1) and state in ('created', 'retry', 'active') group by name
  `;
}

/** A job that is under way or waits. */
export interface OpenJob {
  readonly id: string;
  readonly kind: string;
  readonly state: "waiting" | "active";
  /** What it is about: a connection or a client; empty for neither. */
  readonly about: string;
  readonly tries: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
}

export function toOpenQuestion(schema: string): string {
  return `
    select id::text as id, name as kind, case when state = 'active' then 'active' else 'waiting' end as state,
      coalesce(group_id, '') as about, retry_count + case when state = 'active' then 1 else 0 end as tries,
      created_on as "createdAt", case when state = 'active' then started_on end as "startedAt"
    from ${schema}.job where state in ('created', 'retry', 'active') and name <> $1
    order by state <> 'active', priority desc, created_on limit $2
  `;
}

/** A dead letter that nobody has put back. */
export interface DeadRow {
  readonly id: string;
  readonly kind: string | null;
  readonly about: string | null;
  readonly order: object | null;
  readonly output: unknown;
  readonly tries: number;
  readonly diedAt: Date;
}

const DEAD_COLUMNS = `
  id::text as id, source_name as kind, group_id as about, source_output as output,
  coalesce(source_retry_count, 0) + 1 as tries, created_on as "diedAt"
`;
const IS_DEAD = "name = $1 and state in ('created', 'retry')";

/** The newest so many, the newest last. What they were told is cut down to what tells whose they are. */
export function toDeadQuestion(schema: string): string {
  return `
    select * from (
      select ${DEAD_COLUMNS}, jsonb_build_object('connection', data->'order'->'connection', 'client', data->'order'->'client',
        'command', data->'order'->'command') as "order"
      from ${schema}.job where ${IS_DEAD} order by created_on desc, id desc limit $2
    ) newest order by "diedAt", id
  `;
}

export interface DeadCount {
  readonly kind: string;
  readonly count: number;
}

export function toDeadCountQuestion(schema: string): string {
  return `select source_name as kind, count(*)::int as count from ${schema}.job where ${IS_DEAD} group by source_name`;
}

/** One dead letter with all it was told. */
export function toOneDeadQuestion(schema: string): string {
  return `select ${DEAD_COLUMNS}, data as "order" from ${schema}.job where ${IS_DEAD} and id = $2::uuid`;
}
