// What the rest of the house gets: every default filled in, secrets wrapped, paths absolute, nothing to change.
import type { Secret } from "../shared/index.ts";
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

type Kept = Omit<ConfigFile, "connections" | "store" | "report" | "delivery" | "schedule">;

/**
 * The settings of one command, frozen. Keys are those of the file, without the `…File` forms.
 * Paths are absolute: `report.brand.logo`, `report.notes` and a template with a slash were taken from the configuration
 * file's folder, `store.url` (SQLite) and `report.outDir` from the working folder.
 */
export type Settings = DeepReadonly<Kept> & {
  readonly connections: readonly ConnectionSettings[];
  readonly store: {
    /** Secret because a PostgreSQL address holds a password. */
    readonly url: Secret;
    /** The same without user and password, for people. */
    readonly place: string;
    /** Days. */
    readonly keep: number;
  };
  readonly report: DeepReadonly<ConfigFile["report"]>;
  readonly delivery: DeepReadonly<Omit<ConfigFile["delivery"], "smtp" | "smtpFile">> & { readonly smtp?: Secret };
  readonly schedule: DeepReadonly<ConfigFile["schedule"]> & { readonly timeZone: string };
  /** The file that was read, absolute; undefined when there was none. */
  readonly file: string | undefined;
  /** Things that work but should be mended, one sentence each. */
  readonly warnings: readonly string[];
};
