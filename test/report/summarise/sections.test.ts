// What the pages about all accounts say: the best posts, the findings, what is missing.
import { describe, expect, test } from "vitest";
import {
  account,
  build,
  cell,
  type Dataset,
  gap,
  MONDAY,
  merge,
  post,
  section,
  table,
  whole,
} from "./memory-dataset.ts";

const two = merge(whole("1"), whole("2", 3));

describe("top content", () => {
  const figures = (likes: number) => ({ reach: 100, likes, comments: 0, saved: 0, shares: 0 });
  const posts = Array.from({ length: 12 }, (_, index) =>
    post(
      "1",
      `p${String(index).padStart(2, "0")}`,
      `2026-11-${17 + Math.floor(index / 3)}T10:00:00.000Z`,
      figures(100 + 10 * index),
    ),
  );
  const dataset = merge({ accounts: [account("1")], thumbnails: ["p11"] }, ...posts);

  test("shows nine, the greatest first, with the kept thumbnail; and the five furthest below the median", async () => {
    const model = await build(dataset);
    const [cards] = section(model, "top").blocks;
    if (cards?.kind !== "cards") throw new Error("no cards");
    expect(cards.cards.map(({ mediaId }) => mediaId)).toEqual([
      "p11",
      "p10",
      "p09",
      "p08",
      "p07",
      "p06",
      "p05",
      "p04",
      "p03",
    ]);
    expect(cards.cards.map(({ image }) => image).filter((image) => image !== undefined)).toEqual(["p11"]);
    const weak = table(model, "top", "weak-posts");
    expect(weak.rows.map(({ key }) => key)).toEqual(["p00", "p01", "p02", "p03", "p04"]);
    // Median of 100, 110 … 210 is 155.
    expect(cell(weak, weak.rows[0], "multiple")).toMatchObject({ value: 100 / 155 });
  });

  test("calls no post weak that reached its account's median", async () => {
    const even = ["a", "b", "c", "d", "e"].map((id) => post("1", id, "2026-11-18T10:00:00.000Z", figures(100)));
    const low = post("1", "low", "2026-11-18T10:00:00.000Z", figures(50));
    const weak = table(await build(merge({ accounts: [account("1")] }, ...even, low)), "top", "weak-posts");
    expect(weak.rows.map(({ key }) => key)).toEqual(["low"]);
  });

  test("spares accounts whose usual post wins too little for a multiple of it to be told", async () => {
    const tiny = ["a", "b", "c", "d", "e"].map((id) => post("1", id, "2026-11-18T10:00:00.000Z", figures(19)));
    const none = post("1", "none", "2026-11-18T10:00:00.000Z", figures(0));
    const model = await build(merge({ accounts: [account("1")] }, ...tiny, none));
    expect(table(model, "top", "weak-posts").rows).toEqual([]);
  });

  test("spares posts that still grow", async () => {
    const young = post("1", "young", "2026-11-22T10:00:00.000Z", figures(1), { takenAt: MONDAY });
    const weak = table(await build(merge(dataset, young)), "top", "weak-posts");
    expect(weak.rows.map(({ key }) => key)).not.toContain("young");
  });
});

