// What the table of commands tells of each.
import type { CommandModule } from "./context.ts";

export interface FlagEntry {
  /** As commander writes it: "--out <folder>", "--no-wait". */
  readonly flag: string;
  readonly summary: string;
  /** Turns the text into a value; throws `UsageError`. */
  readonly parse?: (text: string) => unknown;
}

export interface ArgumentEntry {
  readonly name: string;
  readonly summary: string;
  readonly kind: "required" | "optional" | "many";
}

export interface CommandEntry {
  /** "collect", or "comments list" for a member of a family. */
  readonly name: string;
  readonly summary: string;
  readonly argument?: { readonly name: string; readonly summary: string };
  /** Where there are several, or some may be left away. */
  readonly arguments?: readonly ArgumentEntry[];
  readonly flags: readonly FlagEntry[];
  /** Whole command lines, each with what it is for. */
  readonly examples: readonly (readonly [line: string, purpose: string])[];
  readonly load: () => Promise<CommandModule>;
}
