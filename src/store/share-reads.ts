// What several reports of one moment read alike is read once: who there is, gaps, runs, restatements. Figures of single accounts
// are not held, so that memory does not grow with them.
import type { DatasetReader } from "./store.ts";

/** Answers held for each question: spans of a few cadences, with what they are compared with. */
const HELD_MOST = 12;

/** The same reader; valid while nothing is collected. */
export function shareReads(reader: DatasetReader): DatasetReader {
  return {
    ...reader,
    accounts: once(reader.accounts),
    gaps: once(reader.gaps),
    notAsked: once(reader.notAsked),
    runs: once(reader.runs),
    missing: once(reader.missing),
    lessons: once(reader.lessons),
    restatements: once(reader.restatements),
    spentCalls: once(reader.spentCalls),
  };
}

/** One that failed is asked again. */
function once<Words extends readonly unknown[], Answer>(
  ask: (...words: Words) => Promise<Answer>,
): (...words: Words) => Promise<Answer> {
  const held = new Map<string, Promise<Answer>>();
  return (...words) => {
    const key = JSON.stringify(words);
    const known = held.get(key);
    if (known !== undefined) return known;
    const answer = ask(...words);
    held.set(key, answer);
    const [oldest] = held.keys();
    if (held.size > HELD_MOST && oldest !== undefined) held.delete(oldest);
    answer.catch(() => held.delete(key));
    return answer;
  };
}
