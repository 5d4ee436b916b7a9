import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordBatch } from "../../src/dataset/index.ts";
import { openStore } from "../../src/store/index.ts";
import { engines } from "./engines.ts";
import {
  account,
  audiencePoint,
  batch,
  comment,
  day,
  exportAll,
  gap,
  keepAll,
  media,
  mediaPoint,
  total,
} from "./records.ts";

/** One reading of something; what it says follows from what and when, as it does for the API. */
const reading = fc.record({
  kind: fc.constantFrom("account", "day", "total", "media", "point", "audience", "comment", "gap"),
  thing: fc.integer({ min: 1, max: 2 }),
  hour: fc.integer({ min: 10, max: 14 }),
});

function toBatch({ kind, thing, hour }: { kind: string; thing: number; hour: number }): RecordBatch {
  const id = String(thing);
  // Both spellings of a moment occur.
  const takenAt = hour % 2 === 0 ? `2026-11-23T${hour}:00:00Z` : `2026-11-23T${hour}:00:00.000Z`;
  const value = (thing * 31 + hour * 17) % 7;
  switch (kind) {
    case "account":
      return batch({ accounts: [account({ accountId: id, followersCount: value, takenAt })] });
    case "day":
      return batch({ days: [day({ metric: id, value, takenAt })] });
    case "total":
      return batch({ totals: [total({ bucket: id, value, takenAt })] });
    case "media":
      return batch({ media: [media({ mediaId: id, likeCount: value > 3 ? value : undefined, takenAt })] });
    case "point":
      return batch({ mediaInsights: [mediaPoint({ mediaId: id, value, takenAt })] });
    case "audience":
      return batch({ audience: [audiencePoint({ bucket: `${id}${value % 2}`, value, takenAt })] });
    case "comment":
      return batch({ comments: [comment({ commentId: id, hidden: value > 3, takenAt })] });
    default:
      return batch({ gaps: [gap({ metric: id, message: String(value), seenAt: takenAt })] });
  }
}

function merge(batches: readonly RecordBatch[]): RecordBatch {
  return batch({
    accounts: batches.flatMap((one) => one.accounts),
    days: batches.flatMap((one) => one.days),
    totals: batches.flatMap((one) => one.totals),
    media: batches.flatMap((one) => one.media),
    mediaInsights: batches.flatMap((one) => one.mediaInsights),
    audience: batches.flatMap((one) => one.audience),
    comments: batches.flatMap((one) => one.comments),
    gaps: batches.flatMap((one) => one.gaps),
  });
}

const TABLES = [
  "accounts",
  "account_days",
  "account_totals",
  "media",
  "media_insights",
  "audience",
  "comments",
  "gaps",
];

describe.each(engines)("writing on $name", ({ createPlace, numRuns }) => {
  async function exportAfter(batches: readonly RecordBatch[]) {
    const place = await createPlace();
    const store = await openStore({ url: place.url });
    try {
      await keepAll(store, batches);
      const tables = TABLES.flatMap((table) => [exportAll(store, table), exportAll(store, table, true)]);
      return await Promise.all(tables);
    } finally {
      await store.close();
      await place.remove();
    }
  }

  it("twice equals once, in any order and in any cut into answers", async () => {
    const orders = fc.array(reading, { minLength: 1, maxLength: 25 }).chain((readings) =>
      fc.record({
        once: fc.constant(readings),
        again: fc.shuffledSubarray([...readings, ...readings], { minLength: readings.length * 2 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(orders, fc.boolean(), async ({ once, again }, asOneAnswer) => {
        const batches = again.map(toBatch);
        const expected = await exportAfter(once.map(toBatch));
        expect(await exportAfter(asOneAnswer ? [merge(batches)] : batches)).toEqual(expected);
      }),
      { numRuns },
    );
  });
});
