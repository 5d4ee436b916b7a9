import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../src/collect/plan/index.ts";
import type { RecordBatch, StampReading } from "../../src/dataset/index.ts";
import { AGE, FOLLOWS, MEDIA, ONLINE, read, recorded, SERIES, single, totals } from "./readings.ts";

// RELIABILITY §6.5: mutation of answers.
const GOOD: readonly (readonly [name: string, block: Block, body: unknown])[] = [
  ["series", SERIES, recorded("user_insights_series_day")],
  ["totals", totals("views", "accounts_engaged", "likes", "saves"), recorded("user_insights_total_value")],
  ["follows", FOLLOWS, recorded("user_insights_follows_and_unfollows")],
  ["demographics", AGE, recorded("user_insights_follower_demographics_age_gender")],
  ["followers online", ONLINE, recorded("user_insights_online_followers")],
  ["posts", MEDIA, recorded("media_page_nested_insights")],
  ["one post", single("reach", "saved", "reels_skip_rate"), recorded("media_insights_reels")],
];

type Path = readonly (string | number)[];

function listPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...listPaths(inner, here)];
  });
}

function change(value: unknown, [key, ...rest]: Path, to: (old: unknown) => unknown): unknown {
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...(value as object) };
  const fields = copy as Record<string | number, unknown>;
  if (key === undefined) return copy;
  const changed = rest.length > 0 ? change(fields[key], rest, to) : to(fields[key]);
  if (changed !== undefined) fields[key] = changed;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete fields[key];
  return copy;
}

/** Every number, with what it is about. */
function listFigures(batch: RecordBatch): readonly string[] {
  return [
    ...batch.days.map(({ day, metric, value }) => `${day} ${metric} ${value}`),
    ...batch.totals.map(({ metric, bucket, value }) => `${metric} ${bucket} ${value}`),
    ...batch.audience.map(({ bucket, value }) => `${bucket} ${value}`),
    ...batch.mediaInsights.map(({ mediaId, metric, value }) => `${mediaId} ${metric} ${value}`),
  ];
}

describe.each(GOOD)("an answer about %s", (name, block, body) => {
  const whole = read(block, body);
  const paths = listPaths(body);

  it("is whole to begin with", () => {
    expect(whole.gaps).toEqual([]);
    expect(listFigures(whole).length).toBeGreaterThan(0);
  });

  it("with any key or entry taken away has no new number, and a gap for each that went", () => {
    for (const path of paths) {
      const batch = read(
        block,
        change(body, path, () => undefined),
      );
      const figures = listFigures(batch);
      expect(listFigures(whole), path.join(".")).toEqual(expect.arrayContaining([...figures]));
      const isListEntry = typeof path.at(-1) === "number";
      // A row the API did not send (a post, a bucket) is none we know of; everything else that went is a gap.
      const isUnknowable = isListEntry && (path.includes("results") || (name === "posts" && path.length === 2));
      if (figures.length < listFigures(whole).length && !isUnknowable && !isBucket(path)) {
        expect(batch.gaps.length, path.join(".")).toBeGreaterThan(0);
      }
    }
  });

  it("with anything in any place never throws, and changes no other number", () => {
    const junk = fc.oneof(
      fc.constantFrom(
        null,
        "",
        "0",
        "NaN",
        -1,
        0.5,
        1e308,
        -1e308,
        Number.MAX_SAFE_INTEGER + 2,
        true,
        [],
        {},
        [null],
        "9999999-01-01",
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        junk,
        fc.constantFrom<StampReading>("end", "start"),
        (path, value, stampReading) => {
          expect(() =>
            read(
              block,
              change(body, path, () => value),
              { stampReading },
            ),
          ).not.toThrow();
        },
      ),
      { numRuns: 400 },
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(read(block, value).gaps)));
  });

  it("with an entry repeated is the same", () => {
    const { data } = body as { data: readonly unknown[] };
    if (name !== "posts") expect(listFigures(read(block, { data: [...data, ...data] }))).toEqual(listFigures(whole));
  });
});

/** One bucket's value or name: the others remain, and which buckets there ought to be nobody knows. */
function isBucket(path: Path): boolean {
  if (path.at(-2) === "value") return true;
  return path.includes("results") && path.at(-1) !== "results";
}

describe("stamps at the end of time", () => {
  it.each(["-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z", "0000-01-01T00:00:00Z"])(
    "%s is no reason to throw",
    (stamp) => {
      const body = {
        data: [
          { name: "reach", values: [{ value: 1, end_time: stamp }] },
          { id: "1", timestamp: stamp },
        ],
      };
      expect(read(SERIES, body).days).toEqual([]);
      expect(() => read(MEDIA, body)).not.toThrow();
    },
  );
});
