// Posts that refuse a metric the others of their account have (CONTRACT §4). One of them fails every list it stands in:
// the list goes without that metric, and the posts between them are asked for it in windows of their own. Aliased, all of
// it is one request.
import type { RefusingPost } from "../capabilities/index.ts";
import type { Block, KnownRefusal, MediaBlock, Member, PlannedRequest } from "./call.ts";
import { POST_METRICS } from "./metric-sets.ts";

/** The walk and its windows; `held` are the account's posts, in any order. */
export function splitAround(
  walk: MediaBlock,
  refusing: readonly RefusingPost[],
  held: readonly Member[],
): readonly MediaBlock[] {
  const known = refusing
    .filter(({ publishedAt }) => publishedAt >= walk.since)
    .toSorted((a, b) => a.publishedAt - b.publishedAt);
  if (known.length === 0 || walk.metrics.length === 0) return [walk];
  const refused = POST_METRICS.filter((name) => known.some(({ metrics }) => metrics.includes(name)));
  const plain = { ...walk, metrics: walk.metrics.filter((name) => !refused.some((one) => one === name)) };
  const toWindow = (since: number, until: number | undefined, metrics: readonly string[]): readonly MediaBlock[] => {
    const end = until ?? Number.POSITIVE_INFINITY;
    const members = held.filter(({ publishedAt }) => publishedAt >= since && publishedAt <= end);
    // Only the newest window may hold posts nobody has listed yet.
    if (metrics.length === 0 || (members.length === 0 && until !== undefined)) return [];
    const { comments: _comments, ...rest } = walk;
    return [{ ...rest, since, ...(until === undefined ? {} : { until }), metrics, members }];
  };
  let from = walk.since;
  const windows = known.flatMap((post) => {
    const before = toWindow(from, post.publishedAt - 1, refused);
    from = post.publishedAt + 1;
    const own = refused.filter((name) => !post.metrics.includes(name));
    return [...before, ...toWindow(post.publishedAt, post.publishedAt, own)];
  });
  return [plain, ...windows, ...toWindow(from, undefined, refused)];
}

/** Held posts as a list names them. */
export function toMembers(
  held: readonly { readonly mediaId?: string | undefined; readonly publishedAt: string }[],
): readonly Member[] {
  return held.flatMap(({ mediaId, publishedAt }) =>
    mediaId === undefined
      ? []
      : [{ mediaId, productType: "FEED", publishedAt: Math.floor(Date.parse(publishedAt) / 1000) }],
  );
}

/** What is not asked of such a post, and why. */
export function toKnownLosses(walk: Block, refusing: readonly RefusingPost[]): readonly KnownRefusal[] {
  if (walk.kind !== "media") return [];
  return refusing
    .filter(({ publishedAt, state }) => publishedAt >= walk.since && state !== "doubtful")
    .flatMap(({ mediaId, metrics, words: message, reason, code }): readonly KnownRefusal[] => {
      const block = { kind: "media-insights", mediaId, productType: "FEED", metrics } as const;
      // Refused all of them, it was told once.
      if (isWhole(metrics)) return [{ block, metric: "", message, reason, code, isWhole: true }];
      return metrics.map((metric) => ({ block, metric, message, reason, code }));
    });
}

/** Everything lists ask of a post. */
export function isWhole(metrics: readonly string[]): boolean {
  return POST_METRICS.every((metric) => metrics.includes(metric));
}

/** Posts of the walk that are asked again for what they refused, each by one call. */
export function askAgain(walk: Block, refusing: readonly RefusingPost[]): readonly PlannedRequest[] {
  if (walk.kind !== "media") return [];
  return refusing
    .filter(({ publishedAt, state }) => publishedAt >= walk.since && state === "doubtful")
    .map(({ mediaId, publishedAt, metrics, words, isPassing }) => ({
      blocks: [{ kind: "media-insights", mediaId, productType: "FEED", publishedAt, metrics }],
      // What passes, passes for all; else each has its own reason.
      turn: { kind: "again", edges: [], ...(isPassing === true ? { after: words } : {}) },
    }));
}
