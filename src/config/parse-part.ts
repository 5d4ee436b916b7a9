// Values → what a schema makes of them, with every problem, and as much as can be used without the wrong keys.
import type { z } from "zod";
import type { ConfigProblem } from "./config-error.ts";
import { toExpectedType } from "./environment.ts";
import type { Gathered } from "./gather.ts";
import { explainUnknownKeys, toIssueSentence } from "./issues.ts";
import { isWithin, type KeyPath, toDottedKey } from "./key-path.ts";
import type { RawObject, RawValue } from "./read-yaml.ts";

/** No key of the schema lies deeper, so that in the end the whole of what stands at the top is left out. */
const DEEPEST_KEY = 8;

export interface Parsed<Output> {
  /** Without its wrong keys; undefined when nothing of it can be used. */
  readonly output: Output | undefined;
  readonly problems: readonly ConfigProblem[];
}

/** A part of the file that stands at `at`, by its schema; every problem in it with its whole key. */
export function parsePart<Output>(
  schema: z.ZodType<Output>,
  values: RawObject,
  { fromEnvironment }: Pick<Gathered, "fromEnvironment">,
  at: KeyPath = [],
): Parsed<Output> {
  const first = schema.safeParse(values, { error: toIssueSentence, reportInput: true });
  const result = first.success
    ? first
    : schema.safeParse(retype(values, fromEnvironment, at, first.error), { error: toIssueSentence });
  if (result.success) return { output: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => toProblems(issue, at));
  return { output: parseWithout(schema, values), problems };
}

/**
 * The file without its wrong keys, so that the rules over the others are still checked and reported together.
 * A key that may not be absent takes what it stands in with it.
 */
function parseWithout<Output>(schema: z.ZodType<Output>, values: RawObject): Output | undefined {
  const copy = structuredClone(values);
  for (let levelsUp = 0; levelsUp < DEEPEST_KEY; levelsUp += 1) {
    const result = schema.safeParse(copy);
    if (result.success) return result.data;
    for (const issue of result.error.issues.toReversed()) {
      const path = issue.path as KeyPath;
      if (issue.code === "unrecognized_keys") for (const key of issue.keys) setIn(copy, [...path, key], undefined);
      else setIn(copy, path.slice(0, Math.max(1, path.length - levelsUp)), undefined);
    }
  }
  return undefined;
}

function toProblems(issue: z.core.$ZodIssue, at: KeyPath): readonly ConfigProblem[] {
  const path = [...at, ...(issue.path as KeyPath)];
  if (issue.code === "unrecognized_keys") return explainUnknownKeys(path, issue.keys);
  return [{ key: toDottedKey(path), problem: issue.message }];
}

/** Texts from the environment where a number or a switch is asked for. */
function retype(
  values: RawObject,
  fromEnvironment: Gathered["fromEnvironment"],
  at: KeyPath,
  error: z.ZodError,
): RawObject {
  const copy = structuredClone(values);
  for (const issue of error.issues) {
    const path = issue.path as KeyPath;
    const whole = [...at, ...path];
    const isFromEnvironment = fromEnvironment.some((from) => from.length === whole.length && isWithin(from, whole));
    if (issue.code !== "invalid_type" || !isFromEnvironment || typeof issue.input !== "string") continue;
    const value = toExpectedType(issue.input, issue.expected);
    if (value !== undefined) setIn(copy, path, value);
  }
  return copy;
}

/** Sets or, with undefined, removes a value of a copy of our own. */
export function setIn(target: RawObject, path: KeyPath, value: RawValue | undefined): void {
  let holder: unknown = target;
  for (const part of path.slice(0, -1)) holder = (holder as Record<string | number, unknown> | undefined)?.[part];
  const last = path.at(-1);
  if (typeof holder !== "object" || holder === null || last === undefined) return;
  if (value !== undefined) (holder as Record<string | number, unknown>)[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Record<string | number, unknown>)[last];
}
