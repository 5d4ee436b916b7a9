// What does not fit an address or a form, as a sentence for whoever typed it.
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** The library's own words; what a route says itself stays as it is. */
const LIBRARY = /^(Invalid|Too (big|small)|Unrecognized|Expected)/;
const SHOWN_SIGNS = 60;

export function toInputSentence(issue: Issue | undefined, given: Readonly<Record<string, unknown>>): string {
  if (issue === undefined) return "Could not understand what was sent.";
  const name = issue.path.join(".");
  const value = given[String(issue.path[0] ?? "")];
  if (!LIBRARY.test(issue.message)) return `Could not understand what was sent: ${name} ${issue.message}.`;
  if (value === undefined || value === "") return `Could not understand what was sent: ${name} is missing.`;
  const shown = typeof value === "string" ? ` “${[...value].slice(0, SHOWN_SIGNS).join("")}”` : "";
  return `There is no ${name}${shown}${toRemedy(issue)}.`;
}

function toRemedy(issue: Issue): string {
  if (issue.code === "invalid_value") return `: it is one of ${issue.values.filter((one) => one !== "").join(", ")}`;
  const isLength = "origin" in issue && (issue.origin === "string" || issue.origin === "array");
  if (issue.code === "too_big") return `: at most ${issue.maximum}${isLength ? " signs or entries" : ""}`;
  return issue.code === "too_small" ? `: at least ${issue.minimum}${isLength ? " signs or entries" : ""}` : "";
}
