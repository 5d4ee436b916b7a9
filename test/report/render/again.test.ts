// The same model gives the same report next year, on another machine, under another zone and language (V7).
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { collectModel } from "../../support/collect-model.ts";
import { sampleModel } from "./sample-model.ts";

interface Rendered {
  readonly failures: readonly string[];
  readonly zone: string;
  readonly year: number;
  readonly html: string;
  readonly pdf: string;
  readonly cells: string;
  readonly sizes: readonly number[];
}

const YEAR_MS = 366 * 86_400_000;
let folder = "";
let sealed = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-again-"));
  sealed = join(folder, "model.json");
  const collected = await collectModel();
  // With the sample's awkward words behind it: nine scripts, emoji, code in captions.
  const awkward = sampleModel()
    .sections.slice(0, 4)
    .map((section) => ({ ...section, id: `sample-${section.id}` }));
  await writeFile(sealed, JSON.stringify({ ...collected, sections: [...collected.sections, ...awkward] }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function renderUnder(env: Readonly<Record<string, string>>, path: string, laterMs: number): Promise<Rendered> {
  const child = fork(join(import.meta.dirname, "render-process.ts"), [path, String(laterMs)], {
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const [rendered] = (await once(child, "message")) as [Rendered];
  return rendered;
}

it("gives a sealed report's page, cells and words in the PDF under any zone, language and clock", async () => {
  const arabic = { TZ: "Pacific/Auckland", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8", LANGUAGE: "ar" };
  const [here, there] = await Promise.all([
    renderUnder({ TZ: "UTC", LANG: "C", LC_ALL: "C", LANGUAGE: "en" }, sealed, 0),
    renderUnder(arabic, sealed, YEAR_MS),
  ]);
  expect([here.zone, there.zone]).toEqual(["UTC", "Pacific/Auckland"]);
  expect(there.year).toBe(here.year + 1);
  expect(here.failures).toEqual([]);
  expect(Math.min(...here.sizes)).toBeGreaterThan(5_000);
  const toFacts = ({ failures, html, pdf, cells, sizes }: Rendered) => ({ failures, html, pdf, cells, sizes });
  expect(toFacts(there)).toEqual(toFacts(here));
});
