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

it("has all eighteen promises, each once, proved or said not to be", () => {
  const rows = [...page.matchAll(/^\| V(\d+) \| ".+ \| (.+) \|$/gm)];
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
  for (const [, , proof = ""] of rows) expect(proof).toMatch(/^\[test\/|^not yet$/);
});
