// Drawings without days under them, the panels, and the places of names.
import { describe, expect, it } from "vitest";
import { toChartSvg } from "../../../src/report/render/chart/charts.ts";
import { placeLabels } from "../../../src/report/render/chart/label-places.ts";
import { toPanelsSvg } from "../../../src/report/render/chart/panels.ts";
import { toBarsSvg, toScatterSvg } from "../../../src/report/render/chart/plots.ts";
import { toBar } from "../../../src/report/render/chart/sparkline.ts";
import { createFormatter } from "../../../src/report/render/format.ts";
import type { Bars, Chart, Scatter } from "../../../src/report/summarise/index.ts";

const format = createFormatter("en-GB", "UTC");
const SIZE = { width: 720, height: 300 };

const scatter: Scatter = {
  id: "s",
  title: "Reach & rate",
  x: { label: "Reach rate", unit: "percent" },
  y: { label: "Engagement rate", unit: "percent" },
  groups: ["North", "South"],
  points: [
    { label: "A <b>", x: 0.2, y: 0.05, group: 0, isNamed: true },
    { label: "B", x: 0.6, y: 0.02, group: 1, isNamed: false },
  ],
  medians: { x: 0.4, y: 0.035, label: "median" },
  alt: "Two accounts.",
};

const chart: Chart = {
  id: "c",
  title: "Views",
  labels: ["2026-11-02", "2026-11-09", "2026-11-16"],
  labelUnit: "day",
  series: [
    { name: "North", unit: "count", draw: "area", values: [1, null, 3], provisionalFrom: 2 },
    { name: "South", unit: "count", draw: "area", values: [4, 5, 6] },
  ],
  marks: [],
  breaks: [{ at: 1, label: "Views withdrawn by Meta" }],
  alt: "Views by group.",
};

