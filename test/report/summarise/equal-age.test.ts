import { describe, expect, test } from "vitest";
import type { MediaPoint } from "../../../src/dataset/index.ts";
import { type Post, toPosts } from "../../../src/report/figures/posts.ts";
import { buildModel } from "../../../src/report/summarise/index.ts";
import { findEqualAge, toEqualAge } from "../../../src/report/summarise/read/equal-age.ts";
import {
  account,
  build,
  cell,
  type Dataset,
  MONDAY,
  merge,
  openMemory,
  options,
  post,
  table,
  tile,
  total,
  whole,
} from "./memory-dataset.ts";

const MONDAY_BEFORE = "2026-11-16T09:00:00.000Z";
const FIGURES = ["reach", "likes", "comments", "saved", "shares"];

function readings(mediaId: string, takenAt: string, value: number): readonly MediaPoint[] {
  return FIGURES.map((metric) => ({ accountId: "1", mediaId, metric, bucket: "", value, takenAt }));
}

function toPost(id: string, publishedAt: string, takenAt: string, value: number): Post {
  const { media } = post("1", id, publishedAt, {});
  const [only] = toPosts(media ?? [], readings(id, takenAt, value), [], "UTC");
  if (only === undefined) throw new Error("no post");
  return only;
}

const current = [toPost("now", "2026-11-18T10:00:00.000Z", MONDAY, 50)];
const before = [toPost("then", "2026-11-11T10:00:00.000Z", MONDAY, 80)];
const sought = { from: "2026-11-15T09:00:00.000Z", until: "2026-11-17T09:00:00.000Z" };

describe("posts at equal age", () => {
  test("the moment is one period before the newest reading of the period's posts", () => {
    expect(findEqualAge(current, 7)).toEqual(sought);
    expect(findEqualAge([], 7)).toBeUndefined();
    // What of a longer period was read a day off is of equal age; of a day it would be the very reading.
    expect(findEqualAge(current, 31)).toEqual({ from: "2026-10-22T09:00:00.000Z", until: "2026-10-24T09:00:00.000Z" });
    const { from = "", until = "" } = findEqualAge(current, 1) ?? {};
    expect(from > "2026-11-22T05:00:00.000Z" && until < "2026-11-22T13:00:00.000Z").toBe(true);
  });

  test("days that were read together are no comparison at equal age", async () => {
    const day = (label: string) => ({ from: label, to: label });
    const read = "2026-11-24T09:00:00.000Z";
    const metrics = ["reach", "views", "likes", "comments", "saves", "shares"];
    const held = merge({
      accounts: [account("1", { takenAt: read })],
      totals: ["2026-11-22", "2026-11-21"].flatMap((label, at) =>
        metrics.map((metric) => total("1", metric, 100 + at, day(label), read)),
      ),
    });
    const model = await build(held, { span: day("2026-11-22"), now: new Date(read) });
    expect(tile(model, "summary", "views").change).toMatchObject({ kind: "change", provisional: true });
  });

  test("takes the figures as they stood then, and no counter of today", () => {
    const aligned = toEqualAge(before, readings("then", MONDAY_BEFORE, 30), sought);
    expect(aligned?.[0]?.insights.get("reach")?.value).toBe(30);
    expect(aligned?.[0]?.media.likeCount).toBeUndefined();
  });

  test("a reading a day off will do, one of two days before will not", () => {
    expect(toEqualAge(before, readings("then", "2026-11-15T10:00:00.000Z", 30), sought)).toBeDefined();
    expect(toEqualAge(before, readings("then", "2026-11-14T10:00:00.000Z", 30), sought)).toBeUndefined();
  });

  test("is refused when one post was not read then; a post that has no figures now is no reason", () => {
    const other = toPost("other", "2026-11-12T10:00:00.000Z", MONDAY, 80);
    const blind = { ...other, insights: new Map() };
    expect(toEqualAge([...before, other], readings("then", MONDAY_BEFORE, 30), sought)).toBeUndefined();
    expect(toEqualAge([...before, blind], readings("then", MONDAY_BEFORE, 30), sought)).toHaveLength(2);
  });

  test("the movers compare at equal age, and say so", async () => {
    const figures = (value: number) => ({ reach: 100, likes: value, comments: 0, saved: 0, shares: 0 });
    const old = (id: string): Partial<Dataset> => {
      const now = post(id, `${id}-old`, "2026-11-11T10:00:00.000Z", figures(300));
      // As it stood on the Thursday before; `whole` was read on a Thursday.
      const then = (now.mediaInsights ?? []).map((one) => ({
        ...one,
        takenAt: "2026-11-19T09:00:00.000Z",
        value: one.metric === "likes" ? 100 : one.value,
      }));
      return { ...now, mediaInsights: [...(now.mediaInsights ?? []), ...then] };
    };
    const model = await buildModel(openMemory(merge(whole("1"), whole("2"), old("1"), old("2"))), options());
    const down = table(model, "movers", "movers-down");
    expect(cell(down, down.rows[0], "before")).toMatchObject({ value: 100 });
    expect(table(model, "movers", "movers-up").note).toContain("Posts are compared at equal age");
    expect(tile(model, "account-1", "engagementRate").change).toMatchObject({ against: 1 });
  });
});
