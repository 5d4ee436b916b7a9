// The file → values with the environment filled in, or the error that says why it cannot be read.
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import { type Filled, fillFromEnvironment } from "./environment.ts";
import type { KeyPath } from "./key-path.ts";
import { layOver } from "./lay-over.ts";
import { parseYaml, type RawObject } from "./read-yaml.ts";

export const DEFAULT_FILE = "config/gazette.yaml";

export interface Gathered extends Filled {
  /** Absolute; undefined when there is no file. */
  readonly file: string | undefined;
  /** The file as it should be called in messages, or "the environment". */
  readonly source: string;
  /** What relative paths of things to read start from. */
  readonly folder: string;
  /** Of the file's YAML, where the rest could be read. */
  readonly problems: readonly ConfigProblem[];
  /** Keys at the top that could not be read, and so are not in the values. */
  readonly broken: readonly string[];
  lineOf(path: KeyPath): number | undefined;
}

/** For a file that is no YAML, in whole or in part. */
export const UNREADABLE_HINT = "Mend that line, or write a fresh file with `gazette init`.";

export interface GatherInput {
  /** --config; else GAZETTE_CONFIG; else config/gazette.yaml when it exists. */
  readonly file?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Values of flags, laid over those of the file: `{ budget: { wait: false } }`. */
  readonly overrides?: RawObject | undefined;
}

/** Reads what there is. Throws `ConfigError` CONFIG_UNREADABLE for a file that is named and missing, or is no YAML. */
export function gatherSettings(input: GatherInput): Gathered {
  const { env, cwd, overrides = {} } = input;
  const named = input.file ?? (env.GAZETTE_CONFIG || undefined);
  const path = resolve(cwd, named ?? DEFAULT_FILE);
  if (named === undefined && !existsSync(path)) {
    const filled = fillFromEnvironment(overrides, env);
    return {
      ...filled,
      file: undefined,
      source: "the environment",
      folder: cwd,
      problems: [],
      broken: [],
      lineOf: () => undefined,
    };
  }
  const source = toShortPath(path, cwd);
  const parsed = parseYaml(readText(path, source));
  if (!("values" in parsed))
    throw new ConfigError({ code: "CONFIG_UNREADABLE", source, problems: parsed.problems, hint: UNREADABLE_HINT });
  const filled = fillFromEnvironment(layOver(parsed.values, overrides), env);
  const { problems, broken, lineOf } = parsed;
  return { ...filled, file: path, source, folder: dirname(path), problems, broken, lineOf };
}

function readText(path: string, source: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: "there is no such file",
      EISDIR: "it is a folder",
      EACCES: "it may not be read",
    };
    throw new ConfigError({
      code: "CONFIG_UNREADABLE",
      source,
      problems: [{ key: "", problem: reasons[code] ?? `it cannot be read (${code})` }],
      hint: code === "ENOENT" ? "Check --config, or write a first file with `gazette init`." : undefined,
      cause: error,
    });
  }
}

function toShortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}
