/** A moment as the API writes it, in milliseconds: its offset has no colon ("2021-08-13T08:25:28+0000", CONTRACT §2.3). NaN for what is none. */
export function parseStamp(stamp: string): number {
  return Date.parse(stamp.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
}
