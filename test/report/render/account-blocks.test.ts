import { describe, expect, it } from "vitest";
import { toHeatGridSvg } from "../../../src/report/render/chart/heat-grid.ts";
import { render } from "../../../src/report/render/index.ts";
import type { HeatGrid, Section, Strip } from "../../../src/report/summarise/index.ts";
import { toPicture } from "./pictures.ts";
import { sampleModel } from "./sample-model.ts";

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
const empty = Array.from({ length: 7 }, () => Array.from({ length: 24 }, (): number | null => null));

function grid(rest: Partial<HeatGrid> = {}): HeatGrid {
  return {
    id: "hours-1",
    title: "When it posts",
    rowLabels: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "<Sun>"],
    columnLabels: hours,
    values: empty,
    marks: [],
    markNames: { current: "posted in the period", earlier: "posted before" },
    alt: 'Most "posts" go out <Tue>.',
    ...rest,
  };
}

const count = (svg: string, part: RegExp): number => svg.match(part)?.length ?? 0;

describe("the grid of hours", () => {
  it("draws each hour once, in the shade of its share between the least and the most", () => {
    const values = empty.map((row, at) => row.map((_, hour) => (at === 0 && hour < 6 ? hour * 10 : null)));
    const svg = toHeatGridSvg(grid({ values, shade: "followers online" }), 720);
    expect(svg.match(/class="heat-\d"/g)).toEqual([0, 1, 2, 3, 4, 5].map((shade) => `class="heat-${shade}"`));
    const cells = (shade: number) => count(svg.match(new RegExp(`class="heat-${shade}" d="([^"]*)"`))?.[1] ?? "", /M/g);
    // 0, 10, 20, 30, 40 and 50 over five shades: the last holds two.
    expect([0, 1, 2, 3, 4, 5].map(cells)).toEqual([162, 1, 1, 1, 1, 2]);
  });

  it("leaves every hour unshaded where none is known, and shades equal hours alike", () => {
    expect(toHeatGridSvg(grid(), 720).match(/class="heat-\d"/g)).toEqual(['class="heat-0"']);
    const flat = empty.map((row) => row.map(() => 5));
    expect(toHeatGridSvg(grid({ values: flat }), 720).match(/class="heat-\d"/g)).toEqual(['class="heat-1"']);
  });

  it("draws a dot a mark, that of the period filled, the larger the more", () => {
    const marks = [
      { row: 0, column: 9, count: 1, isCurrent: true },
      { row: 6, column: 23, count: 4, isCurrent: false },
    ];
    const svg = toHeatGridSvg(grid({ marks }), 720);
    const dots = [...svg.matchAll(/<circle class="([^"]+)" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"\/>/g)];
    expect(dots.map(([, name]) => name)).toEqual(["dot now", "dot"]);
    expect(Number(dots[0]?.[4])).toBeLessThan(Number(dots[1]?.[4]));
    expect(Number(dots[1]?.[2])).toBeLessThan(720);
  });

  it.each([720, 340])("is a described picture %i wide, with its words escaped and no style of its own", (width) => {
    const svg = toHeatGridSvg(grid(), width);
    expect(svg).toContain(`viewBox="0 0 ${width} `);
    expect(svg).toContain('role="img"');
    expect(svg).toContain(`<desc id="hours-1-${width}-d">Most &quot;posts&quot; go out &lt;Tue&gt;.</desc>`);
    expect(svg).toContain("&lt;Sun&gt;");
    expect(svg).not.toMatch(/NaN|Infinity|style=/);
  });
});

describe("blocks of an account's page", () => {
  const strip: Strip = {
    id: "stories-1",
    title: "Stories",
    totals: [{ label: "Watched on", unit: "percent", cell: { kind: "value", value: 0.813 } }],
    items: [
      {
        mediaId: "9",
        at: "2026-11-17T10:00:00.000Z",
        alt: "Story of <Tuesday>",
        image: "story-picture",
        permalink: "https://www.instagram.com/stories/a/9",
        figures: [{ label: "Reach", unit: "accounts", cell: { kind: "value", value: 1234, provisional: true } }],
      },
      {
        mediaId: "10",
        at: "2026-11-18T10:00:00.000Z",
        alt: "Story",
        permalink: "javascript:alert(1)",
        figures: [{ label: "Reach", unit: "accounts", cell: { kind: "absent", because: "too few viewers" } }],
      },
    ],
    note: "2 of 2 posted were seen.",
  };
  const section: Section = {
    id: "account-1",
    title: "Account",
    blocks: [
      { kind: "strip", strip },
      { kind: "grid", grid: grid({ note: "Hours in Europe/Berlin." }) },
    ],
  };

  it("show each story with its picture, figures, footnote and mark, and the grid for both widths", async () => {
    const asked: string[] = [];
    const made = await render(sampleModel({ sections: [section] }), {
      formats: ["html"],
      template: "weekly",
      images: async (key) => {
        asked.push(key);
        return toPicture(20);
      },
      signal: new AbortController().signal,
    });
    expect(made.failures).toEqual([]);
    const html = new TextDecoder().decode(made.files[0]?.bytes);
    expect(asked).toEqual(["story-picture"]);
    const list = html.slice(html.indexOf('<ol class="strip">'), html.indexOf("2 of 2 posted were seen."));
    expect(count(list, /<li class="strip-item">/g)).toBe(2);
    expect(count(list, /<img class="picture" alt="Story of &lt;Tuesday&gt;" src="data:image\/jpeg;base64,/g)).toBe(1);
    expect(list).toContain("1,234");
    expect(list).toContain("not measured");
    expect(list).not.toContain("javascript:");
    expect(html).toContain("81.3%");
    expect(html).toContain("too few viewers");
    expect(count(html, /<svg class="heat"/g)).toBe(2);
    expect(html).toContain("Hours in Europe/Berlin.");
  });
});
