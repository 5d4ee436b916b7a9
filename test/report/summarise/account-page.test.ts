import { describe, expect, test } from "vitest";
import { type AudiencePoint, type TotalPoint, toNoted } from "../../../src/dataset/index.ts";
import { readHashtags } from "../../../src/report/summarise/figures/hashtags.ts";
import {
  countByHour,
  findPeak,
  readOnlineHours,
  toWeekHour,
} from "../../../src/report/summarise/figures/posting-hours.ts";
import type { Block, ReportModel } from "../../../src/report/summarise/index.ts";
import {
  account,
  build,
  cell,
  follows,
  gap,
  MONDAY,
  merge,
  post,
  section,
  THURSDAY,
  table,
  tile,
  total,
  whole,
} from "./memory-dataset.ts";

const ID = "1";
const PAGE = `account-${ID}`;

function find<Kind extends Block["kind"]>(model: ReportModel, kind: Kind): Extract<Block, { kind: Kind }> {
  const found = section(model, PAGE).blocks.find((block) => block.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found as Extract<Block, { kind: Kind }>;
}

function listTables(model: ReportModel, id = PAGE): readonly string[] {
  return section(model, id).blocks.flatMap((block) => (block.kind === "table" ? [block.table.id] : []));
}

const figures = (likes: number, reach = 100) => ({ reach, likes, comments: 0, saved: 0, shares: 0 });

describe("hashtags", () => {
  test.each([
    ["#one two #Two_3", ["one", "Two_3"]],
    ["#straße #東京タワー #каша #مغامرات", ["straße", "東京タワー", "каша", "مغامرات"]],
    ["a#no &#x27; #2026 # # ##", []],
    ["#Bread #bread #BREAD", ["Bread"]],
    ["#so,#close.#together", ["so", "close", "together"]],
    ["#cafe\u0301", ["café"]],
  ])("of %j", (caption, words) => {
    expect(readHashtags(caption)).toEqual(words);
  });

  test("stand on the page from three uses on, against the median of all of the account's posts", async () => {
    const reaches = [100, 200, 300, 400, 500, 600];
    const posts = reaches.map((reach, index) =>
      post(ID, `h${index}`, `2026-11-1${index}T10:00:00.000Z`, figures(5, reach), {
        caption: `${index < 3 ? "#Low" : "#high"} ${index < 2 ? "#rare" : ""}`,
      }),
    );
    const model = await build(merge({ accounts: [account(ID)] }, ...posts));
    const tags = table(model, PAGE, `hashtags-${ID}`);
    expect(tags.rows.map(({ key }) => key)).toEqual(["#high", "#low"]);
    expect(cell(tags, tags.rows[0], "hashtag")).toEqual({ kind: "text", text: "#high" });
    expect(cell(tags, tags.rows[1], "posts")).toMatchObject({ value: 3 });
    expect(cell(tags, tags.rows[1], "medianReach")).toMatchObject({ value: 200 });
    expect(cell(tags, tags.rows[1], "multiple")).toMatchObject({ value: 200 / 350 });
  });
});

describe("the posting grid", () => {
  test("puts an instant into the weekday and hour of the report's zone", () => {
    // Sunday 23:30 UTC is Monday in Berlin and still Sunday in Los Angeles.
    const at = Date.parse("2026-11-15T23:30:00Z");
    expect(toWeekHour(at, "Europe/Berlin")).toEqual({ weekday: 0, hour: 0 });
    expect(toWeekHour(at, "America/Los_Angeles")).toEqual({ weekday: 6, hour: 15 });
  });

  const point = (dimension: string, bucket: string, value: number): AudiencePoint => ({
    accountId: ID,
    metric: "online_followers",
    dimension,
    bucket,
    value,
    takenAt: THURSDAY,
  });

  test("moves Meta's Pacific hours into the report's zone, day by day, and takes the mean of equal weekdays", () => {
    const online = readOnlineHours(
      [point("day,hour", "2026-11-16,13", 10), point("day,hour", "2026-11-09,13", 30), point("hour", "1", 99)],
      "Europe/Berlin",
    );
    // 13:00 in Los Angeles is 22:00 in Berlin.
    expect(online?.values[0]?.[22]).toBe(20);
    expect(online?.values.flat().filter((value) => value !== null)).toHaveLength(1);
    expect(online === undefined ? undefined : findPeak(online)).toEqual({ weekday: 0, hour: 22, value: 20 });
  });

  test("an hour without a day stands for every weekday; a bucket that is no hour for none", () => {
    const online = readOnlineHours([point("hour", "20", 5), point("hour", "24", 7)], "America/Los_Angeles");
    expect(online?.values.map((row) => row[20])).toEqual([5, 5, 5, 5, 5, 5, 5]);
    expect(online?.values.flat().filter((value) => value !== null)).toHaveLength(7);
    expect(readOnlineHours([point("hour", "24", 7)], "UTC")).toBeUndefined();
  });

  test("counts posts by slot and tells those of the period from earlier ones", async () => {
    const earlier = post(ID, "before", "2026-11-10T10:10:00.000Z", figures(1));
    const model = await build(merge(whole(ID), earlier));
    const { grid } = find(model, "grid");
    expect(grid.rowLabels).toEqual(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    expect(grid.marks).toEqual([
      { row: 1, column: 11, count: 2, isCurrent: true },
      { row: 2, column: 11, count: 1, isCurrent: true },
      { row: 3, column: 11, count: 1, isCurrent: true },
    ]);
    expect(grid.shade).toBeUndefined();
    expect(grid.note).toBe(
      "Most posts go out Tue 11:00. Followers online not measured: not collected. Hours in Europe/Berlin.",
    );
    expect(countByHour([], "UTC")).toEqual([]);
  });

  test("a week that starts on Sunday is drawn so", async () => {
    const span = { from: "2026-11-15", to: "2026-11-21" };
    const { grid } = find(await build(whole(ID), { span }), "grid");
    expect(grid.rowLabels[0]).toBe("Sun");
    expect(grid.marks.map(({ row }) => row)).toEqual([2, 3, 4]);
  });

  test("says of a small account that Meta keeps the hours back", async () => {
    const small = merge(whole(ID), { accounts: [] });
    const model = await build({ ...small, accounts: [account(ID, { followersCount: 64 })] });
    expect(find(model, "grid").grid.note).toContain("Followers online not measured: too small for Meta to tell.");
  });
});

describe("an account's own posts", () => {
  test("the weakest are not among the best, and the ranks are counted", async () => {
    const posts = Array.from({ length: 8 }, (_, index) =>
      post(ID, `p${index}`, "2026-11-17T10:00:00.000Z", figures(10 * index + 10)),
    );
    const model = await build(merge({ accounts: [account(ID)] }, ...posts));
    expect(find(model, "cards").cards.map(({ mediaId }) => mediaId)).toEqual(["p7", "p6", "p5"]);
    const weak = table(model, PAGE, `weak-${ID}`);
    expect(weak.rows.map(({ key }) => key)).toEqual(["p0", "p1"]);
    expect(cell(weak, weak.rows[0], "multiple")).toMatchObject({ value: 10 / 45 });
    expect(weak.note).toBe("Ranked among 8 posts; all are listed in A3.");
  });

  test("a post shown among the best is not called weak as well, however far below the median it fell", async () => {
    const earlier = Array.from({ length: 6 }, (_, index) =>
      post(ID, `e${index}`, "2026-10-20T10:00:00.000Z", figures(100)),
    );
    const low = Array.from({ length: 3 }, (_, index) => post(ID, `p${index}`, "2026-11-17T10:00:00.000Z", figures(1)));
    const model = await build(merge({ accounts: [account(ID)] }, ...earlier, ...low));
    expect(find(model, "cards").cards).toHaveLength(3);
    expect(listTables(model)).not.toContain(`weak-${ID}`);
  });

  test("a quiet account says in one sentence that it was quiet", async () => {
    const old = post(ID, "old", "2026-10-12T10:00:00.000Z", figures(4));
    const quiet = merge({ accounts: [account(ID)], totals: [total(ID, "reach", 50)] }, old);
    const model = await build(quiet);
    const told = section(model, PAGE).blocks.find((block) => block.kind === "text" && block.title === "Posts");
    expect(told).toMatchObject({
      paragraphs: [
        "Nothing was published in the period, November 16–22, 2026. The newest post held is of October 12, 2026.",
      ],
    });
    expect(listTables(model)).not.toContain(`formats-${ID}`);
    expect(section(model, PAGE).blocks.map(({ kind }) => kind)).not.toContain("cards");
  });

  test("not listed is another sentence than none published", async () => {
    const lost = gap(ID, { subject: `${ID}/media/`, reason: "out-of-budget" });
    const model = await build({ ...merge({ accounts: [account(ID)] }), gaps: [lost] });
    expect(JSON.stringify(section(model, PAGE))).toContain(
      "The posts of the period were not listed: no call was left for it.",
    );
  });

  test("where the role tells no insights the page says so once at its head", async () => {
    const noted = toNoted({ code: "role-lacks-insights" });
    const gaps = ["reach", "views", "likes"].map((metric) => gap(ID, { metric, reason: "not-permitted", ...noted }));
    const model = await build({ ...merge({ accounts: [account(ID)] }), gaps });
    expect(section(model, PAGE).lead).toBe(`Meta gives no insights for this account. ${noted.message}`);
    const one = gap(ID, { metric: "reposts", reason: "not-permitted", ...noted });
    expect(section(await build({ ...whole(ID), gaps: [one] }), PAGE).lead).toBeUndefined();
  });

  test("among others, an account without insights is a line: why, and what is held", async () => {
    const noted = toNoted({ code: "role-lacks-insights" });
    const gaps = ["reach", "views", "likes"].map((metric) => gap(ID, { metric, reason: "not-permitted", ...noted }));
    const untold = merge({ accounts: [account(ID)] }, post(ID, "p", "2026-11-18T10:00:00.000Z", {}));
    const model = await build({ ...merge(untold, whole("2")), gaps });
    const { blocks, isHalf, lead } = section(model, PAGE);
    expect(lead).toBe(`Meta gives no insights for this account. ${noted.message}`);
    expect(isHalf).toBe(true);
    expect(blocks.map(({ kind }) => kind)).toEqual(["tiles"]);
    const tiles = blocks.flatMap((block) => (block.kind === "tiles" ? block.tiles : []));
    expect(tiles.length).toBeGreaterThan(0);
    expect(tiles.filter(({ figure }) => figure.kind === "absent")).toEqual([]);
    expect(section(await build({ ...untold, gaps }), PAGE).blocks.length).toBeGreaterThan(1);
  });
});

describe("gains, comments, audience", () => {
  test("gained, lost and net stand beside those of the period before", async () => {
    const model = await build(whole(ID));
    const won = table(model, PAGE, `followers-${ID}`);
    expect(won.rows.map(({ key }) => key)).toEqual(["gained", "lost", "netFollowers"]);
    expect(won.rows.map((row) => cell(won, row, "period"))).toMatchObject([
      { value: 60 },
      { value: 20 },
      { value: 40 },
    ]);
    expect(won.rows.map((row) => cell(won, row, "before"))).toMatchObject([
      { value: 30 },
      { value: 10 },
      { value: 20 },
    ]);
    expect(won.rows.map((row) => cell(won, row, "change"))).toMatchObject([
      { as: "percent", value: 1 },
      { as: "count", value: 10 },
      { as: "count", value: 20 },
    ]);
  });

  test("what only this period has stands below the tile of the net, and nowhere again", async () => {
    const now = await build(merge({ accounts: [account(ID)], totals: follows(ID, 60, 20) }));
    expect(tile(now, PAGE, "netFollowers").note).toBe("60 gained, 20 lost");
    expect(listTables(now)).not.toContain(`followers-${ID}`);
  });

  test("nothing stands where neither is held", async () => {
    const dataset = merge({ accounts: [account(ID)], totals: [total(ID, "reach", 5)] });
    expect(listTables(await build(dataset))).toEqual([]);
    const netAlone = { ...whole(ID), totals: whole(ID).totals.filter(({ breakdown }) => breakdown === "") };
    expect(tile(await build(netAlone), PAGE, "netFollowers").figure).toMatchObject({ value: 20 });
    expect(listTables(await build(netAlone))).not.toContain(`followers-${ID}`);
    const onlyGained: readonly TotalPoint[] = follows(ID, 3, 1).slice(0, 1);
    const half = await build(merge({ accounts: [account(ID)], totals: onlyGained }));
    expect(listTables(half)).toEqual([`followers-${ID}`]);
    const won = table(half, PAGE, `followers-${ID}`);
    expect(cell(won, won.rows[1], "period")).toEqual({ kind: "absent", because: "not collected" });
  });

  test("comments: received, the median a post, and closed posts only where there are any", async () => {
    const open = await build(whole(ID));
    const comments = table(open, PAGE, `comments-${ID}`);
    expect(comments.rows.map(({ key }) => key)).toEqual(["Comments received", "Comments a post, median"]);
    expect(cell(comments, comments.rows[0], "period")).toMatchObject({ value: 40 });
    expect(cell(comments, comments.rows[1], "period")).toMatchObject({ value: 2 });
    const allOpen = post(ID, "open", "2026-11-18T10:00:00.000Z", figures(1), { isCommentEnabled: true });
    const both = post(ID, "earlier", "2026-11-10T10:00:00.000Z", figures(1), { isCommentEnabled: true });
    expect(table(await build(merge(whole(ID), allOpen, both)), PAGE, `comments-${ID}`).rows).toHaveLength(2);
    const closed = merge(
      whole(ID),
      post(ID, "closed", "2026-11-18T10:00:00.000Z", figures(1), { isCommentEnabled: false }),
      post(ID, "earlier", "2026-11-10T10:00:00.000Z", figures(1), { isCommentEnabled: true }),
    );
    const rows = table(await build(closed), PAGE, `comments-${ID}`);
    expect(cell(rows, rows.rows[2], "period")).toMatchObject({ value: 1 });
    expect(cell(rows, rows.rows[2], "before")).toMatchObject({ value: 0 });
  });

  const told = (accountId: string, dimension: string, buckets: Readonly<Record<string, number>>, takenAt = MONDAY) =>
    Object.entries(buckets).map(([bucket, value]) => ({
      accountId,
      metric: "follower_demographics",
      dimension,
      bucket,
      value,
      takenAt,
    }));

  test("over all accounts: groups are summed over those Meta told, with the share of those told", async () => {
    const dataset = merge(whole("1"), whole("2"), whole("3"), {
      audience: [
        ...told("1", "country", { DE: 180, AT: 20 }),
        ...told("2", "country", { AT: 60, AA: 40 }, THURSDAY),
        ...told("1", "age,gender", { "18-24,F": 5, "18-24,M": 4, "25-34,F": 9 }),
      ],
    });
    const model = await build(dataset);
    expect(section(model, "audience").lead).toBe(
      "Followers of 2 of 3 accounts: a sum over the accounts that Meta told; people may overlap.",
    );
    const countries = table(model, "audience", "countries-all");
    expect(countries.rows.map((row) => cell(countries, row, "place"))).toMatchObject([
      { text: "Germany" },
      { text: "Austria" },
      { text: "AA" },
    ]);
    expect(countries.rows.map((row) => cell(countries, row, "followers"))).toMatchObject([
      { value: 180 },
      { value: 80 },
      { value: 40 },
    ]);
    expect(cell(countries, countries.rows[0], "share")).toMatchObject({ kind: "bar", value: 0.6, length: 0.6 });
    const chart = section(model, "audience").blocks.find((block) => block.kind === "chart");
    expect(chart).toMatchObject({
      chart: {
        labels: ["18–24", "25–34"],
        series: [
          { name: "Women", values: [5, 9] },
          { name: "Men", values: [4, null] },
        ],
      },
    });
    // Drawn, and drawn alone; the page of one account has them as a table.
    expect(listTables(model, "audience")).not.toContain("ages-all");
    const alone = await build(
      merge(whole("1"), { audience: told("1", "age,gender", { "18-24,F": 5, "18-24,M": 4, "25-34,F": 9 }) }),
    );
    const ages = table(alone, "account-1", "ages-1");
    expect(cell(ages, ages.rows[1], "M")).toEqual({ kind: "absent", because: "not among the groups Meta told" });
    expect(listTables(model, "account-3")).not.toContain("countries-3");
  });

  test("no account told: the section says why", async () => {
    const model = await build(merge({ accounts: [account(ID), account("2")] }));
    expect(section(model, "audience")).toMatchObject({
      lead: "Meta told the audience of no account in this report.",
      blocks: [{ kind: "text", paragraphs: ["Not measured: not collected."] }],
    });
  });

  test("one account has no page of all audiences; its own page says why it has none", async () => {
    const model = await build(merge({ accounts: [account(ID)] }));
    expect(model.sections.map(({ id }) => id)).not.toContain("audience");
    expect(section(model, `account-${ID}`).blocks.at(-1)).toMatchObject({
      kind: "text",
      paragraphs: ["Meta told the audience of no account in this report.", "Not measured: not collected."],
    });
  });
});
