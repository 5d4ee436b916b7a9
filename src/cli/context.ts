// What a command is given and must give back.
import type { LoadInput, Settings } from "../config/index.ts";
import type { Carrier } from "../jobs/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import type { ExitCode } from "./exit.ts";
import type { Print } from "./print.ts";

/** Flags as commander reads them: long name in camel case; `--no-wait` is `wait: false`. */
export interface Flags {
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  readonly period?: string;
  /** Each `--account`, in order; empty when none was given. */
  readonly account: readonly string[];
  /** Each `--group`, in order; empty when none was given. */
  readonly group: readonly string[];
  /** Each `--client`, in order; empty when none was given. */
  readonly client: readonly string[];
  /** A command's own flags; its module knows their types from commands.ts. */
  readonly [name: string]: unknown;
}

export interface CommandContext {
  readonly flags: Flags;
  readonly args: readonly string[];
  /**
   * Reads the configuration; its warnings are printed once. `overrides` are laid over the file's values.
   * Commands that spend no calls pass `secrets: "optional"` and get only the connections whose token is at hand.
   */
  settings(options?: Pick<LoadInput, "overrides" | "secrets">): Settings;
  readonly print: Print;
  readonly clock: Clock;
  /** Aborted by the first Ctrl-C or SIGTERM; the second one ends the process. */
  readonly signal: AbortSignal;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Set where a worker does a command that was left to it: what it has for that. */
  readonly job?: { readonly store: Store; readonly carrier: Carrier } | undefined;
}

/** What `commands/<name>.ts` exports. Failures a user can meet are thrown; main prints them. */
export interface CommandModule {
  run(context: CommandContext): Promise<ExitCode>;
}
