/** "+0000" at the end, without the colon `Date.parse` wants. */
const OFFSET_LENGTH = 5;

/** A moment as the API writes it, in milliseconds: its offset has no colon ("2021-08-13T08:25:28+0000", CONTRACT §2.3). NaN for what is none. */
export function parseStamp(stamp: string): number {
  const sign = stamp.at(-OFFSET_LENGTH);
  return Date.parse(sign === "+" || sign === "-" ? `${stamp.slice(0, -2)}:${stamp.slice(-2)}` : stamp);
}
