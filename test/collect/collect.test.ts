// The whole left wing, end to end: the real client, the real store and the stand-in API over HTTP.
import { describe, expect, it } from "vitest";
import { type CollectOptions, type CollectOutcome, collect } from "../../src/collect/index.ts";
import { listDays } from "../../src/dataset/index.ts";
import { createGraph, type GraphOptions } from "../../src/graph/index.ts";
import { findPeak, readOnlineHours } from "../../src/report/summarise/figures/posting-hours.ts";
import { type LoggedCall, type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { HANG } from "../support/hang.ts";

const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const NOW = "2026-11-23T12:00:00.000Z";

interface House extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly store: Store;
  readonly clock: FakeClock;
  /** One collection, as a process of its own would make it. */
  run(options?: Partial<CollectOptions>, graph?: Partial<GraphOptions>, signal?: AbortSignal): Promise<CollectOutcome>;
}

async function openServices(options: SandboxOptions = {}, pictures = false): Promise<House> {
  const clock = new FakeClock(NOW);
  const sandbox = await startSandbox({ accounts: 2, seed: 7, now: () => clock.now(), ...options });
  const store = await openStore({ url: "sqlite::memory:", clock });
  return {
    sandbox,
    store,
    clock,
    async run(more = {}, graphOptions = {}, signal = new AbortController().signal) {
      await using graph = createGraph(
        {
          url: sandbox.url,
          version: "v25.0",
          timeoutMs: HANG.timeout,
          connections: [
            {
              name: "agency",
              token: new Secret(sandbox.token),
              appSecret: new Secret(sandbox.appSecret),
              perHour: 180,
            },
          ],
          ledger: store.ledger,
          whenSpent: "wait",
          ...graphOptions,
        },
        clock,
      );
      // Pictures take longer than all the rest together: they count as held here, but for the test about them.
      const thumbnailIds = pictures ? store.thumbnailIds : async (ids: readonly string[]) => new Set(ids);
      return await collect(
        { graph, store: { ...store, thumbnailIds }, clock },
        {
          span: WEEK,
          filter: { include: ["*"], exclude: [] },
          mediaDays: 35,
          rereadDays: 14,
          stories: true,
          audience: true,
          stampReading: "end",
          concurrency: 3,
          ...more,
        },
        signal,
      );
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await sandbox.close();
    },
  };
}

/** What was asked, each call as one text. */
function listAsked(calls: readonly LoggedCall[]): readonly string[] {
  return calls.map(({ path, parameters }) => `${path}?${JSON.stringify(parameters)}`);
}

/** Everything a report would read, without the moments of reading. */
async function readAll(store: Store): Promise<unknown> {
  const accounts = await store.read.accounts();
  const rows = [];
  for (const { accountId, username, followersCount } of accounts) {
    const [from, to] = ["2026-10-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"];
    rows.push({
      username,
      followersCount,
      // Totals of single days are asked only where they are free.
      days: (await store.read.days(accountId, WEEK))
        .filter(({ metric }) => metric === "reach" || metric === "follower_count")
        .map(({ day, metric, value }) => `${day} ${metric} ${value}`),
      totals: (await store.read.totals(accountId, { from: "2026-11-01", to: WEEK.to }))
        .filter(({ fromDay, toDay }) => fromDay !== toDay)
        .map(({ metric, bucket, fromDay, value }) => `${fromDay} ${metric} ${bucket} ${value}`)
        .sort(),
      media: (await store.read.media(accountId, from, to)).map(({ mediaId, likeCount }) => `${mediaId} ${likeCount}`),
      insights: (await store.read.mediaInsights(accountId, from, to))
        .filter(({ metric }) =>
          ["reach", "views", "likes", "comments", "saved", "shares", "total_interactions"].includes(metric),
        )
        .map(({ mediaId, metric, value }) => `${mediaId} ${metric} ${value}`)
        .sort(),
      audience: (await store.read.audience(accountId))
        .map(({ dimension, bucket, value }) => `${dimension} ${bucket} ${value}`)
        .sort(),
    });
  }
  return rows;
}

