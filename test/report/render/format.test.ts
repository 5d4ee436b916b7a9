import { describe, expect, it } from "vitest";
import { createFormatter } from "../../../src/report/render/index.ts";

const plain = (text: string): string => text.replace(/[\u00A0\u202F]/g, " ");

describe("figures in the locale's own dress", () => {
  it.each([
    ["en-GB", "12,345,678", "4.1%", "+12.3%"],
    ["de-DE", "12.345.678", "4,1 %", "+12,3 %"],
    ["fr-FR", "12 345 678", "4,1 %", "+12,3 %"],
    ["es-ES", "12.345.678", "4,1 %", "+12,3 %"],
    ["pt-BR", "12.345.678", "4,1%", "+12,3%"],
  ])("%s", (locale, count, percent, change) => {
    const format = createFormatter(locale, "Europe/Berlin");
    expect(plain(format.number(12_345_678, "count"))).toBe(count);
    expect(plain(format.number(0.0412, "percent"))).toBe(percent);
    expect(plain(format.change(0.1234, "percent"))).toBe(change);
  });

  const format = createFormatter("en-GB", "Europe/Berlin");

  it.each([
    [0, "count", "0"],
    [2.5, "count", "2.5"],
    [1234.5, "count", "1,235"],
    [0.00004, "percent", "0.004%"],
    [-0.3, "count", "−0.3"],
    [-0.0001, "count", "0"],
    [-0.00000001, "percent", "−0.000001%"],
    [-0.04, "multiple", "0.0×"],
    [7_400, "ms", "7.4 s"],
    [59_940, "ms", "59.9 s"],
    [59_960, "ms", "1 min 0 s"],
    [119_600, "ms", "2 min 0 s"],
    [3_599_900, "ms", "1 h 0 min"],
    [125_000, "ms", "2 min 5 s"],
    [3_725_000, "ms", "1 h 2 min"],
    [2.41, "multiple", "2.4×"],
  ] as const)("%d %s is %s", (value, unit, words) => {
    expect(format.number(value, unit)).toBe(words);
  });

  it.each([
    [-0.083, "percent", "−8.3%"],
    [0, "percent", "unchanged"],
    [0.12, "percent", "+12.0%"],
    [0.00049, "percent", "unchanged"],
    [-0.00049, "percent", "unchanged"],
    [0.0005, "percent", "+0.1%"],
    [0.0041, "points", "+0.4 points"],
    [-0.0123, "points", "−1.2 points"],
    [0.0003, "points", "+0.03 points"],
    [-0.00001, "points", "unchanged"],
    [412, "count", "412 more"],
    [-194, "count", "194 fewer"],
    [-2.5, "count", "2.5 fewer"],
    [0, "count", "unchanged"],
  ] as const)("a change of %d %s is %s", (value, as, words) => {
    expect(format.change(value, as)).toBe(words);
  });

  it("tells a late instant in the report's zone and a day as it is labelled", () => {
    expect(format.instant("2026-11-20T23:30:00Z")).toBe("21 Nov 2026, 00:30");
    expect(format.day("2026-11-20")).toBe("20 Nov 2026");
    expect(createFormatter("en-GB", "Pacific/Auckland").day("2026-11-20")).toBe("20 Nov 2026");
  });
});
