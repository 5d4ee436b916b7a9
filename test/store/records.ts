// Small builders: a valid record with the parts a test is about.
import {
  type AccountRecord,
  type AudiencePoint,
  type CommentRecord,
  type DayPoint,
  emptyBatch,
  type GapRecord,
  type MediaPoint,
  type MediaRecord,
  type RecordBatch,
  type TotalPoint,
} from "../../src/dataset/index.ts";
import type { Run, Store } from "../../src/store/index.ts";
import type { ExportRow } from "../../src/store/store.ts";

export const TAKEN_AT = "2026-11-23T08:00:00.000Z";
export const LATER = "2026-11-24T08:00:00.000Z";
export const WEEK = { from: "2026-11-16", to: "2026-11-22" };

export function account(parts: Partial<AccountRecord> = {}): AccountRecord {
  return {
    accountId: "17841400000000001",
    username: "bakery.north",
    pageId: "1001",
    pageName: "Bakery North",
    connection: "agency",
    tasks: ["ANALYZE"],
    takenAt: TAKEN_AT,
    ...parts,
  };
}

export function day(parts: Partial<DayPoint> = {}): DayPoint {
  return { accountId: "17841400000000001", day: "2026-11-16", metric: "reach", value: 10, takenAt: TAKEN_AT, ...parts };
}

export function total(parts: Partial<TotalPoint> = {}): TotalPoint {
  return {
    accountId: "17841400000000001",
    metric: "views",
    breakdown: "",
    bucket: "",
    fromDay: WEEK.from,
    toDay: WEEK.to,
    value: 100,
    takenAt: TAKEN_AT,
    ...parts,
  };
}

export function media(parts: Partial<MediaRecord> = {}): MediaRecord {
  return {
    mediaId: "18000000000000001",
    accountId: "17841400000000001",
    mediaType: "IMAGE",
    mediaProductType: "FEED",
    publishedAt: "2026-11-18T12:00:00.000Z",
    takenAt: TAKEN_AT,
    ...parts,
  };
}

export function mediaPoint(parts: Partial<MediaPoint> = {}): MediaPoint {
  return {
    mediaId: "18000000000000001",
    accountId: "17841400000000001",
    metric: "reach",
    bucket: "",
    value: 7,
    takenAt: TAKEN_AT,
    ...parts,
  };
}

export function audiencePoint(parts: Partial<AudiencePoint> = {}): AudiencePoint {
  return {
    accountId: "17841400000000001",
    metric: "follower_demographics",
    dimension: "country",
    bucket: "DE",
    value: 60,
    takenAt: TAKEN_AT,
    ...parts,
  };
}

export function comment(parts: Partial<CommentRecord> = {}): CommentRecord {
  return {
    commentId: "19000000000000001",
    mediaId: "18000000000000001",
    accountId: "17841400000000001",
    text: "Lovely",
    createdAt: "2026-11-18T13:00:00.000Z",
    takenAt: TAKEN_AT,
    ...parts,
  };
}

export function gap(parts: Partial<GapRecord> = {}): GapRecord {
  return {
    subject: "17841400000000001/insights",
    accountId: "17841400000000001",
    metric: "views",
    fromDay: WEEK.from,
    toDay: WEEK.to,
    reason: "not-reported",
    message: "The API left the value out.",
    seenAt: TAKEN_AT,
    ...parts,
  };
}

export function batch(parts: Partial<RecordBatch>): RecordBatch {
  return { ...emptyBatch, ...parts };
}

export function openWeek(store: Store, scope = "2026-W47"): Promise<Run> {
  return store.openRun({ kind: "collect", scope, span: WEEK, plan: { calls: 2 }, now: new Date(TAKEN_AT) });
}

/** Keeps each batch as one answer of a run of its own. */
export async function keepAll(store: Store, batches: readonly RecordBatch[]): Promise<void> {
  const run = await openWeek(store, `keep ${crypto.randomUUID()}`);
  for (const [index, kept] of batches.entries()) await run.keep(kept, { callKey: `call ${index}`, done: true }, []);
  await run.close({ state: "complete", accounts: 1, now: new Date(TAKEN_AT) });
}

export async function exportAll(store: Store, table: string, history = false): Promise<readonly ExportRow[]> {
  const rows: ExportRow[] = [];
  for await (const row of store.exportRows(table, { history })) rows.push(row);
  return rows;
}