describe("a server that takes a whole account in one request", () => {
  it("is asked discovery and once an account, and says the same count", async () => {
    await using house = await openServices({ accounts: 3 });
    const outcome = await house.run();
    const asked = house.sandbox.log().map(({ path }) => path.replace("/v25.0/", ""));
    const ids = (await house.store.read.accounts()).map(({ accountId }) => accountId);
    expect(ids).toHaveLength(3);
    // The first collection also looks into the portfolios.
    expect(asked.toSorted()).toEqual(["me/accounts", "me/businesses", ...ids].toSorted());
    expect(outcome).toMatchObject({ accounts: 3, calls: 5, resumesAt: null });
    expect(house.sandbox.callsCounted()).toBe(5);
    const gaps = await house.store.read.gaps(WEEK);
    expect(outcome.gaps).toBe(gaps.length);
    expect(outcome.outcome).toBe(gaps.length === 0 ? "complete" : "partial");
    expect(house.clock.sleepsMs).toEqual([]);
    for (const accountId of ids) {
      const days = await house.store.read.days(accountId, WEEK);
      expect(days.filter(({ metric }) => metric === "reach")).toHaveLength(7);
    }
  });

  it("run twice makes the same dataset", async () => {
    await using house = await openServices();
    await house.run();
    const first = await readAll(house.store);
    await house.run();
    expect(await readAll(house.store)).toEqual(first);
  });
});

describe("followers online by hour", () => {
  it("arrive within the account's own request, as the report's posting grid reads them", async () => {
    await using house = await openServices({ accounts: 1 });
    const { calls } = await house.run();
    expect(calls).toBe(3);
    const [account] = await house.store.read.accounts();
    const points = (await house.store.read.audience(account?.accountId ?? "")).filter(
      ({ metric }) => metric === "online_followers",
    );
    expect(new Set(points.map(({ dimension }) => dimension))).toEqual(new Set(["day,hour"]));
    // Two weeks, of which Meta has not told the newest day yet.
    const days = [...new Set(points.map(({ bucket }) => bucket.split(",")[0] ?? ""))].toSorted();
    expect(days).toEqual(listDays({ from: "2026-11-14", to: "2026-11-21" }));
    expect(points).toHaveLength(8 * 24);
    const online = readOnlineHours(points, "Europe/Berlin");
    expect(online?.values.flat().filter((value) => value === null)).toEqual([]);
    // Evening in Berlin, where the account's followers live, not in the zone Meta counts in.
    expect(online === undefined ? undefined : findPeak(online)?.hour).toBe(20);
    expect((await house.store.read.gaps(WEEK)).filter(({ metric }) => metric === "online_followers")).toEqual([]);
  });
});

