import { type DaySpan, type StampReading, toDayOfStamp } from "../../dataset/index.ts";
import { type Insight, type RawBucket, readPoints } from "./figure.ts";

/** "0" to "23", as the API writes them (CONTRACT §3.1). */
const HOUR = /^(?:1?\d|2[0-3])$/;

/**
 * Followers online as buckets "day,hour", e.g. "2026-11-16,13": Meta's own day, chosen by its stamp, and Meta's own hour
 * (their zone: ONLINE_HOURS_TIME_ZONE). A day the API leaves empty, as it does with the newest, and an hour it leaves out
 * are not there, never 0.
 */
export function toOnlineHours(
  entry: Insight["entry"],
  span: DaySpan | undefined,
  reading: StampReading,
): readonly RawBucket[] {
  const found = new Map<string, unknown>();
  for (const { stamp, raw } of readPoints(entry)) {
    if (stamp === undefined || typeof raw !== "object" || raw === null) continue;
    const day = toDayOfStamp(stamp, reading);
    if (span !== undefined && (day < span.from || day > span.to)) continue;
    for (const [hour, value] of Object.entries(raw)) {
      if (value !== undefined && value !== null && HOUR.test(hour)) found.set(`${day},${hour}`, value);
    }
  }
  return [...found].map(([bucket, raw]) => ({ bucket, raw }));
}
