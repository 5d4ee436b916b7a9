// What a start loads: what is not needed for help or for a look at the store costs every command.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startGazette } from "./start-gazette.ts";

const HOOK = `import { registerHooks } from "node:module";
import { writeSync } from "node:fs";
registerHooks({ load(url, context, next) { writeSync(2, "loaded " + url + "\\n"); return next(url, context); } });`;

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gazette-start-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

interface Loaded {
  readonly exitCode: number | null;
  readonly packages: readonly string[];
  readonly rooms: readonly string[];
  readonly urls: readonly string[];
}

async function load(words: readonly string[]): Promise<Loaded> {
  const env = {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(HOOK)}`,
    GAZETTE_TOKEN: "EAAtest0000000000000000",
  };
  const { exitCode, stderr } = await startGazette(words, { cwd, env }).ended;
  const urls = [...stderr.matchAll(/^loaded (\S+)$/gm)].map(([, url = ""]) => url);
  const list = (pattern: RegExp) => [...new Set(urls.flatMap((url) => pattern.exec(url)?.[1] ?? []))].toSorted();
  return { exitCode, urls, packages: list(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/), rooms: list(/\/src\/([^/]+)\//) };
}

describe("a start", () => {
  it.each([[["--help"]], [["status", "--help"]], [["--version"]]])(
    "with %j loads the table of commands",
    async (words) => {
      const { exitCode, packages, rooms } = await load(words);
      expect({ exitCode, packages, rooms }).toEqual({ exitCode: 0, packages: ["commander"], rooms: ["cli", "shared"] });
    },
  );

  it("with status loads what reads configuration and store", async () => {
    const { exitCode, packages, rooms, urls } = await load(["status"]);
    expect(exitCode).toBe(0);
    expect(rooms).toEqual(["cli", "config", "dataset", "report", "schedule", "shared", "store"]);
    for (const heavy of ["undici", "sharp", "exceljs", "echarts", "puppeteer", "prom-client", "pg", "hyparquet-writer"])
      expect(packages).not.toContain(heavy);
    // Of the report's room the definitions of key figures, which the configuration names.
    expect(urls.filter((url) => /\/src\/report\/(?!kpis|figures|words)/.test(url))).toEqual([]);
    expect(urls).not.toContain("node:http");
  });
});
