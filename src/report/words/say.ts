// Reasons, notes and formulas: written in English where they arise, said in the report's language here.
import { formulas } from "./en/formulas.ts";
import { noteTexts } from "./en/notes.ts";
import { reasonBefore } from "./en/reasons.ts";
import type { Words } from "./words.ts";

const BEFORE = reasonBefore("");

/** A reason or a note in the language of the words; one the lists do not know stays as it is, e.g. in Meta's own words. */
export function sayReason(words: Words, because: string): string {
  return findReason(words, because) ?? because;
}

/** The same, with what the lists do not know in quotation marks: those are Meta's own words. */
export function sayOrQuote(words: Words, message: string): string {
  return message === "" ? "" : (findReason(words, message) ?? words.quote(message));
}

function findReason(words: Words, because: string): string | undefined {
  if (because.startsWith(BEFORE)) return words.reasonBefore(sayReason(words, because.slice(BEFORE.length)));
  const known: Readonly<Record<string, string>> = words.reasons;
  return known[because] ?? fill(words.noteTexts, NOTE_PATTERNS, because, (part) => sayList(words, part));
}

/** Parts may be lists: each entry is said by itself. */
function sayList(words: Words, part: string): string {
  return part
    .split(", ")
    .map((entry) => sayReason(words, entry))
    .join(", ");
}

/** How a figure was made, likewise; its parts are said too. */
export function sayFormula(words: Words, formula: string): string {
  return fill(words.formulas, FORMULA_PATTERNS, formula, (part) => sayFormula(words, part)) ?? formula;
}

interface Pattern {
  readonly key: string;
  readonly pattern: RegExp;
}

function toPatterns(keys: readonly string[]): readonly Pattern[] {
  return keys
    .filter((key) => key.includes("{1}"))
    .map((key) => ({
      key,
      // {1} and {2} always stand in this order in the English.
      pattern: new RegExp(`^${key.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "(.+)")}$`),
    }));
}

const FORMULA_PATTERNS = toPatterns(Object.keys(formulas));
const NOTE_PATTERNS = toPatterns(Object.keys(noteTexts));

function fill(
  known: Readonly<Record<string, string>>,
  patterns: readonly Pattern[],
  text: string,
  say: (part: string) => string,
): string | undefined {
  const whole = known[text];
  if (whole !== undefined) return whole;
  for (const { key, pattern } of patterns) {
    const [, first = "", second = ""] = pattern.exec(text) ?? [];
    if (first === "") continue;
    const parts = [first, second].map((part) => (part === "" ? "" : say(part)));
    return (known[key] ?? key).replace(/\{(\d)\}/g, (_, at: string) => parts[Number(at) - 1] ?? "");
  }
  return undefined;
}
