// What is asked of calls that would be left over: figures of single posts that no list can be asked for, and who interacted.
import type { Block, MediaInsightsBlock, PlannedCall } from "./call.ts";
import { AUDIENCE_DIMENSIONS, ENGAGED_METRIC } from "./metric-sets.ts";

/** A post is asked once its figures have mostly grown, so that posts are told at equal age. */
export const EXTRAS_AGE_DAYS = 7;
/** The rest stays for the day's looks at stories and for whoever else uses the connection. */
const SHARE_OF_LEFT = 0.5;

/** A post of which something is due. */
export interface DuePost extends Pick<MediaInsightsBlock, "mediaId" | "productType"> {
  /** UTC ISO 8601. */
  readonly publishedAt: string;
  readonly metrics: readonly string[];
}

export interface DueExtras {
  readonly account: Pick<PlannedCall, "accountId" | "username" | "connection">;
  readonly posts: readonly DuePost[];
  readonly engagedAudience: boolean;
}

/**
 * A call a post, the newest first, then who interacted, as far as half of the connection's calls go; what does not fit waits
 * for the next collection. Each is a piece of work of its own, so that one refusal costs nothing but itself.
 */
export function planExtras(due: readonly DueExtras[], callsLeft: ReadonlyMap<string, number>): readonly PlannedCall[] {
  const wanted = due.flatMap(({ account, posts, engagedAudience }) => [
    ...posts.map((post) => toCall(account, `extras/${post.mediaId}`, toBlock(post), post.publishedAt)),
    ...(engagedAudience
      ? AUDIENCE_DIMENSIONS.map((dimension) =>
          toCall(account, `extras/${dimension}`, { kind: "audience", metric: ENGAGED_METRIC, dimension, ...MONTH }, ""),
        )
      : []),
  ]);
  const room = new Map([...callsLeft].map(([name, left]) => [name, Math.floor(left * SHARE_OF_LEFT)]));
  return wanted
    .toSorted((a, b) => (a.at === b.at ? (a.call.key < b.call.key ? -1 : 1) : a.at < b.at ? 1 : -1))
    .map(({ call }) => call)
    .filter(({ connection }) => {
      const left = room.get(connection) ?? 0;
      room.set(connection, left - 1);
      return left > 0;
    });
}

/** Longer timeframes are withdrawn (CONTRACT §3.3). */
const MONTH = { timeframe: "this_month" } as const;

function toBlock({ mediaId, productType, publishedAt, metrics }: DuePost): Block {
  return {
    kind: "media-insights",
    mediaId,
    productType,
    publishedAt: Math.floor(Date.parse(publishedAt) / 1000),
    metrics,
  };
}

function toCall(account: DueExtras["account"], name: string, block: Block, at: string) {
  const call: PlannedCall = {
    ...account,
    key: `${account.accountId}/${name}`,
    form: 3,
    requests: [{ blocks: [block] }],
    worthProbing: false,
    refusedBefore: [],
    cost: 1,
    priority: 0,
  };
  return { call, at };
}
