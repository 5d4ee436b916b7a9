// What the rest of the house gets: every default filled in, secrets wrapped, paths absolute, nothing to change.
import type { Secret } from "../shared/index.ts";
import type { Review } from "./client-schema.ts";
import type { ConfigProblem } from "./config-error.ts";
import type { ConfigFile } from "./file-schema.ts";

type DeepReadonly<T> = T extends Secret
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
      : T;

export interface ConnectionSettings {
  readonly name: string;
  readonly token: Secret;
  readonly appSecret?: Secret;
  /** Calls in any hour before `budget.reservePercent` is taken off. */
  readonly callsPerHour: number;
}

/** A folder of an S3 bucket, and what opens it. */
export interface BucketSettings {
  /** "s3://bucket/folder", for people. */
  readonly url: string;
  /** Of the folder, by path, without a slash at its end. */
  readonly address: string;
  readonly region: string;
  readonly keyId: Secret;
  readonly key: Secret;
  readonly session: Secret | undefined;
}

type Kept = Omit<
  ConfigFile,
  "connections" | "accounts" | "store" | "files" | "report" | "delivery" | "schedule" | "desk" | "clients"
>;

/** Somebody who may sign in at the desk. */
export type DeskUser = DeepReadonly<Omit<ConfigFile["desk"]["users"][number], "hash">> & {
  /** Of the password, in PHC string format. */
  readonly hash: Secret;
};

/** How much time a report is about, and how often one is due. */
export type Cadence = { readonly every: "week" | "month" | "quarter" } | { readonly days: number };

/** One report a client gets again and again. */
export interface ClientReport {
  /** Names it among its client's reports, and its slots: "week", "month-brief". */
  readonly key: string;
  readonly cadence: Cadence;
  /** Five fields, in `settings.schedule.timeZone`; absent where it is due as soon as its period is over. */
  readonly cron: string | undefined;
  /** All that holds for it, as if it stood alone: nothing is inherited any more. */
  readonly settings: Settings;
}

export interface Client {
  readonly name: string;
  /** Its accounts, as `accounts.include` is written. */
  readonly accounts: readonly string[];
  readonly reports: readonly ClientReport[];
}

/** One that cannot be served until its configuration is mended. */
export interface BrokenClient {
  readonly name: string;
  readonly problems: readonly ConfigProblem[];
}

/**
 * The settings of one command, frozen. Keys are those of the file, without the `…File` forms.
 * Paths are absolute: `report.brand.logo`, `report.notes` and a template with a slash were taken from the configuration
 * file's folder, `store.url` (SQLite) and `report.outDir` from the working folder.
 */
export type Settings = DeepReadonly<Kept> & {
  readonly accounts: DeepReadonly<ConfigFile["accounts"]> & {
    /** Lists each of which must mean an account, too: a client's own, and whom is collected at all. */
    readonly within?: readonly (readonly string[])[];
  };
  /** Empty where the configuration has none: then `report`, `period` and `delivery` are of one nameless client. */
  readonly clients: readonly Client[];
  readonly brokenClients: readonly BrokenClient[];
  /** Whose settings these are; absent in those of the file as a whole. */
  readonly client?: { readonly name: string; readonly report: string; readonly review: Review | undefined };
  readonly connections: readonly ConnectionSettings[];
  readonly store: {
    /** Secret because a PostgreSQL address holds a password. */
    readonly url: Secret;
    /** The same without user and password, for people. */
    readonly place: string;
    /** Days, by kind of data; for good where a kind is absent. */
    readonly keep: DeepReadonly<Exclude<ConfigFile["store"]["keep"], number>>;
  };
  /** Absent where finished reports go to `report.outDir` alone, or nobody gave the keys and the command may do without. */
  readonly files?: BucketSettings;
  readonly report: DeepReadonly<ConfigFile["report"]>;
  readonly delivery: DeepReadonly<Omit<ConfigFile["delivery"], "smtp" | "smtpFile">> & { readonly smtp?: Secret };
  readonly desk: DeepReadonly<Omit<ConfigFile["desk"], "users">> & { readonly users: readonly DeskUser[] };
  readonly schedule: DeepReadonly<ConfigFile["schedule"]> & { readonly timeZone: string };
  /** The file that was read, absolute; undefined when there was none. */
  readonly file: string | undefined;
  /** Things that work but should be mended, one sentence each. */
  readonly warnings: readonly string[];
};
