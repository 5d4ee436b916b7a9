// Reasons and formulas: written in English where the figures are computed, said in the report's language here.
import { formulas } from "./en/formulas.ts";
import { reasonBefore } from "./en/reasons.ts";
import type { Words } from "./words.ts";

const BEFORE = reasonBefore("");

/** A reason in the language of the words; one the list does not know stays as it is, e.g. in Meta's own words. */
export function sayReason(words: Words, because: string): string {
  if (because.startsWith(BEFORE)) return words.reasonBefore(sayReason(words, because.slice(BEFORE.length)));
  const known: Readonly<Record<string, string>> = words.reasons;
  return known[because] ?? because;
}

const PATTERNS = Object.keys(formulas)
  .filter((key) => key.includes("{1}"))
  .map((key) => ({
    key,
    // {1} and {2} always stand in this order in the English.
    pattern: new RegExp(`^${key.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "(.+)")}$`),
  }));

/** How a figure was made, likewise; its parts are said too. */
export function sayFormula(words: Words, formula: string): string {
  const known: Readonly<Record<string, string>> = words.formulas;
  const whole = known[formula];
  if (whole !== undefined) return whole;
  for (const { key, pattern } of PATTERNS) {
    const [, first = "", second = ""] = pattern.exec(formula) ?? [];
    if (first === "") continue;
    const parts = [sayFormula(words, first), sayFormula(words, second)];
    return (known[key] ?? key).replace(/\{(\d)\}/g, (_, at: string) => parts[Number(at) - 1] ?? "");
  }
  return formula;
}
