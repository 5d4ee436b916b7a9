// What does not fit an address or a form, as a sentence for whoever typed it.
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** The library's own words; what a route says itself stays as it is. */
const LIBRARY = /^(Invalid|Too (big|small)|Unrecognized|Expected)/;

export function toInputSentence(issue: Issue | undefined, given: Readonly<Record<string, unknown>>): string {
  if (issue === undefined) return "Could not understand what was sent.";
  const name = issue.path.join(".");
  const value = given[String(issue.path[0] ?? "")];
  if (!LIBRARY.test(issue.message)) return `Could not understand what was sent: ${name} ${issue.message}.`;
  if (value === undefined || value === "") return `Could not understand what was sent: ${name} is missing.`;
  const what = `Could not understand what was sent: ${name}`;
  if (issue.code === "too_big") return `${what} is ${toMeasure(issue, "long", "large")}; at most ${issue.maximum}.`;
  if (issue.code === "too_small") return `${what} is ${toMeasure(issue, "short", "small")}; at least ${issue.minimum}.`;
  const choices = issue.code === "invalid_value" ? issue.values.filter((one) => one !== "").join(", ") : "";
  return `There is no such ${name}${choices === "" ? "" : `: it is one of ${choices}`}.`;
}

function toMeasure({ origin }: { readonly origin: string }, ofWords: string, ofNumbers: string): string {
  return `too ${origin === "string" || origin === "array" ? ofWords : ofNumbers}`;
}
