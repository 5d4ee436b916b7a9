// The calls nobody can avoid where posts published since the last run refuse a metric: the API names the metric, not the
// post. One refused call tells that some do; then each question about some of them is answered or refused, so that it takes
// at least log2 of the number of ways in which r of n posts can be the ones. (What is answered on the way is kept.)
import type { World } from "../../src/sandbox/index.ts";

export const FLOOR_FORMULA =
  "minimum + for each account and metric with r refusing ones among n new posts: 1 + ⌈log2 (n over r)⌉";

const REFUSES = /does not support/;

export interface Asked {
  readonly url: string;
  readonly token: string;
  readonly accounts: World["accounts"];
  readonly since: Date;
  readonly metrics: readonly string[];
}

/** Calls beyond the minimum; asks the server itself, post by post. */
export async function measureSearchFloor({ url, token, accounts, since, metrics }: Asked): Promise<number> {
  const ask = async (path: string, params: Readonly<Record<string, string>>): Promise<Reply> => {
    const reply = await fetch(`${url}/v25.0/${path}?${new URLSearchParams({ ...params, access_token: token })}`);
    return (await reply.json()) as Reply;
  };
  let calls = 0;
  for (const { id } of accounts) {
    const start = String(Math.floor(since.getTime() / 1000));
    const { data: posts = [] } = await ask(`${id}/media`, { fields: "id", limit: "100", since: start });
    for (const metric of metrics) {
      let refusing = 0;
      for (const post of posts) {
        const { error } = await ask(`${post.id}/insights`, { metric });
        if (error !== undefined && REFUSES.test(error.message)) refusing += 1;
      }
      if (refusing > 0) calls += 1 + Math.ceil(Math.log2(countWays(posts.length, refusing)));
    }
  }
  return calls;
}

interface Reply {
  readonly data?: readonly { readonly id: string }[];
  readonly error?: { readonly message: string };
}

/** n over r. */
function countWays(n: number, r: number): number {
  return Array.from({ length: r }, (_, index) => (n - index) / (r - index)).reduce(
    (product, part) => product * part,
    1,
  );
}