describe("data quality", () => {
  test("a whole account is complete; one lost day is partial with its reason, and the badge never rounds up to all", async () => {
    const full = await build(whole("1"));
    expect(full.coverage).toMatchObject({ share: 1, complete: 1, partial: 0, missing: 0 });
    const holed = {
      ...whole("1"),
      days: whole("1").days.filter(({ day, metric }) => day !== "2026-11-18" || metric !== "reach"),
    };
    const lost = gap("1", {
      subject: "1/series/x",
      metric: "reach",
      fromDay: "2026-11-18",
      toDay: "2026-11-18",
      reason: "not-reported",
    });
    const model = await build({ ...holed, gaps: [lost] });
    expect(model.coverage).toMatchObject({ complete: 0, partial: 1 });
    expect(model.coverage.share).toBeLessThan(1);
    const matrix = section(model, "a1").blocks.find((block) => block.kind === "coverage");
    if (matrix?.kind !== "coverage") throw new Error("no matrix");
    expect(matrix.matrix.rows[0]?.states.map(({ state }) => state)).toEqual([
      "complete",
      "complete",
      "partial",
      "complete",
      "complete",
      "complete",
      "complete",
    ]);
    expect(matrix.matrix.rows[0]?.states[2]?.because).toBe("Meta left it out");
  });

  test("one refused metric is one line however many accounts it hit, and a line each in the workbook", async () => {
    const refused = ["1", "2"].map((id) =>
      gap(id, { metric: "reposts", reason: "metric-refused", code: "100", message: "(#100) no" }),
    );
    const model = await build({ ...two, gaps: refused });
    const groups = table(model, "a1", "gap-groups");
    expect(groups.rows).toHaveLength(1);
    expect(cell(groups, groups.rows[0], "times")).toEqual({ kind: "value", value: 2 });
    expect(cell(groups, groups.rows[0], "accounts")).toEqual({ kind: "text", text: "Name 1, Name 2" });
    expect(cell(groups, groups.rows[0], "message")).toEqual({ kind: "text", text: "“(#100) no”" });
    expect(model.sheets.find(({ id }) => id === "gaps")?.table.rows).toHaveLength(2);
  });

  test("names who is not in the report", async () => {
    const missing = [
      {
        connection: "main",
        pageName: "Café",
        reason: "no-linked-account" as const,
        message: "Link it.",
        seenAt: MONDAY,
      },
    ];
    const model = await build({ ...two, missing });
    expect(cell(table(model, "a1", "missing"), table(model, "a1", "missing").rows[0], "page")).toEqual({
      kind: "text",
      text: "Café",
    });
  });
});

describe("what to distrust", () => {
  async function listDoubts(dataset: Dataset): Promise<readonly string[]> {
    const blocks = section(await build(dataset), "a1").blocks.filter((one) => one.kind === "findings");
    return blocks.at(-1)?.findings.map(({ text }) => text) ?? [];
  }

  test("names the Pages that are not here, as long as they are few", async () => {
    const page = (pageId: string) => ({
      connection: "agency",
      pageId,
      pageName: `Page ${pageId}`,
      reason: "no-linked-account" as const,
      message: "",
      seenAt: MONDAY,
    });
    expect(await listDoubts({ ...whole("1"), missing: [page("7")] })).toEqual([
      "Not in this report: Page 7 (no linked Instagram account).",
    ]);
    expect(await listDoubts({ ...whole("1"), missing: ["1", "2", "3", "4"].map(page) })).toEqual([
      "Not in this report: 4 Pages or connections.",
    ]);
  });

  test("tells young days in a row as one span", async () => {
    const days = whole("1").days.map((one) => ({ ...one, takenAt: "2026-11-23T06:00:00.000Z" }));
    expect((await listDoubts({ ...whole("1"), days }))[0]).toBe(
      "Provisional, younger than 48 h when read: November 20–22, 2026. Meta may still change them.",
    );
  });

  test("says that the last day was not over when it was read, and when it ends in the report's zone", async () => {
    const readAt = async (takenAt: string) => {
      const days = whole("1").days.map((one) => ({ ...one, takenAt }));
      return (await listDoubts({ ...whole("1"), days })).filter((text) => text.includes("not over"));
    };
    expect(await readAt("2026-11-23T07:59:59.000Z")).toEqual([
      "November 22, 2026 was not over when it was read: Meta's days are US Pacific, and it ends on Nov 23, 2026, 9:00 AM. " +
        "Its figures are those of a day under way.",
    ]);
    expect(await readAt("2026-11-23T08:00:00.000Z")).toEqual([]);
  });
});