describe("a server that refuses aliases", () => {
  it("is asked plainly, the lesson is paid for once, and the next run begins there", async () => {
    await using house = await openServices({ accounts: 4, settings: { aliases: "refused" } });
    const outcome = await house.run();
    expect(outcome.calls).toBe(house.sandbox.callsCounted());
    const hasAlias = ({ parameters }: LoggedCall) => /\.as\(/.test(parameters.fields ?? "");
    expect(house.sandbox.log().filter(hasAlias)).toHaveLength(2);
    const before = house.sandbox.log().length;
    house.clock.advance(3_600_000);
    await house.run();
    expect(house.sandbox.log().slice(before).filter(hasAlias)).toEqual([]);
  });

  it("gives the very figures of one that takes them", async () => {
    await using plain = await openServices({ settings: { aliases: "refused" } });
    await using aliased = await openServices();
    await plain.run();
    await aliased.run();
    expect(await readAll(plain.store)).toEqual(await readAll(aliased.store));
  });
});

describe("a server that refuses insights nested in a listing", () => {
  it("is asked for each post alone, and gives the very same figures", async () => {
    await using nested = await openServices();
    await using single = await openServices({ settings: { nestedInsights: "refused" } });
    await nested.run();
    const outcome = await single.run();
    expect(outcome.calls).toBe(single.sandbox.callsCounted());
    expect(single.sandbox.log().some(({ path }) => /\/\d+\/insights$/.test(path))).toBe(true);
    expect(await readAll(single.store)).toEqual(await readAll(nested.store));
  });
});

describe("a server that will not give much at once", () => {
  it("is asked in smaller pages, and gives the very same figures", async () => {
    await using whole = await openServices();
    await using small = await openServices({ settings: { maxRowsPerRequest: 12 } });
    await whole.run();
    const outcome = await small.run();
    expect(outcome.calls).toBe(small.sandbox.callsCounted());
    expect(await readAll(small.store)).toEqual(await readAll(whole.store));
  });
});

describe("an interrupted collection", () => {
  it("goes on where it stopped, asks nothing again, and ends with the dataset of an undisturbed one", async () => {
    await using calm = await openServices({ settings: { aliases: "refused" } });
    await calm.run();
    await using wild = await openServices({ settings: { aliases: "refused" } });
    const controller = new AbortController();
    const onProgress = () => {
      if (wild.sandbox.log().length >= 7) controller.abort(new Error("stopped by hand"));
    };
    expect(await wild.run({ onProgress }, {}, controller.signal)).toMatchObject({ outcome: "paused", resumesAt: null });
    const [run] = await wild.store.read.runs(1);
    expect(run?.state).toBe("paused");
    const answered = new Set(listAsked(wild.sandbox.log().filter(({ status }) => status === 200)));
    const before = wild.sandbox.log().length;
    const outcome = await wild.run();
    expect(["complete", "partial"]).toContain(outcome.outcome);
    // What was under way when the hand fell may have been answered, but was never acknowledged.
    const again = listAsked(wild.sandbox.log().slice(before)).filter((asked) => answered.has(asked));
    expect(again.length).toBeLessThanOrEqual(2);
    expect(await readAll(wild.store)).toEqual(await readAll(calm.store));
  });

  it("at any call ends with that dataset when its hour is short", async () => {
    await using calm = await openServices();
    await calm.run();
    await using house = await openServices();
    house.sandbox.setNow(house.clock.now());
    const connections = [
      {
        name: "agency",
        token: new Secret(house.sandbox.token),
        appSecret: new Secret(house.sandbox.appSecret),
        perHour: 1,
      },
    ];
    const outcomes: string[] = [];
    for (let hour = 0; hour < 20; hour += 1) {
      const outcome = await house.run({}, { connections, whenSpent: "stop" });
      outcomes.push(outcome.outcome);
      if (outcome.outcome !== "paused") break;
      expect(outcome.resumesAt).not.toBeNull();
      house.clock.advance(3_600_000);
    }
    expect(outcomes.filter((outcome) => outcome === "paused").length).toBe(house.sandbox.callsCounted() - 1);
    const asked = listAsked(house.sandbox.log());
    expect(new Set(asked).size).toBe(asked.length);
    expect(await readAll(house.store)).toEqual(await readAll(calm.store));
  });
});

describe("pictures", () => {
  it("of the period's posts are kept small, cost no call, and are fetched once", async () => {
    await using house = await openServices({ accounts: 1 }, true);
    const { calls } = await house.run();
    const [account] = await house.store.read.accounts();
    const posts = await house.store.read.media(
      account?.accountId ?? "",
      "2026-11-16T00:00:00Z",
      "2026-11-23T00:00:00Z",
    );
    expect(posts.length).toBeGreaterThan(0);
    for (const { mediaId, thumbnailUrl, mediaUrl, mediaType } of posts) {
      const hasPicture = thumbnailUrl !== undefined || (mediaType !== "VIDEO" && mediaUrl !== undefined);
      const bytes = (await house.store.read.thumbnail(mediaId))?.bytes;
      expect(bytes !== undefined, mediaId).toBe(hasPicture);
      if (bytes !== undefined) expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    }
    expect(house.sandbox.callsCounted()).toBe(calls);
    const progress: string[] = [];
    await house.run({ onProgress: ({ step }) => void progress.push(step) });
    expect(progress).not.toContain("thumbnails");
  });
});

describe("a secret", () => {
  it("is nowhere in the store or the outcome (RELIABILITY V12)", async () => {
    await using house = await openServices();
    const outcome = await house.run();
    const kept = [
      JSON.stringify(outcome),
      JSON.stringify(await readAll(house.store)),
      JSON.stringify(await house.store.read.runs(5)),
    ];
    for (const table of Object.keys(house.store.tables)) {
      for await (const row of house.store.exportRows(table, { history: true })) kept.push(JSON.stringify(row));
    }
    const all = kept.join("\n");
    for (const token of [...house.sandbox.tokens(), house.sandbox.appSecret]) expect(all.includes(token)).toBe(false);
  });
});
