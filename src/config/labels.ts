// The part of the configuration file that names posts: labels by rule or from a file, and what its keys demand of each other.
import { z } from "zod";
import type { ConfigProblem } from "./config-error.ts";
import { toDottedKey } from "./key-path.ts";
import { readLabelFile } from "./label-file.ts";

/** Longest name: it is the first column of a table. */
const NAME_MOST = 60;

const list = (sentence: string) => z.array(z.string().trim().min(1)).min(1).describe(sentence).optional();

const label = z
  .strictObject({
    name: z.string().trim().min(1).max(NAME_MOST).describe("Name of the label.").optional(),
    contains: list("Any of these words in the caption, whatever their case."),
    hashtags: list("Any of these hashtags in the caption, with or without #, whatever their case."),
    links: z
      .array(z.string().regex(/^https?:\/\/\S+$/, { error: "must be a post's web address, as https://…" }))
      .min(1)
      .describe("Any of these posts, by their permalinks.")
      .optional(),
    file: z
      .string()
      .min(1)
      .describe("CSV file with the columns permalink and label, relative to this file; instead of name and rules.")
      .optional(),
  })
  .describe("A name and what posts bear it: one of its rules is enough; or a file of permalinks with their labels.");

export const labels = z
  .array(label)
  .describe("Labels of posts, told on a page and sheet of their own; a post may bear several.");

export type LabelEntry = z.output<typeof label>;

const RULES = ["contains", "hashtags", "links"] as const;

/** What the keys of the labels demand of each other; `at` is the key of their list. */
export function checkLabels(entries: readonly LabelEntry[], at: string): readonly ConfigProblem[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index): ConfigProblem[] => {
    const key = `${at}[${index}]`;
    const { name, file } = entry;
    const hasRule = RULES.some((rule) => entry[rule] !== undefined);
    if (file !== undefined) {
      return name === undefined && !hasRule
        ? []
        : [{ key: `${key}.file`, problem: "stands beside a name or rule; give the file an entry of its own" }];
    }
    if (name === undefined) return [{ key: `${key}.name`, problem: "is missing" }];
    const problems: ConfigProblem[] = [];
    const folded = foldName(name);
    if (seen.has(folded))
      problems.push({ key: `${key}.name`, problem: `is "${name}", as another label's; names must differ` });
    seen.add(folded);
    if (!hasRule) problems.push({ key, problem: "has no rule: give contains, hashtags, links or a file" });
    return problems;
  });
}

/** What is wrong with the files the labels name, each with the key of its file; `toPath` makes a path absolute. */
export function checkLabelFiles(
  entries: readonly LabelEntry[],
  at: readonly (string | number)[],
  toPath: (path: string) => string,
): readonly ConfigProblem[] {
  return entries.flatMap(({ file }, index) => {
    if (file === undefined) return [];
    const read = readLabelFile(toPath(file));
    return "problem" in read ? [{ key: toDottedKey([...at, index, "file"]), problem: read.problem }] : [];
  });
}

function foldName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
