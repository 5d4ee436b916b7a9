import { describe, expect, test } from "vitest";
import { addDays } from "../../../src/dataset/index.ts";
import { chooseAnnotations } from "../../../src/report/summarise/figures/annotations.ts";
import type { Chart, ReportModel } from "../../../src/report/summarise/index.ts";
import type { Annotation } from "../../../src/report/summarise/model/report-options.ts";
import { account, build, merge, section, total, WEEK, WEEK_BEFORE, whole } from "./memory-dataset.ts";

const two = () =>
  merge(whole("1"), whole("2"), {
    totals: ["1", "2"].map((id) =>
      total(id, "views", 5, { from: addDays(WEEK_BEFORE.from, -7), to: addDays(WEEK_BEFORE.to, -7) }),
    ),
  });

function listCharts(model: ReportModel, id: string): readonly Chart[] {
  return section(model, id).blocks.flatMap((block) => (block.kind === "chart" ? [block.chart] : []));
}

function daily(model: ReportModel, id: string): Chart {
  const found = listCharts(model, `account-${id}`).find((chart) => chart.id === `daily-${id}`);
  if (found === undefined) throw new Error("no daily chart");
  return found;
}

const HERE: Annotation = { date: "2026-11-18", text: "Winter\n menu. ", accounts: ["@USER_1"] };
const ALL: Annotation = { date: "2026-11-10", text: "Instagram down" };

describe("annotations", () => {
  test("are numbered marks on the daily charts of the accounts they are about, with their words and day below", async () => {
    const model = await build(two(), { annotations: [HERE, ALL], locale: "en-GB" });
    const chart = daily(model, "1");
    const sentence = "Marked: 1 (10 November 2026) Instagram down; 2 (18 November 2026) Winter menu.";
    expect(chart.annotations).toEqual([
      { at: chart.labels.indexOf("2026-11-10"), label: "1" },
      { at: chart.labels.indexOf("2026-11-18"), label: "2" },
    ]);
    expect(chart.note).toBe(sentence);
    expect(chart.alt.endsWith(`at their day. ${sentence}`)).toBe(true);
    const other = daily(model, "2");
    expect(other.annotations).toEqual([{ at: other.labels.indexOf("2026-11-10"), label: "1" }]);
    expect(other.note).toBe("Marked: 1 (10 November 2026) Instagram down.");
  });

  test("stand on the charts of weeks at the week of their day, several of one together", async () => {
    const model = await build(two(), { annotations: [HERE, ALL, { date: WEEK.to, text: "Last" }], locale: "en-GB" });
    const [views] = listCharts(model, "portfolio").filter(({ id }) => id === "weeks-views");
    expect(views?.annotations).toEqual([
      { at: views?.labels.indexOf(WEEK_BEFORE.from), label: "1" },
      { at: views?.labels.indexOf(WEEK.from), label: "2, 3" },
    ]);
    expect(views?.note).toContain("2 (18 November 2026) Winter menu; 3 (22 November 2026) Last.");
    expect(views?.alt).toContain("Marked: 1 (10 November 2026) Instagram down;");
  });

  test("outside what is shown, or about nobody of the report, change nothing", async () => {
    const bare = await build(two());
    const annotations = [
      { date: "2024-01-01", text: "Long ago" },
      { date: "2027-01-01", text: "Not yet" },
      { date: "2026-11-18", text: "Others", accounts: ["stranger*"] },
    ];
    expect(await build(two(), { annotations })).toEqual(bare);
    const cut = await build(two(), { annotations: [HERE], only: { accountIds: ["2"] } });
    expect(JSON.stringify(cut)).not.toContain("Winter");
    expect(chooseAnnotations([HERE], [account("2")])).toEqual([]);
  });

  test.each([
    ["de", "Markiert: 1 (18. November 2026) Winter menu."],
    ["fr", "Repères : 1 (18 novembre 2026) Winter menu."],
    ["es", "Marcas: 1 (18 de noviembre de 2026) Winter menu."],
    ["pt-BR", "Marcos: 1 (18 de novembro de 2026) Winter menu."],
    ["it", "Segnati: 1 (18 novembre 2026) Winter menu."],
  ])("in %s", async (locale, sentence) => {
    expect(daily(await build(two(), { annotations: [HERE], locale }), "1").note).toBe(sentence);
  });
});
