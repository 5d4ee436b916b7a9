// A mail server's words on their way to people: one line, nothing unseen, no credential (RELIABILITY V12).

import type { Scrubber } from "../../shared/index.ts";

const WORDS_MOST = 300;

export function cleanWords(text: string, scrubber: Scrubber): string {
  return scrubber
    .clean(text.toWellFormed())
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, WORDS_MOST)
    .toWellFormed();
}