function expectPlain(svg: string): void {
  expect(svg).toMatch(/^<svg [^>]*role="img"/);
  expect(svg).not.toMatch(/style=|<style|<script|class="zr|#0101/);
}

describe("a scatter", () => {
  it("is plain SVG in the page's colours that names its outliers, escaped, and its medians", () => {
    const svg = toScatterSvg(scatter, format, SIZE);
    expectPlain(svg);
    expect(svg).toContain("A &lt;b&gt;");
    expect(svg).not.toContain(">B<");
    expect(svg).toContain(">median<");
    expect(svg).toContain("var(--series-1)");
    expect(svg).toContain("var(--series-3)");
  });

  it.each(["__proto__", "constructor", "toString"])("of an account called %s changes nothing else", (label) => {
    const members = () => Object.getOwnPropertyNames(Object.prototype).concat(Object.getOwnPropertyNames(Object));
    const before = members();
    const points = scatter.points.map((point) => ({ ...point, label, isNamed: true }));
    const svgs = [
      toScatterSvg({ ...scatter, points }, format, SIZE),
      toPanelsSvg({ ...chart, series: chart.series.map((one) => ({ ...one, name: label })) }, format, 720),
    ];
    // What was added would be found by every later drawing and workbook.
    const added = members().slice(before.length);
    for (const name of added) Reflect.deleteProperty(Object.prototype, name);
    expect(members()).toEqual(before);
    for (const svg of svgs) expect(svg.replaceAll("\u200B", "")).toContain(`>${label}<`);
  });

  it("is the same for the same points", () => {
    expect(toScatterSvg(scatter, format, SIZE)).toBe(toScatterSvg(scatter, format, SIZE));
  });

  it("spreads figures of very different size over a logarithmic axis", () => {
    const wide = { ...scatter, points: scatter.points.map((point, at) => ({ ...point, x: at === 0 ? 0.01 : 40 })) };
    expect(toScatterSvg(wide, format, SIZE)).toContain(">100%<");
    expect(toScatterSvg(scatter, format, SIZE)).not.toContain(">100%<");
  });
});

describe("bars", () => {
  it("write every figure, differences with their sign", () => {
    const bars: Bars = {
      id: "b",
      title: "Net",
      unit: "count",
      isSigned: true,
      rows: [
        { label: "North", value: 1832 },
        { label: "South", value: -20 },
      ],
      alt: "Net followers.",
    };
    const svg = toBarsSvg(bars, format, 720);
    expectPlain(svg);
    expect(svg).toContain(">+1,832<");
    expect(svg).toContain(">−20<");
    expect(svg).toContain('viewBox="0 0 720 60"');
  });
});

describe("panels", () => {
  it("give each series its own drawing with its name and last figure; a narrow page has one under the other", () => {
    const svg = toPanelsSvg(chart, format, 720);
    expectPlain(svg);
    expect(svg).toContain(">North<");
    expect(svg).toContain(">6<");
    expect(svg).toContain('viewBox="0 0 720 112"');
    expect(toPanelsSvg(chart, format, 340)).toContain('viewBox="0 0 340 224"');
  });
});

describe("a break in a series", () => {
  it("stands on the chart as a dashed line with its words", () => {
    const svg = toChartSvg(chart, format, { width: 720, height: 210 });
    expect(svg).toContain(">Views withdrawn by Meta<");
    const { breaks: _none, ...whole } = chart;
    expect(toChartSvg(whole, format, { width: 720, height: 210 })).not.toContain("withdrawn");
  });
});

describe("names of points", () => {
  const area = { width: 200, height: 100 };

  it("stand on the right, else where they cover neither a point nor another name nor leave the drawing", () => {
    expect(placeLabels([{ x: 50, y: 50, width: 40 }], area)).toEqual(["right"]);
    expect(placeLabels([{ x: 190, y: 50, width: 40 }], area)).toEqual(["left"]);
    const crowded = [
      { x: 50, y: 50, width: 40 },
      { x: 80, y: 50, width: 0 },
      { x: 20, y: 50, width: 0 },
    ];
    expect(placeLabels(crowded, area)).toEqual(["top", undefined, undefined]);
  });

  it("are left away where no place is free", () => {
    expect(placeLabels([{ x: 50, y: 50, width: 500 }], area)).toEqual([undefined]);
  });
});

describe("a bar beside a figure", () => {
  it("leans left for less and right for more, and is hidden from those who hear the figure", () => {
    expect(toBar({ length: -0.5, as: "difference" })).toContain('class="bar-minus" x="16.5"');
    expect(toBar({ length: 0.5, as: "difference" })).toContain('class="bar-plus" x="32"');
    expect(toBar({ length: 0, as: "difference" })).not.toContain("bar-plus");
    expect(toBar({ length: 0.5, as: "share" })).toContain('aria-hidden="true"');
  });

  it("fills its track and ends in a notch when the share is whole", () => {
    expect(toBar({ length: 0.5, as: "share" })).toContain('class="bar-fill" y="1" width="32"');
    expect(toBar({ length: 0.5, as: "share" })).not.toContain("bar-notch");
    expect(toBar({ length: 1, as: "share" })).toContain("bar-notch");
  });
});

describe("annotations", () => {
  const marked: Chart = { ...chart, breaks: [], annotations: [{ at: 1, label: "1, <2>" }] };

  it.each([
    ["panels", (one: Chart) => toPanelsSvg(one, format, 720)],
    ["lines", (one: Chart) => toChartSvg(one, format, SIZE)],
    [
      "bars",
      (one: Chart) => toChartSvg({ ...one, series: one.series.map((row) => ({ ...row, draw: "bar" })) }, format, SIZE),
    ],
  ])("bear their numbers in %s, in the page's colours", (_what, toSvg) => {
    const svg = toSvg(marked);
    expectPlain(svg);
    expect(svg).toContain("1, &lt;2&gt;");
    expect(svg).not.toContain("1, <2>");
    expect(toSvg({ ...marked, annotations: [] })).not.toContain("&lt;2&gt;");
    expect(toSvg({ ...marked, annotations: [] })).toBe(toSvg({ ...chart, breaks: [] }));
  });

  it("stand inside of the chart at its edges", () => {
    const anchorAt = (at: number) =>
      /text-anchor="(\w+)"[^>]*>No 7</.exec(
        toChartSvg({ ...marked, annotations: [{ at, label: "No 7" }] }, format, SIZE),
      )?.[1];
    expect([0, 1, 2].map(anchorAt)).toEqual(["start", "middle", "end"]);
  });
});
