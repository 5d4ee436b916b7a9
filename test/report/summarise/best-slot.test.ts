// When an account's posts do best: three hours of a weekday, by their median.
import { describe, expect, it } from "vitest";
import { findBestSlot } from "../../../src/report/summarise/figures/posting-hours.ts";

const ZONE = "Europe/Berlin";
/** Winter: Berlin is an hour ahead. */
const post = (publishedAt: string, value?: number) => ({ media: { publishedAt }, value });
const find = (...posts: readonly ReturnType<typeof post>[]) => findBestSlot(posts, ZONE, ({ value }) => value);

const tuesdays = [
  post("2026-11-03T17:30:00Z", 300),
  post("2026-11-10T18:10:00Z", 100),
  post("2026-11-17T19:59:00Z", 200),
];
const fridays = [
  post("2026-11-06T08:00:00Z", 80),
  post("2026-11-13T09:00:00Z", 90),
  post("2026-11-20T10:00:00Z", 1000),
];

describe("the best slot", () => {
  it("is the one with the highest median, in the report's zone, with its posts and its lead over all posts", () => {
    expect(find(...tuesdays, ...fridays)).toEqual({ weekday: 1, hour: 18, until: 21, posts: 3, multiple: 200 / 150 });
  });

  it("does not go by the one post that went well", () => {
    expect(find(...tuesdays, ...fridays)?.weekday).toBe(1);
  });

  it("counts no post whose figure is unknown, and needs three", () => {
    expect(find(...tuesdays.slice(0, 2), post("2026-11-24T18:00:00Z"), ...fridays)).toBeUndefined();
  });

  it("is none on a tie, and where there is nothing to compare with", () => {
    expect(find(...tuesdays)).toBeUndefined();
    expect(find(...tuesdays, ...fridays.map(({ media }) => ({ media, value: 200 })))).toBeUndefined();
    expect(find()).toBeUndefined();
  });

  it("ends with the day", () => {
    const late = [0, 7, 14].map((days) => post(new Date(Date.UTC(2026, 10, 2 + days, 22, 59)).toISOString(), 900));
    expect(find(...late, ...tuesdays)).toMatchObject({ weekday: 0, hour: 21, until: 24 });
  });
});
