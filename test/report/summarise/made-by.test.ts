// What made a change of an account: a post, a format, days.
import { describe, expect, it } from "vitest";
import { addDays, type DaySpan } from "../../../src/dataset/index.ts";
import type { Finding } from "../../../src/report/summarise/index.ts";
import {
  account,
  build,
  type Dataset,
  merge,
  post,
  section,
  series,
  THURSDAY,
  total,
  WEEK,
  WEEK_BEFORE,
} from "./memory-dataset.ts";

const ID = "1";
const REEL = { mediaType: "VIDEO", mediaProductType: "REELS" } as const;
const IMAGE = {};

/** One post a day from the first on, with so many likes each. */
function posts(span: DaySpan, likes: readonly number[], format: Partial<typeof REEL> = IMAGE): Partial<Dataset> {
  const figures = (each: number) => ({ reach: 1000, likes: each, comments: 0, saved: 0, shares: 0 });
  const list = likes.map((each, at) =>
    post(ID, `${span.from}-${format.mediaType}-${at}`, `${addDays(span.from, at)}T10:00:00.000Z`, figures(each), {
      ...format,
      takenAt: THURSDAY,
    }),
  );
  return merge(...list);
}

interface Told extends Finding {
  /** The metrics its receipts are of. */
  readonly told: readonly string[];
}

async function whyInteractions(now: number, before: number, ...worlds: readonly Partial<Dataset>[]): Promise<Told> {
  const totals = ["likes", "comments", "saves", "shares"].flatMap((metric) => [
    total(ID, metric, metric === "likes" ? now : 0),
    total(ID, metric, metric === "likes" ? before : 0, WEEK_BEFORE),
  ]);
  return changeOf(merge({ accounts: [account(ID)], totals }, ...worlds), "interactions");
}

async function changeOf(world: Dataset, what: string): Promise<Told> {
  const model = await build(world);
  const block = section(model, "summary").blocks.find(({ kind }) => kind === "findings");
  const all = block?.kind === "findings" ? block.findings : [];
  const finding = all.find(({ text }) => text.includes(what));
  if (finding === undefined) throw new Error(`no change of ${what}`);
  return { ...finding, told: (finding.receipts ?? []).map((key) => model.receipts[key]?.metric ?? "") };
}

describe("of a change of interactions is told", () => {
  it("the one post that won most of what came more", async () => {
    const worlds = [posts(WEEK, [100, 900, 110]), posts(WEEK_BEFORE, [100, 100, 100])];
    const { why } = await whyInteractions(1110, 300, ...worlds);
    expect(why).toMatch(/ Mostly one post of November 17, 2026 with 900 interactions\.$/);
  });

  it("the one post the period before had, with its receipt", async () => {
    const worlds = [posts(WEEK, [100, 110, 90]), posts(WEEK_BEFORE, [100, 90, 900])];
    const found = await whyInteractions(300, 1090, ...worlds);
    expect(found.why).toMatch(/ Before, one post of November 11, 2026 alone had 900 interactions\.$/);
    expect(found.told).toContain("interactions");
  });

  it("the format, where several of its posts won it", async () => {
    const worlds = [
      posts(WEEK, [100, 100, 100]),
      posts(WEEK_BEFORE, [100, 100, 100]),
      posts(WEEK_BEFORE, [300, 310, 290, 300], REEL),
    ];
    const { why } = await whyInteractions(300, 1500, ...worlds);
    expect(why).toMatch(/ Mostly in the format Reel\.$/);
  });

  it.each([
    ["all did it alike", [posts(WEEK, [300, 310, 290]), posts(WEEK_BEFORE, [100, 110, 90])]],
    ["nothing was published before", [posts(WEEK, [100, 700, 100])]],
    ["there is one format", [posts(WEEK, [500]), posts(WEEK_BEFORE, [100, 100])]],
  ])("nobody, where %s", async (_where, worlds) => {
    const { why } = await whyInteractions(900, 300, ...worlds);
    expect(why).not.toMatch(/Mostly|alone/);
  });
});

describe("of a change of reach are told", () => {
  const reach = async (now: readonly number[]): Promise<string> => {
    const before = [100, 100, 100, 100, 100, 100, 100];
    const world = merge(
      { accounts: [account(ID)] },
      { totals: [total(ID, "reach", 2000), total(ID, "reach", 700, WEEK_BEFORE)] },
      { days: [...series(ID, "reach", before, WEEK_BEFORE.from), ...series(ID, "reach", now)] },
      posts(WEEK, [200, 210, 190]),
      posts(WEEK_BEFORE, [100, 110, 90]),
    );
    return (await changeOf(world, "reach")).why ?? "";
  };

  it.each([
    ["the day on which most of it fell", [100, 100, 900, 100, 100, 100, 100], "November 18, 2026."],
    ["two", [100, 100, 500, 500, 130, 100, 100], "November 18, 2026 and November 19, 2026."],
  ])("%s", async (_what, now, days) => {
    expect(await reach(now)).toMatch(new RegExp(` Most of the difference fell on ${days}$`));
  });

  it.each([
    ["many days had it", [200, 200, 300, 300, 200, 200, 200]],
    ["the days went the other way", [90, 90, 20, 90, 90, 90, 90]],
    ["a day is not held", [100, 100, 900, 100, 100, 100]],
  ])("none, where %s", async (_where, now) => {
    expect(await reach(now)).not.toContain("fell on");
  });
});
