// Guards that hold quietly: each was taken away once without a test that fell.
import { expect, test } from "vitest";
import { type DaySpan, listDays } from "../../../src/dataset/index.ts";
import type { HeldFigure } from "../../../src/report/figures/figure.ts";
import { createReceipts } from "../../../src/report/summarise/model/receipts.ts";
import { createWriter } from "../../../src/report/summarise/model/writer.ts";
import { account, build, gap, merge, post, THURSDAY, tile, total, whole } from "./memory-dataset.ts";

test("figures of a post from before the conversion are not expected, so they are not missing", async () => {
  const old = post("1", "old", "2026-11-20T10:00:00.000Z", {});
  const lost = (reason: "before-conversion" | "unanswered") =>
    build({ ...merge(whole("1"), old), gaps: [gap("1", { mediaId: "old", reason })] });
  expect((await lost("before-conversion")).coverage).toMatchObject({ share: 1, complete: 1 });
  const missing = await lost("unanswered");
  expect(missing.coverage.complete).toBe(0);
  expect(missing.coverage.share).toBeLessThan(1);
});

test("two figures of the same name have a receipt each: one would be a lie", () => {
  const receipts = createReceipts(createWriter("en", "UTC"));
  const window = { from: "2026-11-16", to: "2026-11-22" };
  const figure: HeldFigure = {
    kind: "held",
    value: 1,
    metric: "views",
    window,
    takenAt: "a",
    formula: { code: "post-interactions" },
    provisional: false,
  };
  const key = "1/views/2026-11-16..2026-11-22";
  expect(receipts.toCell("1", figure)).toMatchObject({ receipt: key });
  expect(receipts.toCell("1", { ...figure, value: 2 })).toMatchObject({ value: 2, receipt: key });
  expect(receipts.toCell("1", { ...figure, takenAt: "b" })).toMatchObject({ receipt: `${key} (2)` });
  expect(receipts.toCell("1", { ...figure, formula: { code: "posts-published" } })).toMatchObject({
    receipt: `${key} (3)`,
  });
  expect(receipts.toCell("1", { ...figure, takenAt: "b" })).toMatchObject({ receipt: `${key} (2)` });
  expect(Object.values(receipts.list()).map(({ takenAt }) => takenAt)).toEqual(["a", "b", "a"]);
});

test("a period is tiled by the longest windows: the shortest would leave holes", async () => {
  const month: DaySpan = { from: "2026-10-01", to: "2026-10-31" };
  const day = { from: "2026-10-01", to: "2026-10-01" };
  const first = { from: "2026-10-01", to: "2026-10-15" };
  const rest = { from: "2026-10-16", to: "2026-10-31" };
  const totals = [total("1", "views", 10, day), total("1", "views", 200, first), total("1", "views", 300, rest)];
  const model = await build({ ...merge({ accounts: [account("1")] }), totals }, { span: month });
  expect(tile(model, "summary", "views").figure).toMatchObject({ value: 500 });
});

test("what adds up and is held for each day of a month is summed; a day that lacks leaves it absent", async () => {
  const month: DaySpan = { from: "2026-10-01", to: "2026-10-31" };
  const days = listDays(month).map((day) => ({ accountId: "1", day, metric: "views", value: 10, takenAt: THURSDAY }));
  const make = (held: typeof days) => build(merge({ accounts: [account("1")], days: held }), { span: month });
  expect(tile(await make(days), "summary", "views").figure).toMatchObject({ value: 310 });
  expect(tile(await make(days.slice(1)), "summary", "views").figure).toMatchObject({ kind: "absent" });
});
