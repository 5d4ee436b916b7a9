// docs/reliability.md names a test for each promise and row: no name may outlive its file.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const DOCS = join(import.meta.dirname, "../../docs");
const page = readFileSync(join(DOCS, "reliability.md"), "utf8");

it("names only tests that are there", () => {
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
  expect(links.length).toBeGreaterThan(60);
  expect(links.filter((link) => !existsSync(join(DOCS, link)))).toEqual([]);
});

it.each([
  ["D", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]],
  ["X", [1, 4, 6, 7, 8, 9, 11, 12, 13, 14]],
  ["C", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
  ["Z", [1, 3, 4, 6, 7, 8, 9, 10]],
])("has every row %s once, each with its test", (letter, numbers) => {
  const rows = [...page.matchAll(new RegExp(`^\\| ${letter}(\\d+) \\| .+ \\| (.+) \\|$`, "gm"))];
  expect(rows.map(([, number]) => Number(number))).toEqual(numbers);
  for (const [, , proof = ""] of rows) expect(proof).toMatch(/^\[test\//);
});

it("has all eighteen promises, each once, proved or said not to be", () => {
  const rows = [...page.matchAll(/^\| V(\d+) \| ".+ \| (.+) \|$/gm)];
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
  for (const [, , proof = ""] of rows) expect(proof).toMatch(/^\[test\/|^not yet$/);
});
