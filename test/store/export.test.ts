import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import {
  account,
  audiencePoint,
  batch,
  comment,
  exportAll,
  gap,
  keepAll,
  LATER,
  media,
  mediaPoint,
  TAKEN_AT,
} from "./records.ts";
import { createTestStores } from "./test-store.ts";

/** PRODUCT §4, word for word; more columns may follow. */
const PROMISED = {
  accounts: "account_id, username, name, page_id, page_name, connection, followers_count, follows_count, media_count",
  account_days: "account_id, day, metric, value",
  account_totals: "account_id, metric, breakdown, bucket, from_day, to_day, value",
  media:
    "media_id, account_id, media_type, media_product_type, published_at, caption, permalink, like_count, comments_count",
  media_insights: "media_id, metric, bucket, value, taken_at",
  audience: "account_id, metric, dimension, bucket, value, taken_at",
  comments: "comment_id, media_id, account_id, parent_id, username, text, created_at, hidden, deleted_at",
  gaps: "account_id, media_id, metric, from_day, to_day, reason, code, message",
  runs: "run_id, kind, from_day, to_day, state, started_at, ended_at, accounts, calls, gaps, message",
  calls: "call_id, connection, pool, path, cost, reserved_at, answered_at, http_status, code, used_percent, run_id",
  deliveries: "delivery_id, report_id, recipient, state, message, updated_at",
};

describe.each(engines)("the export on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("offers the promised tables, each with the promised columns first", async () => {
    const store = await stores.open();
    expect(Object.keys(store.tables)).toEqual(Object.keys(PROMISED));
    for (const [table, columns] of Object.entries(PROMISED)) {
      const promised = columns.split(", ");
      expect(store.tables[table]?.slice(0, promised.length)).toEqual(promised);
    }
  });

  it("gives every column of a row in order", async () => {
    const store = await stores.open();
    await store.keepDiscovery([account()], []);
    await store.ledger.reserve({
      connection: "agency",
      pool: "calls",
      cost: 1,
      perHour: 1,
      path: "me",
    });
    await keepAll(store, [
      batch({ media: [media()], mediaInsights: [mediaPoint()], comments: [comment()], gaps: [gap()] }),
      batch({ audience: [audiencePoint()] }),
    ]);
    for (const table of ["accounts", "media", "media_insights", "audience", "comments", "gaps", "runs", "calls"]) {
      const [row] = await exportAll(store, table);
      expect(Object.keys(row ?? {})).toEqual(store.tables[table]);
    }
    expect(await exportAll(store, "deliveries")).toEqual([]);
  });

  it("writes absent as null, flags as booleans and ids as text", async () => {
    const store = await stores.open();
    await keepAll(store, [
      batch({
        media: [media({ isCommentEnabled: true })],
        comments: [comment({ hidden: false, likeCount: 0 }), comment({ commentId: "2" })],
        gaps: [gap({ metric: undefined, fromDay: undefined, toDay: undefined })],
      }),
    ]);
    expect(await exportAll(store, "media")).toEqual([
      expect.objectContaining({
        media_id: "18000000000000001",
        caption: null,
        like_count: null,
        is_comment_enabled: true,
        deleted_at: null,
      }),
    ]);
    expect(await exportAll(store, "comments")).toEqual([
      expect.objectContaining({ hidden: false, like_count: 0, parent_id: null, deleted_at: null }),
      expect.objectContaining({ comment_id: "2", hidden: null, like_count: null }),
    ]);
    expect(await exportAll(store, "gaps")).toEqual([
      {
        account_id: "17841400000000001",
        media_id: null,
        metric: null,
        from_day: null,
        to_day: null,
        reason: "not-reported",
        code: null,
        message: "The API left the value out.",
        subject: "17841400000000001/insights",
        seen_at: TAKEN_AT,
      },
    ]);
  });

  it("gives the latest reading, and every one with history", async () => {
    const store = await stores.open();
    await keepAll(store, [
      batch({ accounts: [account(), account({ takenAt: LATER })] }),
      batch({ mediaInsights: [mediaPoint(), mediaPoint({ value: 8, takenAt: LATER })] }),
      batch({ audience: [audiencePoint({ bucket: "FR" }), audiencePoint({ takenAt: LATER })] }),
    ]);
    for (const table of ["accounts", "media_insights", "audience"]) {
      expect(await exportAll(store, table)).toEqual([expect.objectContaining({ taken_at: LATER })]);
      expect((await exportAll(store, table, true)).map((row) => row.taken_at)).toEqual([TAKEN_AT, LATER]);
    }
  });

  it("gives each row once in key order, over many chunks, while the store is written", async () => {
    const store = await stores.open();
    const points = Array.from({ length: 2_500 }, (_, index) =>
      mediaPoint({ mediaId: String(index % 7), metric: `m${index}`, value: index }),
    );
    await keepAll(store, [batch({ mediaInsights: points })]);
    const keys: string[] = [];
    for await (const row of store.exportRows("media_insights")) {
      if (keys.length === 0)
        await store.learn({ connection: "a", topic: "t", finding: "f", message: "m", learntAt: TAKEN_AT });
      keys.push(`${row.media_id} ${row.metric}`);
    }
    expect(keys).toHaveLength(2_500);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  it("refuses a table that is not exported", async () => {
    const store = await stores.open();
    await expect(exportAll(store, "run_progress")).rejects.toThrow(RangeError);
    await expect(exportAll(store, "toString")).rejects.toThrow(RangeError);
  });
});
