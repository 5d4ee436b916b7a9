import { type DaySpan, type StampReading, toDayOfStamp } from "../../dataset/index.ts";
import type { WireInsight } from "./wire.ts";

/** "0" to "23", as the API writes them (CONTRACT §3.1). */
const HOUR = /^(?:1?\d|2[0-3])$/;

/**
 * Followers online as buckets "day,hour", e.g. "2026-11-16,13": Meta's own day, chosen by its stamp, and Meta's own hour
 * (their zone: ONLINE_HOURS_TIME_ZONE). A day the API leaves empty, as it does with the newest, and an hour it leaves out
 * are not there, never 0.
 */
export function toOnlineHours(
  insight: WireInsight | undefined,
  span: DaySpan | undefined,
  reading: StampReading,
): readonly { readonly bucket: string; readonly value: number }[] {
  const found = new Map<string, number>();
  for (const point of insight?.values ?? []) {
    if (point?.end_time === undefined || typeof point.value !== "object") continue;
    const day = toDayOfStamp(point.end_time, reading);
    if (span !== undefined && (day < span.from || day > span.to)) continue;
    for (const [hour, value] of Object.entries(point.value)) {
      if (value !== undefined && HOUR.test(hour)) found.set(`${day},${hour}`, value);
    }
  }
  return [...found].map(([bucket, value]) => ({ bucket, value }));
}
