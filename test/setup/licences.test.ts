// What is installed with Gazette may be used with it, and nothing in it is given up by its makers where another way is known.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { listLicences } from "../../src/licences.ts";

/** Given up or without a licence, and once in the tree of exceljs: its overrides in package.json keep them out. */
const KEPT_OUT = ["buffers", "binary", "chainsaw", "fstream", "rimraf", "inflight"];

it("every package of the production tree has a licence that may stand beside MIT", () => {
  const all = listLicences();
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
});

it("packages that were given up or have no licence stay out", () => {
  const names = listLicences().map(({ name }) => name);
  expect(names.filter((name) => KEPT_OUT.includes(name))).toEqual([]);
});

it("a package without a licence, or with one that asks for more, is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gazette-licences-"));
  const file = join(folder, "package-lock.json");
  const packages = {
    "": { license: "MIT" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "1.0.0", license: "GPL-3.0-only" },
    "node_modules/c": { version: "1.0.0", license: "(MIT OR GPL-3.0-or-later)" },
    "node_modules/d": { version: "1.0.0", license: "GPL-3.0-only", dev: true },
    "node_modules/a/node_modules/e": { version: "1.0.0", license: "MIT AND Zlib" },
  };
  await writeFile(file, JSON.stringify({ packages }));
  const told = listLicences(pathToFileURL(file)).map(({ name, isAllowed }) => [name, isAllowed]);
  expect(told).toEqual([
    ["a", false],
    ["b", false],
    ["c", true],
    ["e", true],
  ]);
  await rm(folder, { recursive: true });
});
