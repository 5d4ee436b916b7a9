// One browser a process: shared by what is printed while it is kept, and gone with the last that keeps it.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findBrowser } from "../../../src/report/render/index.ts";
import { toPaper, toPaperStyle } from "../../../src/report/render/pdf/paper.ts";
import { keepBrowser, toPagesAtOnce } from "../../../src/report/render/pdf/warm-browser.ts";
import { HANG } from "../../support/hang.ts";
import { detailsOf, plainSource, print, processesOf } from "./printing.ts";

const usual = tmpdir();
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(usual, "gazette-warm-"));
  process.env.TMPDIR = folder;
});
afterEach(async () => {
  process.env.TMPDIR = usual;
  await rm(folder, { recursive: true, force: true });
});

/** The browser there is, noting each start. */
async function countedBrowser(): Promise<string> {
  const path = join(folder, "browser");
  await writeFile(path, `#!/bin/sh\necho start >> ${folder}/starts\nexec ${await findBrowser()} "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

describe.runIf(process.platform === "linux")("a browser that is kept", () => {
  const printOne = (executablePath: string): Promise<Uint8Array> =>
    print(plainSource(2), {
      executablePath,
      sectionsAPart: 1,
      signal: new AbortController().signal,
      details: detailsOf("x"),
    });
  const starts = async (): Promise<number> =>
    (await readFile(join(folder, "starts"), "utf8")).trim().split("\n").length;

  it("prints all there is, and leaves nothing when the last lets it go", async () => {
    const executablePath = await countedBrowser();
    const [one, other] = [keepBrowser(), keepBrowser()];
    await printOne(executablePath);
    await one[Symbol.asyncDispose]();
    await Promise.all([printOne(executablePath), printOne(executablePath)]);
    expect(await starts()).toBe(1);
    expect(processesOf(folder)).not.toEqual([]);
    await other[Symbol.asyncDispose]();
    await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), HANG);
    expect((await readdir(folder)).sort()).toEqual(["browser", "starts"]);
  });

  it("is started anew where nobody keeps it", async () => {
    const executablePath = await countedBrowser();
    await printOne(executablePath);
    await printOne(executablePath);
    expect(await starts()).toBe(2);
  });
});

describe("pages at once", () => {
  it.each([
    [{ cores: 2, freeBytes: 20e9 }, 2],
    [{ cores: 64, freeBytes: 200e9 }, 8],
    [{ cores: 8, freeBytes: 2e9 }, 2],
    [{ cores: 8, freeBytes: 1e8 }, 1],
  ])("are bound by cores and memory: %j", (machine, pages) => {
    expect(toPagesAtOnce(machine)).toBe(pages);
  });
});

describe("a page for paper", () => {
  it("loses what a pointer, a keyboard or a script needs, and keeps what is read", () => {
    const page = `<div role="group" aria-labelledby="a-title" tabindex="0"><td class="end" data-value="3"><span class="figure" title="How">3</span></td><a href="#b" rel="noreferrer">title="x" is said</a><img alt="a title" src="data:,"></div>`;
    expect(toPaper(page)).toBe(
      `<div><td class="end">3</td><a href="#b">title="x" is said</a><img alt="a title" src="data:,"></div>`,
    );
  });

  it("has each chart as one figure with its alternative", () => {
    const chart = `<svg viewBox="0 0 1 1" role="img" aria-labelledby="c-t c-d"><title id="c-t">Reach</title><desc id="c-d">It rose.</desc><text>0</text></svg>`;
    expect(toPaper(chart)).toBe(
      `<svg viewBox="0 0 1 1" role="img" aria-label="Reach It rose."><g aria-hidden="true"><text>0</text></g></svg>`,
    );
  });

  it("shows nothing on a screen", () => {
    expect(toPaperStyle("p{color:red}")).toBe("p{color:red}\n@media screen{body{display:none}}");
  });
});
