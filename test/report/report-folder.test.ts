import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
// Where a report is written, whatever its cut is called (RELIABILITY Z6).
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { toReportFolder } from "../../src/report/index.ts";

const WEEK = { from: "2026-11-16", to: "2026-11-22" };
const NAMES = [
  "DACH",
  "DACH.",
  "DACH ",
  "dach",
  "../../x",
  "..",
  ".",
  "/etc/passwd",
  "C:\\Windows",
  "CON",
  "nul.txt",
  "a\u0000b",
  "a\nb",
  "safe\u202Etxt.exe",
  "\uD83D",
  "😀".repeat(40),
  "x".repeat(300),
  `${"x".repeat(300)}y`,
  "北京".repeat(100),
  "a/b",
  "a\\b",
  "a:b",
  "<b>",
  "%2e%2e%2f",
  "$(id)",
];

it("is one folder a cut, beside the others and nowhere else", () => {
  const folders = NAMES.map((cut) => toReportFolder(WEEK, { outDir: "/reports", cut }));
  for (const [at, folder] of folders.entries()) {
    expect(dirname(folder), NAMES[at]).toBe("/reports");
    const name = basename(folder);
    expect(name, NAMES[at]).toMatch(/^2026-W47-[\p{L}\p{N}._-]*[\p{L}\p{N}_-]$/u);
    expect(Buffer.byteLength(name), NAMES[at]).toBeLessThanOrEqual(255);
    expect(name.isWellFormed(), NAMES[at]).toBe(true);
  }
  expect(new Set(folders).size).toBe(NAMES.length);
});

it("of the whole report bears the period alone", () => {
  for (const cut of [undefined, ""])
    expect(toReportFolder(WEEK, { outDir: "/reports", cut })).toBe("/reports/2026-W47");
});

it("two cuts that differ in capitals alone have folders that differ in more, and each keeps its own", async () => {
  const outDir = await mkdtemp(join(tmpdir(), "gazette-twins-"));
  const first = toReportFolder(WEEK, { outDir, cut: "DACH" });
  await mkdir(first);
  const second = toReportFolder(WEEK, { outDir, cut: "dach" });
  expect(second).toMatch(/2026-W47-dach-[0-9a-f]{8}$/);
  await mkdir(second);
  expect(toReportFolder(WEEK, { outDir, cut: "DACH" })).toBe(first);
  expect(toReportFolder(WEEK, { outDir, cut: "dach" })).toBe(second);
  await rm(outDir, { recursive: true });
});
