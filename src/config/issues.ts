// What the schema library found, in our sentences. Values are quoted only where no secret can stand.
import type { z } from "zod";
import type { ConfigProblem } from "./config-error.ts";
import { type JsonSchema, toJsonSchema } from "./file-schema.ts";
import { type KeyPath, toDottedKey } from "./key-path.ts";
import { findNearestName } from "./nearest-name.ts";

/** Parse-wide error map for the schema; messages written at a key itself go before it. */
export function toIssueSentence(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "is missing"
        : `must be ${toTypeName(issue.expected)}, not ${describeValue(issue.input)}`;
    case "invalid_value": {
      const values = issue.values.map(String);
      const nearest = typeof issue.input === "string" ? findNearestName(issue.input, values) : undefined;
      return `must be one of ${values.join(", ")}${toSuggestion(nearest)}`;
    }
    case "too_small":
      if (issue.origin === "string") return "must not be empty";
      if (issue.origin === "array") return "must name at least one";
      return `must be at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "string") return `must be at most ${issue.maximum} characters long`;
      return `must be at most ${issue.maximum}`;
    default:
      return "is not valid";
  }
}

/** Unknown keys of one place of the file, each with the name that was probably meant. */
export function explainUnknownKeys(path: KeyPath, keys: readonly string[]): readonly ConfigProblem[] {
  const schema = toJsonSchema();
  const here = findSchema(schema, path);
  const known = Object.keys(here?.properties ?? {});
  return keys.map((key) => {
    const below = here === undefined ? undefined : findElsewhere(here, key, path);
    const near = findNearestName(key, known) ?? below ?? findElsewhere(schema, key);
    const meant = near === undefined ? `; known here: ${known.join(", ")}` : toSuggestion(near);
    return { key: toDottedKey([...path, key]), problem: `is not a known key${meant}` };
  });
}

export function toSuggestion(nearest: string | undefined): string {
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

function findSchema(schema: JsonSchema, path: KeyPath): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, part) => {
    if (typeof part === "number") return at?.items;
    const fallback = typeof at?.additionalProperties === "object" ? at.additionalProperties : undefined;
    return at?.properties?.[part] ?? fallback;
  }, schema);
}

/** A key that exists, but in another section: "timeZone" → "period.timeZone". */
function findElsewhere(schema: JsonSchema, key: string, above: KeyPath = []): string | undefined {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const path = [...above, name];
    if (name.toLowerCase() === key.toLowerCase()) return toDottedKey(path);
    const found = findElsewhere(inner.items ?? inner, key, inner.items === undefined ? path : [...path, 0]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toTypeName(expected: string): string {
  const words: Record<string, string> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a group of keys",
    record: "a group of keys",
  };
  return words[expected] ?? expected;
}

function describeValue(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  if (typeof value === "number" || typeof value === "bigint")
    return Number.isInteger(value) ? "a number (put it in quotes for text)" : "this number";
  return typeof value === "boolean" ? "true or false" : "a group of keys";
}
