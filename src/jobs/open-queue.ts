// The queue: pg-boss in the database of the store, in a schema of its own. It carries what is next and who does it; what was
// done stands in the store.
import type { Client } from "pg";
import type { ConstructorOptions, PgBoss } from "pg-boss";
import { JobError } from "./job-error.ts";
import { BOSS_SCHEMA_VERSION } from "./job-table.ts";
import { ALL_KINDS, JOB_KINDS } from "./kinds.ts";

export const DEAD_LETTERS = "dead-letters";

export interface QueueOptions {
  /** "postgres://…", as in `store.url`. */
  readonly url: string;
  /** How this process is listed among those on the queue. */
  readonly name: string;
  /** Silence after which a job is given to another worker. */
  readonly heartbeatSeconds?: number | undefined;
  /** Looks after others' jobs, too: takes them back when their worker is silent. */
  readonly supervises?: boolean | undefined;
}

export interface OpenQueue {
  readonly boss: PgBoss;
  readonly schema: string;
  readonly heartbeatSeconds: number;
  close(): Promise<void>;
}

/** A worker that is silent for so long is taken for dead, or frozen. */
const HEARTBEAT_SECONDS = 30;
/** Between two looks at whose heartbeat has lapsed. */
const SUPERVISE_SECONDS = 5;
/** Within a few of these a worker that died is no longer listed as alive. */
const INSTANCE_SECONDS = 5;
/** Three tries in all. */
const RETRIES = 2;
/** No job is meant to last so long; a heartbeat tells of its worker long before. */
const LONGEST_SECONDS = 23 * 3_600;
const KEPT_SECONDS = 7 * 86_400;
const POOL = 4;
const START_TRIES = 4;

/** The schema of a store's queue: beside the store's own, whatever that is called. */
export function toQueueSchema(storeSchema: string): string {
  const plain = storeSchema.replaceAll(/\W/g, "_").toLowerCase().slice(0, 40);
  return plain === "public" ? "gazette_jobs" : `jobs_of_${plain}`;
}

/** Whether anybody has ever worked on this store's queue. */
export async function hasQueue(url: string): Promise<boolean> {
  return (await readPlace(url)).version !== undefined;
}

/** Opens the queue and makes its tables, or brings older ones to this version. Throws `JobError`. */
export async function openQueue(options: QueueOptions): Promise<OpenQueue> {
  const { url, name, heartbeatSeconds = HEARTBEAT_SECONDS, supervises = true } = options;
  const { schema, version } = await readPlace(url);
  if (version !== undefined && version > BOSS_SCHEMA_VERSION) {
    throw new JobError({
      code: "JOB_QUEUE_NEWER",
      sentence:
        `Could not use the job queue in the schema ${schema}: it is of version ${version}, and this Gazette knows it up to ` +
        `version ${BOSS_SCHEMA_VERSION}.`,
      hint: "Update Gazette on this machine; workers and commands on one store must be of one version.",
    });
  }
  const [{ PgBoss }, { hearErrors }] = await Promise.all([import("pg-boss"), import("./hear-errors.ts")]);
  hearErrors();
  const boss = new PgBoss({ ...toOptions(url, schema, name), supervise: supervises });
  // What breaks while nobody waits for it is met again by the next question; unheard, it would end the process.
  boss.on("error", () => undefined);
  try {
    // A database that is being started anew is waited for.
    await boss.start({ attempts: START_TRIES });
    await createQueues(boss, heartbeatSeconds);
    // All on one queue keep the heartbeat it was made with.
    const agreed = (await boss.getQueue("run-command"))?.heartbeatSeconds ?? heartbeatSeconds;
    return { boss, schema, heartbeatSeconds: agreed, close: () => boss.stop({ graceful: false }) };
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw toUnusable(schema, error);
  }
}

function toOptions(url: string, schema: string, name: string): ConstructorOptions {
  return {
    connectionString: url,
    schema,
    application_name: "gazette jobs",
    instanceName: name,
    max: POOL,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    instanceHeartbeatSeconds: INSTANCE_SECONDS,
    flowIntervalSeconds: SUPERVISE_SECONDS,
  };
}

async function createQueues(boss: PgBoss, heartbeatSeconds: number): Promise<void> {
  const common = { deleteAfterSeconds: KEPT_SECONDS };
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  if (!known.has(DEAD_LETTERS)) await boss.createQueue(DEAD_LETTERS, { ...common, retentionSeconds: 4 * KEPT_SECONDS });
  for (const kind of ALL_KINDS.filter((one) => !known.has(one))) {
    await boss.createQueue(kind, {
      ...common,
      retryLimit: RETRIES,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      expireInSeconds: LONGEST_SECONDS,
      heartbeatSeconds,
      deadLetter: DEAD_LETTERS,
      notify: true,
      // Two that look for a job at the same moment both find a connection free: only its key keeps it to one.
      ...("isByConnection" in JOB_KINDS[kind] ? { policy: "singleton" } : {}),
    });
  }
}

interface Place {
  readonly schema: string;
  /** Of pg-boss's tables; undefined where there are none. */
  readonly version: number | undefined;
}

async function readPlace(url: string): Promise<Place> {
  return onLine(url, async (_, place) => place);
}

/** The rows of one question, on a line of its own; undefined where the store has no queue. Throws `JobError`. */
export async function askOnce<Row>(
  url: string,
  toQuestion: (schema: string) => string,
  values: readonly unknown[],
): Promise<readonly Row[] | undefined> {
  return onLine(url, async (client, { schema, version }) => {
    if (version === undefined || version > BOSS_SCHEMA_VERSION) return undefined;
    return (await client.query(toQuestion(schema), [...values])).rows as Row[];
  });
}

async function onLine<T>(url: string, work: (client: Client, place: Place) => Promise<T>): Promise<T> {
  const { Client } = await import("pg");
  const client = new Client({
    connectionString: url,
    application_name: "gazette jobs",
    connectionTimeoutMillis: 10_000,
    query_timeout: 40_000,
  });
  client.on("error", () => undefined);
  let schema = "gazette_jobs";
  try {
    await client.connect();
    const { rows: places } = await client.query("select current_schema() as name");
    schema = toQueueSchema(places[0]?.name ?? "public");
    const { rows: found } = await client.query("select to_regclass($1) is not null as there", [`${schema}.version`]);
    if (found[0]?.there !== true) return await work(client, { schema, version: undefined });
    const { rows } = await client.query(`select version::int as version from ${schema}.version`);
    return await work(client, { schema, version: rows[0]?.version });
  } catch (error) {
    throw toUnusable(schema, error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function toUnusable(schema: string, error: unknown): JobError {
  const words = error instanceof Error ? error.message : String(error);
  return new JobError({
    code: "JOB_QUEUE_UNUSABLE",
    sentence: `Could not use the job queue in the schema ${schema}: ${words.replace(/\.?\s*$/, ".")}`,
    hint: isForbidden(error)
      ? "Its user must be allowed to create a schema in the store's database; see docs/workers.md."
      : "Look after the database server; nothing that was kept is lost. A worker is to be started again by whoever started it.",
    cause: error,
  });
}

/** PostgreSQL's insufficient_privilege and invalid_schema_name. */
function isForbidden(error: unknown): boolean {
  return /^(42501|3F000)$/.test(String((error as { readonly code?: unknown } | null)?.code));
}
