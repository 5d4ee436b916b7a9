// ${NAME} → the variable's value. Keeps account of what came from outside and of what was not there.
import type { ConfigProblem } from "./config-error.ts";
import { type KeyPath, toDottedKey } from "./key-path.ts";
import { CLOSE, OPEN, type RawObject, type RawValue } from "./read-yaml.ts";

export interface Filled {
  readonly values: RawObject;
  /** Places whose text came, at least in part, from the environment. */
  readonly fromEnvironment: readonly KeyPath[];
  /** Places that name a variable which is unset or empty; their values are left as "". */
  readonly unset: readonly { readonly path: KeyPath; readonly names: readonly string[] }[];
}

/** Fills every string of a configuration. */
export function fillFromEnvironment(values: RawObject, env: NodeJS.ProcessEnv): Filled {
  const fromEnvironment: KeyPath[] = [];
  const unset: { path: KeyPath; names: readonly string[] }[] = [];

  function fill(value: RawValue, path: KeyPath): RawValue {
    if (typeof value === "string") return fillText(value, path);
    if (Array.isArray(value)) return value.map((item: RawValue, index) => fill(item, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    return fillObject(value as RawObject, path);
  }

  function fillObject(object: RawObject, path: KeyPath): RawObject {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, fill(value, [...path, key])]));
  }

  function fillText(text: string, path: KeyPath): RawValue {
    const named = [...text.matchAll(new RegExp(`${OPEN}(\\w+)${CLOSE}`, "g"))].map((match) => match[1] ?? "");
    if (named.length === 0) return text;
    const missing = named.filter((name) => (env[name] ?? "").trim() === "");
    if (missing.length > 0) {
      unset.push({ path, names: missing });
      return "";
    }
    fromEnvironment.push(path);
    return text.replace(new RegExp(`${OPEN}(\\w+)${CLOSE}`, "g"), (_whole, name: string) => (env[name] ?? "").trim());
  }

  return { values: fillObject(values, []), fromEnvironment, unset };
}

/** A problem for each place that names an unset variable. */
export function explainUnset(unset: Filled["unset"]): readonly ConfigProblem[] {
  return unset.map(({ path, names }) => ({
    key: toDottedKey(path),
    problem: `needs the environment variable ${names.join(" and ")}, which is not set`,
  }));
}

/** Where the file has `callsPerHour: ${CALLS}`, the variable's text is the number or switch that the key asks for. */
export function toExpectedType(text: string, expected: string): RawValue | undefined {
  if ((expected === "number" || expected === "int") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (expected === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return undefined;
}
