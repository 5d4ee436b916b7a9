// Blocks as they are asked, and answers as they are read, for the tests of normalise.
import type { Answer } from "../../src/collect/fetch/index.ts";
import { normalise } from "../../src/collect/normalise/index.ts";
import type { Block } from "../../src/collect/plan/index.ts";
import type { RecordBatch, StampReading } from "../../src/dataset/index.ts";
import { scrubBody } from "../../src/graph/scrub.ts";
import { Scrubber } from "../../src/shared/index.ts";
import { readFixture } from "../support/read-fixture.ts";
import { ACCOUNT_ID, plannedCall } from "./plans.ts";

export const TAKEN_AT = "2026-11-23T12:00:00.000Z";
export const WEEK = { from: "2026-11-16", to: "2026-11-22" };
export const KNOWN = {
  accountId: ACCOUNT_ID,
  username: "old.name",
  pageId: "1",
  pageName: "Bakery",
  connection: "agency",
  tasks: ["ANALYZE"],
};

export const SERIES = { kind: "series", span: WEEK, metrics: ["reach", "follower_count"] } satisfies Block;
export const FOLLOWS = {
  kind: "totals",
  span: WEEK,
  metrics: ["follows_and_unfollows"],
  breakdown: "follow_type",
} satisfies Block;
export const MEDIA = { kind: "media", since: 0, pageSize: 50, metrics: ["reach", "views", "saved"] } satisfies Block;
export const STORIES = { kind: "stories", metrics: ["reach", "replies"], navigation: true } satisfies Block;
export const AGE = { kind: "audience", metric: "follower_demographics", dimension: "age,gender" } satisfies Block;
export const ONLINE = {
  kind: "audience",
  metric: "online_followers",
  dimension: "day,hour",
  span: { from: "2026-11-09", to: "2026-11-22" },
} satisfies Block;
export const PROFILE = { kind: "profile" } satisfies Block;

export const totals = (...metrics: readonly string[]): Block => ({
  kind: "totals",
  span: WEEK,
  metrics,
  breakdown: "",
});
export const single = (...metrics: readonly string[]): Block => ({
  kind: "media-insights",
  mediaId: "17900000000000002",
  productType: "REELS",
  metrics,
});

export interface Reading {
  readonly followersCount?: number;
  readonly stampReading?: StampReading;
}

export function read(block: Block, part: unknown, { followersCount, stampReading = "end" }: Reading = {}): RecordBatch {
  const answer: Answer = {
    kind: "page",
    call: plannedCall(),
    parts: [{ block, part }],
    refusals: [],
    takenAt: TAKEN_AT,
  };
  return normalise(answer, { known: KNOWN, followersCount, stampReading, runStartedAt: TAKEN_AT });
}

export const recorded = (name: string) => scrubBody(readFixture(name), new Scrubber(6));
export const gapsOf = (batch: RecordBatch) => batch.gaps.map(({ metric, reason }) => [metric, reason]);
