import { describe, expect, test } from "vitest";
import { toLabeller } from "../../../src/report/summarise/figures/labels.ts";
import type { Label } from "../../../src/report/summarise/model/report-options.ts";
import {
  account,
  build,
  cell,
  type Dataset,
  merge,
  post,
  section,
  table,
  WEEK,
  WEEK_BEFORE,
} from "./memory-dataset.ts";

const P = "https://www.instagram.com/p/AbC1/";
const figures = (likes: number, reach = 100) => ({ reach, likes, comments: 0, saved: 0, shares: 0 });

describe("a label fits", () => {
  test.each<readonly [string, Omit<Label, "name">, { caption?: string; permalink?: string }, boolean]>([
    ["a word in another case", { contains: ["STRASSE kaffee"] }, { caption: "In der Strasse Kaffee" }, true],
    ["either writing of an accent", { contains: ["café"] }, { caption: "CAFE\u0301!" }, true],
    ["words between no blanks", { contains: ["東京"] }, { caption: "秋の東京タワー" }, true],
    ["Cyrillic and Arabic", { contains: ["кофе", "مغامرة"] }, { caption: "Утренний КОФЕ" }, true],
    ["no other word", { contains: ["tea"] }, { caption: "coffee" }, false],
    ["no post without a caption", { contains: ["tea"] }, {}, false],
    ["a hashtag with and without #", { hashtags: ["#Sale", "x"] }, { caption: "Now #sALE." }, true],
    ["no part of a hashtag", { hashtags: ["sale"] }, { caption: "#wintersale sale" }, false],
    ["the same post as a reel", { links: [P] }, { permalink: "https://instagram.com/reel/AbC1" }, true],
    [
      "the same post below its account",
      { links: [`${P}?igsh=1`] },
      { permalink: "https://www.instagram.com/a.b/p/AbC1/" },
      true,
    ],
    ["no other post", { links: [P] }, { permalink: "https://www.instagram.com/p/abc1/" }, false],
    ["another address as it is", { links: ["https://x.test/1"] }, { permalink: "https://x.test/1/" }, true],
    ["nothing without a rule", {}, { caption: "coffee", permalink: P }, false],
  ])("%s", (_what, rules, media, fits) => {
    expect(toLabeller([{ name: "L", ...rules }])(media)).toEqual(fits ? ["L"] : []);
  });

  test("and so may others; those of one name are one, named as the first", () => {
    const labelsOf = toLabeller([
      { name: "Tea", contains: ["tea"] },
      { name: "Cup", hashtags: ["cup"] },
      { name: "TEA", links: [P] },
    ]);
    expect(labelsOf({ caption: "tea #cup" })).toEqual(["Tea", "Cup"]);
    expect(labelsOf({ permalink: P })).toEqual(["Tea"]);
  });
});

const LABELS: readonly Label[] = [
  { name: "Tea", contains: ["tea"] },
  { name: "Sale", hashtags: ["sale"] },
  { name: "Ghost", contains: ["nobody writes this"] },
];
const at = (day: number) => `2026-11-${day}T10:00:00.000Z`;

/** Two posts of tea and two of the sale, one of them both; one of the week before. */
function shop(): Dataset {
  return merge(
    { accounts: [account("1"), account("2")] },
    post("1", "a", at(17), figures(30, 100), { caption: "Tea time #sale" }),
    post("1", "b", at(18), figures(10, 300), { caption: "green TEA" }),
    post("2", "c", at(18), figures(20, 100), { caption: "#sale" }),
    post("2", "d", at(19), figures(7, 50), { caption: "plain" }),
    post("1", "e", at(10), figures(25), { caption: "tea of the days before" }),
    post("1", "f", at(11), figures(99), { caption: "plain, before" }),
    post("1", "g", "2026-10-20T10:00:00.000Z", figures(20), { caption: "older" }),
  );
}

const keysOf = (from: { readonly rows: readonly { readonly key: string }[] }) => from.rows.map(({ key }) => key);

