import type { Words } from "../../words/index.ts";

export type Phrases = Words["phrases"];

/** A phrase of the frame by its name; throws for one that does not exist, so that a template cannot ask for nothing. */
export function phrase(phrases: Phrases, key: string): string {
  if (!Object.hasOwn(phrases, key)) throw new Error(`there is no phrase "${key}"`);
  return phrases[key as keyof Phrases];
}
