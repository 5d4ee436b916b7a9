// The kinds of job there are: what each is told, and what it comes to. Plain data, so that any process may do it.
import { z } from "zod";
import type { KeptDays, Stretch, StretchEnd } from "../collect/index.ts";
import type { DaySpan } from "../dataset/index.ts";

/** A command that somebody left to the workers, with its flags as they were typed and its period settled. */
export interface CommandOrder {
  readonly command: "run" | "collect" | "send";
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** What a command came to: its JSON document and its exit code. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly document: unknown;
}

/** One client's report of one period. */
export interface EditionOrder {
  /** Absent for the nameless client. */
  readonly client?: string | undefined;
  readonly report?: string | undefined;
  readonly span: DaySpan;
  readonly narrowing: { readonly account: readonly string[]; readonly group: readonly string[] };
  /** Of the collection the report is made after: what tells it from others. */
  readonly collected: Pick<Stretch["options"], "span" | "windows" | "since"> & { readonly filter: unknown };
  /** That collection, where it may be under way still: all it asks of these accounts is asked. */
  readonly runId?: string | undefined;
  readonly fresh: boolean;
}

export interface EditionEnd {
  readonly made: readonly {
    readonly cut?: string | undefined;
    readonly accountIds: readonly string[];
    readonly files: readonly {
      readonly name: string;
      readonly mediaType: string;
      readonly bytes: number;
      readonly path: string;
    }[];
  }[];
  readonly failures: readonly EditionFailure[];
  /** Of each letter it made, and what already waited: its row in the outbox. */
  readonly deliveryIds: readonly string[];
}

export interface EditionFailure {
  readonly step: "report" | "send";
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface LetterOrder {
  /** Null for whatever is due. */
  readonly deliveryId: string | null;
  /** Whose it is, for the list of jobs. */
  readonly client: string;
}

export interface JobData {
  readonly "run-command": CommandOrder;
  readonly "collect-accounts": Stretch;
  readonly "catch-stories": Stretch;
  readonly "settle-comments": Readonly<Record<string, never>>;
  readonly "apply-retention": KeptDays;
  readonly "render-edition": EditionOrder;
  readonly deliver: LetterOrder;
}

export interface JobOutput {
  readonly "run-command": CommandEnd;
  readonly "collect-accounts": StretchEnd;
  readonly "catch-stories": StretchEnd;
  readonly "settle-comments": Readonly<Record<string, never>>;
  readonly "apply-retention": Readonly<Record<string, never>>;
  readonly "render-edition": EditionEnd;
  readonly deliver: Readonly<Record<string, never>>;
}

export type JobKind = keyof JobData;

/** What a worker may be kept to. */
export const JOB_SORTS = ["collect", "render", "deliver"] as const;
export type JobSort = (typeof JOB_SORTS)[number];

export const JOB_KINDS = {
  "run-command": { sort: "collect" },
  "catch-stories": { sort: "collect", isByConnection: true },
  "collect-accounts": { sort: "collect", isByConnection: true },
  "settle-comments": { sort: "collect" },
  "apply-retention": { sort: "collect" },
  "render-edition": { sort: "render" },
  deliver: { sort: "deliver" },
} as const satisfies Readonly<
  Record<
    JobKind,
    {
      readonly sort: JobSort;
      /** One at a time of each connection, so that connections share the workers and no lesson of its API is paid for twice. */
      readonly isByConnection?: true;
    }
  >
>;

export const ALL_KINDS = Object.keys(JOB_KINDS) as readonly JobKind[];

export function listKinds(sorts: readonly JobSort[]): readonly JobKind[] {
  return ALL_KINDS.filter((kind) => sorts.includes(JOB_KINDS[kind].sort));
}

/** What a job's data is wrapped in: a worker of another version leaves alone what it would misread. */
const FORMAT = 1;
const envelope = z.object({ format: z.literal(FORMAT), order: z.record(z.string(), z.unknown()) });

export function wrapOrder(order: object): object {
  return { format: FORMAT, order: toStorable(order) };
}

/** Text that PostgreSQL's JSON can hold: it refuses NUL and half a surrogate pair, which text from Instagram may bring. */
export function toStorable<T>(value: T): T {
  const clean = (_: string, part: unknown): unknown =>
    typeof part === "string" ? part.replaceAll("\0", "").toWellFormed() : part;
  return JSON.parse(JSON.stringify(value, clean));
}

/** The order of a job as it was wrapped; undefined for one that another version of this program wrote. */
export function unwrapOrder<K extends JobKind>(data: unknown): JobData[K] | undefined {
  const parsed = envelope.safeParse(data);
  return parsed.success ? (parsed.data.order as unknown as JobData[K]) : undefined;
}
