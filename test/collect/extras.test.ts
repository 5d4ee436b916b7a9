// `collect.extras`: figures of single posts and who interacted, of calls that are left over (PRODUCT §3).
import { describe, expect, it } from "vitest";
import { previewExtras, previewPlan } from "../../src/collect/index.ts";
import { planExtras } from "../../src/collect/plan/index.ts";
import { EXTRA_METRICS } from "../../src/collect/plan/metric-sets.ts";
import { OPTIONS, openTestHouse } from "./open-house.ts";

const NOW = "2026-11-24T12:00:00.000Z";
const SECOND = { from: "2026-11-23", to: "2026-11-29" };
const DAY_MS = 86_400_000;
const EXTRAS: readonly string[] = Object.values(EXTRA_METRICS).flat();

type House = Awaited<ReturnType<typeof openTestHouse>>;

/** Names of the further figures held, by post. */
async function readExtras({ store }: House): Promise<ReadonlyMap<string, readonly string[]>> {
  const [{ accountId = "" } = {}] = await store.read.accounts();
  const points = await store.read.mediaInsights(accountId, "2026-10-01", "2026-12-31");
  const media = await store.read.media(accountId, "2026-10-01", "2026-12-31");
  const posts = new Set(media.filter(({ mediaProductType }) => mediaProductType !== "STORY").map((one) => one.mediaId));
  const own = points.filter(({ mediaId, metric }) => posts.has(mediaId) && EXTRAS.includes(metric));
  return new Map([...Map.groupBy(own, ({ mediaId }) => mediaId)].map(([id, some]) => [id, some.map((p) => p.metric)]));
}

/** Posts asked for further figures since that many requests. */
const listAsked = ({ sandbox }: House, since = 0): readonly string[] =>
  sandbox
    .log()
    .slice(since)
    .filter(({ parameters }) => EXTRAS.some((one) => parameters.metric?.split(",").includes(one)))
    .map(({ path }) => path.split("/").at(-2) ?? "");

describe("further figures", () => {
  it("are not asked where nobody wants them", async () => {
    await using house = await openTestHouse(NOW);
    await house.run();
    expect((await readExtras(house)).size).toBe(0);
  });

  it("are asked once of posts a week old, each what its kind has, and told in the plan before", async () => {
    await using house = await openTestHouse(NOW);
    const first = await house.run({ extras: true });
    expect(first.outcome).toBe("complete");
    const held = await readExtras(house);
    const [{ accountId = "" } = {}] = await house.store.read.accounts();
    const media = await house.store.read.media(accountId, "2026-10-20T12:00:00Z", "2026-11-17T12:00:00Z");
    const old = media.filter(({ mediaProductType }) => mediaProductType !== "STORY");
    expect([...held.keys()].toSorted()).toEqual(old.map(({ mediaId }) => mediaId).toSorted());
    for (const { mediaId, mediaProductType } of old) {
      expect(held.get(mediaId)?.toSorted()).toEqual([...(EXTRA_METRICS[mediaProductType] ?? [])].toSorted());
    }
    house.clock.advance(7 * DAY_MS);
    const options = { ...OPTIONS, span: SECOND, extras: true };
    const told = await house.within(async (opened) => {
      const accounts = await opened.store.read.accounts();
      const plan = await previewPlan(opened, accounts, { ...options, mayWait: true });
      return previewExtras(opened, accounts, options, plan);
    });
    expect(told.calls).toBe(told.due);
    const before = (await readExtras(house)).size;
    await house.run({ span: SECOND, extras: true });
    expect((await readExtras(house)).size).toBe(before + told.calls);
  });

  it("bring who interacted once a month", async () => {
    await using house = await openTestHouse(NOW);
    await house.run({ extras: true, audience: true });
    const [{ accountId = "" } = {}] = await house.store.read.accounts();
    const engaged = async () =>
      (await house.store.read.audience(accountId)).filter(({ metric }) => metric === "engaged_audience_demographics");
    const held = await engaged();
    expect(new Set(held.map(({ dimension }) => dimension))).toEqual(new Set(["age,gender", "country", "city"]));
    house.clock.advance(7 * DAY_MS);
    await house.run({ span: SECOND, extras: true, audience: true });
    expect(await engaged()).toEqual(held);
  });

  it("are asked again of no post that refused them", async () => {
    await using house = await openTestHouse(NOW);
    house.sandbox.configure({ refusingPosts: { percent: 100, metrics: EXTRAS } });
    await house.run({ extras: true });
    const asked = new Set(listAsked(house));
    expect(asked.size).toBeGreaterThan(10);
    house.clock.advance(7 * DAY_MS);
    const before = house.sandbox.log().length;
    await house.run({ span: SECOND, extras: true });
    expect(listAsked(house, before).filter((id) => asked.has(id))).toEqual([]);
  });
});

describe("the plan of further figures", () => {
  const account = { accountId: "17841400000000001", username: "one", connection: "agency" };
  const post = (mediaId: string, publishedAt: string) => ({
    mediaId,
    productType: "REELS",
    publishedAt,
    metrics: ["a"],
  });
  const due = [{ account, posts: [post("1", "2026-11-01"), post("2", "2026-11-03")], engagedAudience: true }];
  const keys = (left: number) =>
    planExtras(due, new Map([["agency", left]])).map(({ key }) => key.split("/").slice(1).join("/"));

  it("takes half of what is left, the newest post first, who interacted last", () => {
    expect(keys(100)).toEqual(["extras/2", "extras/1", "extras/age,gender", "extras/city", "extras/country"]);
    expect(keys(3)).toEqual(["extras/2"]);
    expect(keys(1)).toEqual([]);
  });
});
