// The way the popular collectors take, reduced to its calls: a call a media, a call a metric group a day, plain pages of
// 25. Kinder than its model (Airbyte, CALL-COST §2.1): no days of look-back, no empty last page, no album children.
import pLimit from "p-limit";
import { Agent } from "undici";
import { CONCURRENCY, type Server, type Week } from "./collection.ts";

type Body = ReturnType<typeof JSON.parse>;

export interface PerMediaWalk {
  readonly calls: number;
  readonly refused: number;
  /** When each media was published, account by account. */
  readonly published: readonly (readonly Date[])[];
}

const DAY_SECONDS = 86_400;
const MEDIA_FIELDS = "id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count";
const MEDIA_METRICS = "reach,views,likes,comments,saved,shares,total_interactions";
/** Asked anew for each day of the period. */
const DAILY_GROUPS = [
  "metric=reach,follower_count&period=day",
  "metric=reach&period=week",
  "metric=reach&period=days_28",
  "metric=online_followers&period=lifetime",
];
const AUDIENCE = ["age,gender", "country", "city"].map(
  (breakdown) => `metric=follower_demographics&period=lifetime&metric_type=total_value&breakdown=${breakdown}`,
);

/** Walks everything once; counts what it sends. */
export async function walkPerMedia({ url, token }: Server, { span }: Week): Promise<PerMediaWalk> {
  const dispatcher = new Agent({ keepAliveTimeout: 30_000, connections: 16 });
  let calls = 0;
  let refused = 0;
  const get = async (address: string): Promise<Body> => {
    calls += 1;
    const { origin, pathname, search } = new URL(address.startsWith("http") ? address : `${url}/v25.0/${address}`);
    const headers = { authorization: `Bearer ${token}` };
    const reply = await dispatcher.request({ origin, path: pathname + search, method: "GET", headers });
    if (reply.statusCode !== 200) refused += 1;
    return reply.body.json();
  };
  const list = async (address: string): Promise<readonly Body[]> => {
    const rows: Body[] = [];
    for (let next: string | undefined = address; next !== undefined; ) {
      const body: Body = await get(next);
      rows.push(...(body.data ?? []));
      next = body.paging?.next;
    }
    return rows;
  };
  const walkAccount = async (id: string): Promise<readonly Date[]> => {
    await get(`${id}?fields=id,username,name,biography,followers_count,follows_count,media_count`);
    for (const query of AUDIENCE) await get(`${id}/insights?${query}`);
    for (let since = Date.parse(span.from) / 1000; since <= Date.parse(span.to) / 1000; since += DAY_SECONDS) {
      for (const query of DAILY_GROUPS)
        await get(`${id}/insights?${query}&since=${since}&until=${since + DAY_SECONDS}`);
    }
    for (const story of await list(`${id}/stories?fields=id`)) {
      await get(`${story.id}/insights?metric=reach,views,replies,shares`);
    }
    const media = await list(`${id}/media?fields=${MEDIA_FIELDS}&limit=25`);
    for (const one of media) await get(`${one.id}/insights?metric=${MEDIA_METRICS}`);
    return media.map(({ timestamp }) => new Date(timestamp));
  };
  const pages = await list("me/accounts?fields=id,name,instagram_business_account&limit=25");
  const ids: readonly string[] = pages.flatMap((page) => page.instagram_business_account?.id ?? []);
  const limit = pLimit(CONCURRENCY);
  const published = await Promise.all(ids.map((id) => limit(() => walkAccount(id))));
  await dispatcher.close();
  return { calls, refused, published };
}