describe("posts by label", () => {
  test("are counted, summed and compared with those of the period before, each figure with its receipt", async () => {
    const model = await build(shop(), { labels: LABELS });
    const found = table(model, "labels", "labels");
    expect(section(model, "labels").lead).toBe("Labelled: 3 of 4 posts.");
    expect(keysOf(found)).toEqual(["label/Sale", "label/Tea", "labels/none"]);
    const [sale, tea, none] = found.rows;
    expect(cell(found, tea, "posts")).toMatchObject({ value: 2 });
    expect(cell(found, tea, "reach")).toMatchObject({ value: 400 });
    expect(cell(found, tea, "interactions")).toMatchObject({ value: 40 });
    // The ratio of sums: 40 ÷ 400, not the mean of 30 % and 3.3 %.
    expect(cell(found, tea, "engagementRate")).toMatchObject({ value: 0.1 });
    // 30 and 10 against the account's own median of 25.
    expect(cell(found, tea, "multiple")).toMatchObject({ value: (30 / 25 + 10 / 25) / 2 });
    expect(cell(found, tea, "change")).toMatchObject({
      kind: "change",
      as: "percent",
      value: 15 / 25,
      against: 25,
      sides: { now: { window: WEEK }, before: { window: WEEK_BEFORE } },
    });
    expect(cell(found, sale, "interactions")).toMatchObject({ value: 50 });
    expect(cell(found, none, "posts")).toMatchObject({ value: 1 });
    expect(cell(found, none, "label")).toEqual({ kind: "text", text: "Without a label" });
    expect(found.note).toBe("A post with several labels counts in the row of each.");
    for (const row of found.rows)
      for (const one of row.cells) if (one.kind === "value") expect(model.receipts[one.receipt ?? ""]).toBeDefined();
    expect(model.receipts["label/Tea/labelInteractions/2026-11-16..2026-11-22"]).toMatchObject({
      formula: "Σ interactions of the posts that have them",
    });
  });

  test("are compared at equal age where the figures of then are held, else provisionally while they may grow", async () => {
    const young = post("1", "x", at(20), figures(5), { caption: "tea" });
    const change = async (dataset: Dataset) => {
      const found = table(await build(dataset, { labels: LABELS }), "labels", "labels");
      return cell(
        found,
        found.rows.find(({ key }) => key === "label/Tea"),
        "change",
      );
    };
    expect(await change(merge(shop(), young))).toMatchObject({ value: 20 / 25, provisional: true });
    const then = ["e", "f"].flatMap((mediaId) =>
      Object.entries(figures(10)).map(([metric, value]) => {
        const takenAt = "2026-11-19T09:00:00.000Z";
        return { accountId: "1", mediaId, metric, bucket: "", value, takenAt };
      }),
    );
    const equal = await change(merge(shop(), young, { mediaInsights: then }));
    expect(equal).toMatchObject({ as: "count", value: 35, against: 10 });
    expect(equal).not.toHaveProperty("provisional");
  });

  test("of which a figure is not known count where they are known", async () => {
    const model = await build(
      merge(shop(), post("1", "x", at(20), { likes: 5, comments: 0, saved: 0, shares: 0 }, { caption: "tea" })),
      { labels: LABELS },
    );
    const found = table(model, "labels", "labels");
    const tea = found.rows.find(({ key }) => key === "label/Tea");
    expect(cell(found, tea, "posts")).toMatchObject({ value: 3 });
    expect(cell(found, tea, "reach")).toMatchObject({ value: 400 });
    expect(cell(found, tea, "interactions")).toMatchObject({ value: 45 });
    expect(cell(found, tea, "engagementRate")).toMatchObject({ value: 0.1 });
  });

  test("stand in a sheet of their own, and each post's in the sheet of posts", async () => {
    const model = await build(shop(), { labels: LABELS });
    const sheet = (id: string) => model.sheets.find((one) => one.id === id)?.table;
    expect(sheet("labels")?.rows).toEqual(table(model, "labels", "labels").rows);
    const posts = sheet("posts");
    if (posts === undefined) throw new Error("no posts");
    const borne = Object.fromEntries(posts.rows.map((row) => [row.key, cell(posts, row, "labels")]));
    expect(borne).toMatchObject({ a: { text: "Tea, Sale" }, b: { text: "Tea" }, c: { text: "Sale" }, d: { text: "" } });
  });

  test("are not told of where no post of the period bears one, nor where no label is configured", async () => {
    const bare = await build(shop());
    for (const labels of [
      [],
      [{ name: "Ghost", contains: ["nobody"] }],
      [{ name: "Past", contains: ["days before"] }],
    ]) {
      const model = await build(shop(), { labels });
      expect(model).toEqual(bare);
    }
    expect(bare.sections.map(({ id }) => id)).not.toContain("labels");
  });

  test("of a cut are those of its accounts alone", async () => {
    const model = await build(shop(), { labels: LABELS, only: { accountIds: ["2"] } });
    expect(keysOf(table(model, "labels", "labels"))).toEqual(["label/Sale", "labels/none"]);
    expect(JSON.stringify(model)).not.toMatch(/Tea|Ghost/);
  });

  test.each([
    ["de", "Nach Label"],
    ["fr", "Par étiquette"],
    ["es", "Por etiqueta"],
    ["pt-BR", "Por rótulo"],
    ["it", "Per etichetta"],
  ])("in %s", async (locale, title) => {
    const model = await build(shop(), { labels: LABELS, locale });
    expect(section(model, "labels").title).toBe(title);
  });
});
