/** More than the names, days and moments of any report; ids of accounts and media are met in runs. */
const TEXTS_MOST = 20_000;

const known = new Map<string, string>();

/**
 * The same text, as the copy met first. An engine makes a new string of every value it hands over, and a dataset says the
 * same few metrics, days, moments and ids millions of times.
 */
export function oneCopy(text: string): string {
  const copy = known.get(text);
  if (copy !== undefined) return copy;
  if (known.size >= TEXTS_MOST) known.clear();
  known.set(text, text);
  return text;
}
