import { describe, expect, it } from "vitest";
import { createFormatter } from "../../../src/report/render/format.ts";
import { Drawings } from "../../../src/report/render/page/drawings.ts";
import { createTemplateWords } from "../../../src/report/render/page/template-words.ts";
import { EmojiSprite } from "../../../src/report/render/type/emoji.ts";
import type { Chart } from "../../../src/report/summarise/index.ts";

const CHART: Chart = {
  id: "days",
  title: "Reach",
  labels: ["2026-11-16", "2026-11-17", "2026-11-18"],
  labelUnit: "day",
  series: [{ name: "Reach", unit: "count", draw: "line", values: [10, null, 30], axis: "left" }],
  marks: [],
  alt: "Reach a day",
};

describe("drawings that a page and its print share", () => {
  it("are drawn once, handed to whoever comes second, and kept no longer", () => {
    const drawings = new Drawings();
    let drawn = 0;
    const draw = (): string => {
      drawn += 1;
      return `drawing ${drawn}`;
    };
    const [one, other] = [{}, {}];
    expect([drawings.of(one, draw), drawings.of(other, draw), drawings.of(one, draw)]).toEqual([
      "drawing 1",
      "drawing 2",
      "drawing 1",
    ]);
    expect(drawings.of(one, draw)).toBe("drawing 3");
  });

  it("look as those that each draws for itself", () => {
    const write = (isPrint: boolean, drawings?: Drawings): string => {
      const format = createFormatter("de-DE", "Europe/Berlin", "week");
      const words = createTemplateWords({ format, sprite: new EmojiSprite(), images: new Map(), isPrint, drawings });
      return String(words.chart?.(CHART as never));
    };
    const drawings = new Drawings();
    const [page, print] = [write(false), write(true)];
    expect(print).not.toBe(page);
    expect(write(true, drawings)).toBe(print);
    expect(write(false, drawings)).toBe(page);
  });
});
