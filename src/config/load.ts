// gather → parse → rules → secrets → Settings. Nothing stops at the first problem.
import type { z } from "zod";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import { explainUnset, toExpectedType } from "./environment.ts";
import { type ConfigFile, fileSchema } from "./file-schema.ts";
import { type Gathered, type GatherInput, gatherSettings, UNREADABLE_HINT } from "./gather.ts";
import { explainUnknownKeys, toIssueSentence } from "./issues.ts";
import { isWithin, type KeyPath, toDottedKey } from "./key-path.ts";
import type { RawObject, RawValue } from "./read-yaml.ts";
import { checkRules } from "./rules.ts";
import { readSecrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { toSettings } from "./to-settings.ts";

export interface LoadInput extends GatherInput {
  /**
   * "required" (default): a secret that is named and missing is a problem. "optional", for commands that spend no calls
   * and send no mail: a connection without its token is left out, and so is a mail server without its address.
   */
  readonly secrets?: "required" | "optional" | undefined;
}

/**
 * The settings from the configuration file, the environment and flags.
 * Throws one `ConfigError` with every problem found: CONFIG_UNREADABLE, CONFIG_INVALID, or CONFIG_SECRET_MISSING when
 * missing secrets are all that is wrong.
 */
export function loadSettings(input: LoadInput): Settings {
  const gathered = gatherSettings(input);
  const areRequired = input.secrets !== "optional";
  const unset = areRequired ? gathered.unset : gathered.unset.filter(({ path }) => !isSecretPath(path));
  const values = areRequired ? gathered.values : dropUnsetSecrets(gathered.values, gathered.unset);
  const { file, problems } = parseFile({ ...gathered, values });
  const secrets = file === undefined ? undefined : readSecrets(file, gathered, input.env, areRequired);
  const unsetKeys = unset.map(({ path }) => toDottedKey(path));
  const wrong = [
    ...gathered.problems,
    ...problems,
    ...(file === undefined ? [] : checkRules(file)),
    ...(secrets?.wrong ?? []),
  ];
  const missing = [...explainUnset(unset), ...(secrets?.missing ?? [])];
  // What follows from a key that could not be filled or read is not another problem.
  const causes = wrong.filter((one) => !unsetKeys.includes(one.key) && !isOfBroken(one, gathered));
  const wrongKeys = problems.map(({ key }) => key).filter((key) => key !== "" && !unsetKeys.includes(key));
  const missed = missing.filter(
    (one) => !wrongKeys.some((wrongKey) => one.key.startsWith(wrongKey)) && !isOfBroken(one, gathered),
  );
  if (file === undefined || secrets === undefined || causes.length + missed.length > 0)
    throw toError(gathered, causes, missed);
  return toSettings(file, secrets, gathered, input.cwd);
}

/** What a part that could not be read may well have: "is missing", or "which is not in accounts.groups". */
function isOfBroken({ key, problem }: ConfigProblem, { broken, values }: Gathered): boolean {
  if (broken.length === 0 || key === "") return false;
  const [section = ""] = key.split(/[.[]/);
  return !Object.hasOwn(values, section) || broken.some((name) => problem.includes(`${name}.`));
}

const SECRET_NAMES = ["token", "appSecret", "smtp", "tokenFile", "appSecretFile", "smtpFile"];

function isSecretPath(path: KeyPath): boolean {
  return SECRET_NAMES.includes(String(path.at(-1)));
}

function dropUnsetSecrets(values: RawObject, unset: Gathered["unset"]): RawObject {
  const copy = structuredClone(values);
  for (const { path } of unset.filter((place) => isSecretPath(place.path))) setIn(copy, path, undefined);
  return copy;
}

/** No key of the schema lies deeper, so that in the end the whole of what stands at the top is left out. */
const DEEPEST_KEY = 8;

interface Parsed {
  readonly file: ConfigFile | undefined;
  readonly problems: readonly ConfigProblem[];
}

function parseFile(gathered: Gathered): Parsed {
  const first = fileSchema.safeParse(gathered.values, { error: toIssueSentence, reportInput: true });
  const result = first.success
    ? first
    : fileSchema.safeParse(retype(gathered, first.error), { error: toIssueSentence });
  if (result.success) return { file: result.data, problems: [] };
  const problems = result.error.issues.flatMap(toProblems);
  return { file: parseWithout(gathered.values), problems };
}

/**
 * The file without its wrong keys, so that the rules over the others are still checked and reported together.
 * A key that may not be absent takes what it stands in with it.
 */
function parseWithout(values: RawObject): ConfigFile | undefined {
  const copy = structuredClone(values);
  for (let levelsUp = 0; levelsUp < DEEPEST_KEY; levelsUp += 1) {
    const result = fileSchema.safeParse(copy);
    if (result.success) return result.data;
    for (const issue of result.error.issues.toReversed()) {
      const path = issue.path as KeyPath;
      if (issue.code === "unrecognized_keys") for (const key of issue.keys) setIn(copy, [...path, key], undefined);
      else setIn(copy, path.slice(0, Math.max(1, path.length - levelsUp)), undefined);
    }
  }
  return undefined;
}

function toProblems(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  const path = issue.path as KeyPath;
  if (issue.code === "unrecognized_keys") return explainUnknownKeys(path, issue.keys);
  return [{ key: toDottedKey(path), problem: issue.message }];
}

/** Texts from the environment where a number or a switch is asked for. */
function retype(gathered: Gathered, error: z.ZodError): RawObject {
  const copy = structuredClone(gathered.values);
  for (const issue of error.issues) {
    const path = issue.path as KeyPath;
    const isFromEnvironment = gathered.fromEnvironment.some(
      (from) => from.length === path.length && isWithin(from, path),
    );
    if (issue.code !== "invalid_type" || !isFromEnvironment || typeof issue.input !== "string") continue;
    const value = toExpectedType(issue.input, issue.expected);
    if (value !== undefined) setIn(copy, path, value);
  }
  return copy;
}

/** Sets or, with undefined, removes a value of a copy of our own. */
function setIn(target: RawObject, path: KeyPath, value: RawValue | undefined): void {
  let holder: unknown = target;
  for (const part of path.slice(0, -1)) holder = (holder as Record<string | number, unknown> | undefined)?.[part];
  const last = path.at(-1);
  if (typeof holder !== "object" || holder === null || last === undefined) return;
  if (value !== undefined) (holder as Record<string | number, unknown>)[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Record<string | number, unknown>)[last];
}

function toError(gathered: Gathered, wrong: readonly ConfigProblem[], missing: readonly ConfigProblem[]): ConfigError {
  const problems = [...wrong, ...missing].map((problem) => ({
    ...problem,
    line: problem.line ?? findLine(gathered, problem.key),
  }));
  const isOnlySecrets = wrong.length === 0;
  const isUnreadable = gathered.problems.length > 0;
  return new ConfigError({
    code: isUnreadable ? "CONFIG_UNREADABLE" : isOnlySecrets ? "CONFIG_SECRET_MISSING" : "CONFIG_INVALID",
    source: gathered.source,
    problems: problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    hint: isUnreadable
      ? UNREADABLE_HINT
      : isOnlySecrets
        ? toSecretHint(gathered)
        : `Every key is explained in config/example.yaml; mend ${gathered.source} and run again.`,
  });
}

function toSecretHint({ file }: Gathered): string {
  if (file === undefined)
    return "Write a first configuration with `gazette init`, or set GAZETTE_TOKEN to your access token.";
  return "Set the variable (export NAME=value) or name an existing file, then run again.";
}

function findLine(gathered: Gathered, key: string): number | undefined {
  const path = [...key.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([\w-]+)/g)].map(([, index, quoted, plain]) =>
    index === undefined ? (quoted ?? plain ?? "") : Number(index),
  );
  return gathered.lineOf(path);
}
