// Files the configuration names for the report: what is said where one is not there is what comes of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadSettings } from "../../src/config/index.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gazette-named-"));
  mkdirSync(join(cwd, "config"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function listWarnings(yaml: string): readonly string[] {
  writeFileSync(join(cwd, "config/gazette.yaml"), yaml);
  return loadSettings({ cwd, env: { GAZETTE_TOKEN: "EAAGtoken" } }).warnings;
}

it.each([
  ["report.brand.logo", "logo.svg", "report: { brand: { logo: logo.svg } }"],
  ["report.brand.font", "own.woff2", "report: { brand: { font: own.woff2 } }"],
  ["report.notes", "notes.md", "report: { notes: notes.md }"],
])("%s that is not there stands in the way of every report", (key, file, yaml) => {
  const path = join(cwd, "config", file);
  expect(listWarnings(yaml)).toEqual([
    `${key} names ${path}, which does not exist: no report can be made until it does.`,
  ]);
  writeFileSync(path, "");
  expect(listWarnings(yaml)).toEqual([]);
});

it("a font that is shipped is no file", () => {
  expect(listWarnings("report: { brand: { font: Noto Sans } }")).toEqual([]);
});
