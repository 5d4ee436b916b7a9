import { describe, expect, it } from "vitest";
import { engines } from "./engines.ts";
import {
  account,
  audiencePoint,
  batch,
  comment,
  day,
  exportAll,
  gap,
  keepAll,
  LATER,
  media,
  mediaPoint,
  TAKEN_AT,
  total,
  WEEK,
} from "./records.ts";
import { createTestStores } from "./test-store.ts";

const ID = "17841400000000001";
const OTHER = "17841400000000002";

describe.each(engines)("the dataset on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("gives the newest profile of every account by username, and every reading of one", async () => {
    const store = await stores.open();
    const full = account({
      name: "Bäckerei 🥐",
      tasks: ["ANALYZE", "MODERATE"],
      followersCount: 1200,
      followsCount: 0,
      mediaCount: 88,
      biography: "bread",
      website: "https://example.org",
      profilePictureUrl: "https://cdn.example/p.jpg",
    });
    const newer = account({ followersCount: 1300, takenAt: LATER });
    await store.keepDiscovery([full, account({ accountId: OTHER, username: "a.first" })], []);
    await keepAll(store, [batch({ accounts: [newer] })]);
    expect(await store.read.accounts()).toEqual([account({ accountId: OTHER, username: "a.first" }), newer]);
    expect(await store.read.profiles(ID, TAKEN_AT, "2027-01-01T00:00:00Z")).toEqual([full, newer]);
    expect(await store.read.profiles(ID, TAKEN_AT, LATER)).toEqual([full]);
  });

  it("marks media that a complete walk did not show, and takes the mark away when they are seen again", async () => {
    const store = await stores.open();
    const story = { mediaProductType: "STORY" } as const;
    const older = media({ mediaId: "older", publishedAt: "2026-11-01T10:00:00.000Z" });
    const vanished = media({ mediaId: "vanished", publishedAt: "2026-11-18T10:00:00.000Z" });
    const seen = media({ mediaId: "seen", publishedAt: "2026-11-19T10:00:00.000Z" });
    const live = media({ mediaId: "live", publishedAt: "2026-11-19T10:00:00.000Z", ...story });
    await keepAll(store, [batch({ media: [older, vanished, seen, live] })]);
    const walk = {
      accountId: ID,
      kind: "posts",
      publishedSince: "2026-11-10T00:00:00.000Z",
      startedAt: LATER,
      endedAt: LATER,
    } as const;
    await keepAll(store, [batch({ media: [{ ...seen, takenAt: LATER }], walks: [walk] })]);
    const marks = async () =>
      (await exportAll(store, "media")).filter((row) => row.deleted_at !== null).map((row) => row.media_id);
    expect(await marks()).toEqual(["vanished"]);
    await keepAll(store, [batch({ media: [{ ...vanished, takenAt: "2026-11-30T08:00:00.000Z" }] })]);
    expect(await marks()).toEqual([]);
  });

  it("replaces the list of who is missing with each discovery", async () => {
    const store = await stores.open();
    const page = {
      connection: "agency",
      pageId: "1002",
      pageName: "Bakery South",
      reason: "no-linked-account",
      message: "The Page has no linked account.",
      seenAt: TAKEN_AT,
    } as const;
    const whole = { connection: "agency", reason: "nothing-listed", message: "Nothing.", seenAt: TAKEN_AT } as const;
    await store.keepDiscovery([], [page, whole]);
    expect(await store.read.missing()).toEqual([whole, page]);
    await store.keepDiscovery([], [{ ...page, seenAt: LATER }]);
    expect(await store.read.missing()).toEqual([{ ...page, seenAt: LATER }]);
  });

  it("gives the days of a span, both ends included, of one account", async () => {
    const store = await stores.open();
    const days = ["2026-11-15", "2026-11-16", "2026-11-22", "2026-11-23"].map((label) => day({ day: label }));
    await keepAll(store, [batch({ days: [...days, day({ accountId: OTHER })] })]);
    expect(await store.read.days(ID, WEEK)).toEqual([days[1], days[2]]);
  });

  it("gives the totals whose window lies inside the span", async () => {
    const store = await stores.open();
    const reels = total({ breakdown: "media_product_type", bucket: "REEL", value: 40 });
    const earlier = total({ fromDay: "2026-11-15" });
    const later = total({ toDay: "2026-11-23" });
    await keepAll(store, [batch({ totals: [total(), reels, earlier, later, total({ accountId: OTHER })] })]);
    expect(await store.read.totals(ID, WEEK)).toEqual([total(), reels]);
  });

  it("gives the media of [from, to), newest first, with unknown counts absent", async () => {
    const store = await stores.open();
    const from = "2026-11-16T00:00:00.000Z";
    const to = "2026-11-23T00:00:00.000Z";
    const first = media({ mediaId: "1", publishedAt: from, likeCount: 0, commentsCount: 3, isCommentEnabled: false });
    const story = media({ mediaId: "2", mediaProductType: "STORY", publishedAt: "2026-11-22T23:59:59.999Z" });
    const after = media({ mediaId: "3", publishedAt: to });
    const foreign = media({ mediaId: "4", accountId: OTHER });
    await keepAll(store, [batch({ media: [first, story, after, foreign] })]);
    const read = await store.read.media(ID, from, to);
    expect(read).toEqual([story, first]);
    expect(read[0]?.likeCount).toBeUndefined();
    expect(read[1]?.likeCount).toBe(0);
  });

  it("lets the newest reading of a media win whole, a hidden count included", async () => {
    const store = await stores.open();
    const counted = media({ caption: "old", likeCount: 5 });
    const hidden = media({ caption: "new", takenAt: LATER });
    await keepAll(store, [batch({ media: [hidden] }), batch({ media: [counted] })]);
    expect(await store.read.media(ID, "2026-01-01", "2027-01-01")).toEqual([hidden]);
  });

  it("gives the figures of media as they stood at a moment", async () => {
    const store = await stores.open();
    const late = mediaPoint({ metric: "likes", takenAt: LATER });
    await keepAll(store, [batch({ media: [media()] })]);
    await keepAll(store, [batch({ mediaInsights: [mediaPoint({ value: 9.5, takenAt: LATER }), mediaPoint(), late] })]);
    expect(await store.read.mediaInsights(ID, "2026-11-16", "2026-11-23", TAKEN_AT)).toEqual([mediaPoint()]);
  });

  it("gives the newest reading of each figure of the media published in the span", async () => {
    const store = await stores.open();
    const newest = mediaPoint({ value: 9.5, takenAt: LATER });
    const exit = mediaPoint({ metric: "navigation", bucket: "tap_exit", value: 0 });
    const foreign = mediaPoint({ mediaId: "9" });
    await keepAll(store, [batch({ media: [media(), media({ mediaId: "9", publishedAt: "2026-10-01T00:00:00Z" })] })]);
    await keepAll(store, [batch({ mediaInsights: [newest, mediaPoint(), exit, foreign] })]);
    expect(await store.read.mediaInsights(ID, "2026-11-16", "2026-11-23")).toEqual([exit, newest]);
  });

  it("gives the newest audience snapshot, without the buckets it no longer has", async () => {
    const store = await stores.open();
    const former = [audiencePoint(), audiencePoint({ bucket: "FR", value: 4 })];
    const newest = [audiencePoint({ value: 61, takenAt: LATER })];
    const ages = [audiencePoint({ dimension: "age,gender", bucket: "25-34,F" })];
    await keepAll(store, [batch({ audience: [...newest, ...former, ...ages] })]);
    expect(await store.read.audience(ID)).toEqual([...ages, ...newest]);
  });

  it("gives the comments written in [from, to) that are still there, newest first, of one account", async () => {
    const store = await stores.open();
    const at = (createdAt: string, parts = {}) => comment({ commentId: createdAt, createdAt, ...parts });
    const [first, last] = [at("2026-11-16T00:00:00.000Z"), at("2026-11-22T23:59:59.000Z", { hidden: true })];
    const gone = at("2026-11-17T00:00:00.000Z");
    const others = [at("2026-11-23T00:00:00.000Z"), at("2026-11-18T00:00:00.000Z", { accountId: OTHER })];
    await keepAll(store, [batch({ comments: [first, gone, last, ...others] })]);
    await store.comments.markDeleted([gone.commentId], LATER);
    const read = await store.read.comments(ID, "2026-11-16T00:00:00.000Z", "2026-11-23T00:00:00.000Z");
    expect(read).toEqual([last, first]);
  });

  it("gives the gaps that touch the span and those without days, and settles a subject", async () => {
    const store = await stores.open();
    const inside = gap();
    const touching = gap({ metric: "likes", fromDay: "2026-11-01", toDay: "2026-11-16" });
    const before = gap({ metric: "shares", fromDay: "2026-11-01", toDay: "2026-11-15" });
    const dayless = gap({ subject: "s", metric: undefined, fromDay: undefined, toDay: undefined, mediaId: "1" });
    await keepAll(store, [batch({ gaps: [inside, touching, before, dayless] })]);
    expect(await store.read.gaps(WEEK)).toEqual([dayless, touching, inside]);
    const again = gap({ metric: "saves", code: "100/2108006", seenAt: LATER });
    await keepAll(store, [batch({ settled: [inside.subject], gaps: [again] })]);
    expect(await store.read.gaps({ from: "2026-01-01", to: "2026-12-31" })).toEqual([dayless, again]);
  });

  it("orders text by code point and not by the habits of a language", async () => {
    const store = await stores.open();
    const names = [".", "Z", "_", "a", "b c", "bb", "z", "ä", "ﬀ", "🥐"];
    await keepAll(store, [batch({ days: names.toReversed().map((metric) => day({ metric })) })]);
    expect((await store.read.days(ID, WEEK)).map((point) => point.metric)).toEqual(names);
    expect((await exportAll(store, "account_days")).map((row) => row.metric)).toEqual(names);
  });

  it("keeps text that holds what a database may not, marking what it is not", async () => {
    const store = await stores.open();
    await keepAll(store, [batch({ media: [media({ caption: "cut\0here \uD83E" })] })]);
    const [read] = await store.read.media(ID, "2026-01-01", "2027-01-01");
    expect(read?.caption).toBe("cut\uFFFDhere \uFFFD");
  });

  it("takes the last word for a lesson, whatever date a clock that ran ahead has put on the one before", async () => {
    const store = await stores.open();
    const lesson = {
      connection: "agency",
      topic: "form",
      finding: "2",
      message: "cut\0off",
      learntAt: "2030-01-01T00:00:00.000Z",
    };
    await store.learn(lesson);
    await store.learn({ ...lesson, finding: "3", learntAt: TAKEN_AT });
    expect(await store.lessons()).toEqual([{ ...lesson, finding: "3", message: "cut\uFFFDoff", learntAt: TAKEN_AT }]);
  });

  it("remembers lessons until they are forgotten", async () => {
    const store = await stores.open();
    const lesson = { connection: "agency", topic: "form:1", finding: "refused", message: "(#100)", learntAt: TAKEN_AT };
    const size = { ...lesson, topic: "page-size", finding: "25" };
    await store.learn(size);
    await store.learn(lesson);
    await store.learn({ ...size, finding: "12", learntAt: LATER });
    expect(await store.lessons()).toEqual([lesson, { ...size, finding: "12", learntAt: LATER }]);
    await store.forget("agency", "form:1");
    expect(await store.read.lessons()).toHaveLength(1);
  });

  it("keeps thumbnails byte for byte", async () => {
    const store = await stores.open();
    const thumbnail = {
      mediaId: "1",
      mediaType: "image/webp",
      bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte),
      fetchedAt: TAKEN_AT,
    };
    await store.keepThumbnail(thumbnail);
    expect(await store.read.thumbnail("1")).toEqual(thumbnail);
    expect(await store.read.thumbnail("2")).toBeUndefined();
    expect(await store.thumbnailIds(["1", "2"])).toEqual(new Set(["1"]));
  });

  it("tells the calls spent between two moments, by connection", async () => {
    let at = TAKEN_AT;
    const clock = { now: () => new Date(at), sleep: async () => undefined };
    const store = await stores.open({ clock });
    const reserve = async (
      connection: string,
      now: string,
      cost: number,
      pool: "calls" | "comment-writes" = "calls",
    ) => {
      at = now;
      const asked = { connection, pool, cost, perHour: 100, path: "me/accounts" };
      const outcome = await store.ledger.reserve(asked);
      return outcome.granted ? outcome.callId : "";
    };
    const answered = await reserve("brand", TAKEN_AT, 3);
    const refused = await reserve("brand", TAKEN_AT, 1);
    await reserve("brand", TAKEN_AT, 1, "comment-writes");
    await reserve("agency", TAKEN_AT, 2);
    await reserve("agency", LATER, 5);
    await store.ledger.settle(answered, { httpStatus: 200, usedPercent: 41 });
    await store.ledger.settle(refused, { httpStatus: 400, code: "100", usedPercent: 12 });
    expect(await store.read.spentCalls(TAKEN_AT, LATER)).toEqual([
      { connection: "agency", calls: 2, refused: 0, usedPercent: undefined },
      { connection: "brand", calls: 4, refused: 1, usedPercent: 41 },
    ]);
    expect(await store.read.spentCalls(LATER, "2027-01-01T00:00:00Z")).toMatchObject([{ calls: 5 }]);
  });

  it("tells the planner what is held, one entry an account in the order asked", async () => {
    const store = await stores.open();
    await keepAll(store, [
      batch({
        media: [
          media({ mediaId: "old", publishedAt: "2026-10-01T00:00:00Z", takenAt: LATER }),
          media(),
          // Listed by an edge of its own: no sign that posts were walked.
          media({ mediaId: "story", mediaProductType: "STORY" }),
        ],
        mediaInsights: [mediaPoint(), mediaPoint({ metric: "likes", takenAt: LATER })],
        totals: [
          total(),
          total({ metric: "likes", takenAt: "2026-11-23T07:00:00.000Z" }),
          total({ fromDay: "2026-09-01", toDay: "2026-09-07" }),
          // Their last days end at 08:00 UTC: 72 hours before the one is read, and a second less before the other.
          total({ fromDay: "2026-11-10", toDay: "2026-11-19" }),
          total({ fromDay: "2026-11-10", toDay: "2026-11-20", takenAt: "2026-11-24T07:59:59.000Z" }),
        ],
        audience: [audiencePoint()],
      }),
    ]);
    expect(await store.held([OTHER, ID], "2026-11-01T00:00:00Z")).toEqual([
      { accountId: OTHER, totalWindows: [], earlyWindows: [], media: [] },
      {
        accountId: ID,
        mediaWalkedAt: LATER,
        totalWindows: ["2026-11-10..2026-11-19", "2026-11-10..2026-11-20", "2026-11-16..2026-11-22"],
        earlyWindows: [
          { from: "2026-11-10", to: "2026-11-20", readAt: "2026-11-24T07:59:59.000Z" },
          { ...WEEK, readAt: TAKEN_AT },
        ],
        media: [{ mediaId: media().mediaId, publishedAt: media().publishedAt, readAt: LATER }],
        audienceTakenAt: TAKEN_AT,
      },
    ]);
    expect(await store.held([], TAKEN_AT)).toEqual([]);
  });

  it("tells gaps and restatements of some accounts alone, of however many", async () => {
    const store = await stores.open();
    const later = { value: 12, takenAt: LATER };
    const own = (accountId: string) => ({ accountId, subject: `${accountId}/insights` });
    await keepAll(store, [
      batch({ gaps: [gap(), gap(own(OTHER))], days: [day(), day({ accountId: OTHER })] }),
      batch({ days: [day(later), day({ accountId: OTHER, ...later })] }),
    ]);
    const many = Array.from({ length: 700 }, (_, index) => `9${index}`);
    const ask = async (accountIds?: readonly string[]) => [
      (await store.read.gaps(WEEK, accountIds)).map(({ accountId }) => accountId),
      (await store.read.restatements(WEEK, TAKEN_AT, accountIds)).map(({ accountId }) => accountId),
    ];
    const both = [ID, OTHER].toSorted();
    expect(await ask()).toEqual([both, both]);
    expect(await ask([OTHER])).toEqual([[OTHER], [OTHER]]);
    expect(await ask([...many, OTHER])).toEqual([[OTHER], [OTHER]]);
    expect(await ask([])).toEqual([[], []]);
  });

  it("writes more rows than a statement holds", async () => {
    const store = await stores.open();
    const many = Array.from({ length: 1_234 }, (_, index) => comment({ commentId: String(index).padStart(5, "0") }));
    await keepAll(store, [batch({ comments: many })]);
    expect(await exportAll(store, "comments")).toHaveLength(1_234);
  });

  it("reads the same after it was closed and opened again, and closes twice without harm", async () => {
    const { url } = await stores.newPlace();
    const first = await stores.open({ url });
    await keepAll(first, [batch({ days: [day()] })]);
    await Promise.all([first.close(), first.close()]);
    await first.close();
    const second = await stores.open({ url });
    expect(await second.read.days(ID, WEEK)).toEqual([day()]);
  });
});
