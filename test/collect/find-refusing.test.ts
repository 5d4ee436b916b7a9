// One post of a list refuses a metric: which, is found out by halves, and no other post loses it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toFollowUps } from "../../src/collect/fetch/follow-ups.ts";
import { stepDown } from "../../src/collect/fetch/ladder.ts";
import { toDeduced } from "../../src/collect/fetch/omit-known.ts";
import type { MediaBlock, PlannedRequest } from "../../src/collect/plan/index.ts";
import { recordedError } from "./plans.ts";

const START = 1_794_700_800;
const REFUSED = recordedError("100_media_metric_unsupported");
const WALK: MediaBlock = { kind: "media", since: START, pageSize: 100, metrics: ["reach", "views"] };

interface World {
  readonly posts: readonly { readonly id: string; readonly at: number; readonly refuses: boolean }[];
  readonly keepsBounds: boolean;
}

const toRow = ({ id, at }: World["posts"][number]) => ({
  id,
  timestamp: new Date(at * 1000).toISOString(),
  media_product_type: "FEED",
});

/** Everything asked to its end, `read` posts of the oldest known from before. */
function search({ posts, keepsBounds }: World, read: number) {
  const known = posts.slice(0, read).map(({ id, at }) => ({ mediaId: id, productType: "FEED", publishedAt: at }));
  const isRead = (id: string): boolean => known.some(({ mediaId }) => mediaId === id);
  const answered = new Set<string>();
  const lost = new Set<string>();
  let calls = 0;
  let pending: readonly PlannedRequest[] = [{ blocks: [{ kind: "profile" }, WALK] }];
  for (let [request, ...rest] = pending; request !== undefined; [request, ...rest] = pending) {
    const deduced = request.blocks.flatMap(toDeduced);
    if (deduced.length > 0) {
      for (const { block } of deduced) lost.add("mediaId" in block ? block.mediaId : "");
      pending = rest;
      continue;
    }
    calls += 1;
    expect(calls).toBeLessThan(200);
    const parts = request.blocks.map((block) => {
      if (block.kind === "profile") return { block, asked: [], part: {} };
      if (block.kind === "media-insights") {
        return { block, asked: posts.filter(({ id }) => id === block.mediaId), part: { data: [{ name: "views" }] } };
      }
      if (block.kind !== "media") throw new Error("not asked here");
      const { since, until = Number.POSITIVE_INFINITY } = block;
      const isTop = block.members === undefined || keepsBounds;
      const asked = posts.filter(({ at }) => !isTop || (at >= since && at <= until));
      return { block, asked, part: { data: asked.map(toRow) } };
    });
    const isAsked = ({ block }: (typeof parts)[number]) => "metrics" in block && block.metrics.includes("views");
    const asked = parts.filter(isAsked).flatMap((one) => one.asked);
    if (asked.some(({ refuses }) => refuses)) {
      const { requests, refusals } = stepDown(request, REFUSED, {}, known);
      for (const { block } of refusals) lost.add("mediaId" in block ? block.mediaId : "");
      pending = [...requests, ...rest];
      continue;
    }
    for (const { id } of asked) answered.add(id);
    pending = [...toFollowUps(parts, isRead), ...rest];
  }
  return { answered, lost, calls };
}

const toWorld = (flags: readonly boolean[], gaps: readonly number[] = [], keepsBounds = true): World => {
  let at = START;
  return {
    posts: flags.map((refuses, index) => {
      at += gaps[index] ?? 3600;
      return { id: `179000000000${String(index).padStart(5, "0")}`, at, refuses };
    }),
    keepsBounds,
  };
};

describe("posts that refuse a metric", () => {
  it("are found exactly, and every other post is answered, whoever they are and whatever the server makes of windows", () => {
    const world = fc.record({
      posts: fc.array(fc.record({ refuses: fc.boolean(), gap: fc.integer({ min: 0, max: 9 }) }), { maxLength: 14 }),
      read: fc.integer({ min: 0, max: 6 }),
      keepsBounds: fc.boolean(),
    });
    fc.assert(
      fc.property(world, ({ posts, read, keepsBounds }) => {
        const flags = posts.map(({ refuses }, index) => refuses && index >= read);
        const made = toWorld(
          flags,
          posts.map(({ gap }) => gap),
          keepsBounds,
        );
        const { answered, lost } = search(made, read);
        const toIds = (refuses: boolean) => made.posts.filter((one) => one.refuses === refuses).map(({ id }) => id);
        expect([...lost].toSorted()).toEqual(toIds(true));
        expect([...answered].toSorted()).toEqual(toIds(false));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["none of the new ones", 0, [false, false, false, false], 1],
    ["the only new one", 3, [true], 2],
    ["the newer of two", 3, [false, true], 4],
    ["the older of two", 3, [true, false], 3],
    ["the oldest of four", 3, [true, false, false, false], 4],
    ["one of eight", 20, [false, false, true, false, false, false, false, false], 6],
  ])("cost little beside the posts that were read before: %s", (_what, read, flags, calls) => {
    const before = Array.from({ length: read }, () => false);
    expect(search(toWorld([...before, ...flags]), read).calls).toBe(calls);
  });
});

describe("a metric that stories beside the list bear, too", () => {
  const STORIES = { kind: "stories", metrics: ["reach", "views"], navigation: true } as const;
  const { posts } = toWorld(Array.from({ length: 8 }, () => false));

  /** What is concluded without asking where every post answers. */
  function deduce(blocks: PlannedRequest["blocks"]): readonly unknown[] {
    const found: unknown[] = [];
    let pending = stepDown({ blocks }, REFUSED).requests;
    for (let [request, ...rest] = pending; request !== undefined; [request, ...rest] = pending) {
      found.push(...request.blocks.flatMap(toDeduced));
      const parts = request.blocks.map((block) => {
        const isWithin = ({ at }: World["posts"][number]) =>
          block.kind === "media" && at >= block.since && at <= (block.until ?? Number.POSITIVE_INFINITY);
        return { block, part: { data: block.kind === "media" ? posts.filter(isWithin).map(toRow) : [] } };
      });
      pending = [...toFollowUps(parts), ...rest];
    }
    return found;
  }

  it("is told of no post without asking it: the stories may have refused it", () => {
    expect(deduce([{ kind: "profile" }, WALK])).toHaveLength(1);
    expect(deduce([{ kind: "profile" }, WALK, STORIES])).toEqual([]);
  });
});
