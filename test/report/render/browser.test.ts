import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findBrowser } from "../../../src/report/render/index.ts";
import { toPdf } from "../../../src/report/render/pdf.ts";

const usual = tmpdir();
let folder = "";
beforeEach(async () => {
  // A temporary folder of our own, so that no other test's browser is counted here.
  process.env.TMPDIR = usual;
  folder = await mkdtemp(join(tmpdir(), "gazette-fake-"));
  process.env.TMPDIR = folder;
});
afterEach(async () => {
  process.env.TMPDIR = usual;
  await rm(folder, { recursive: true, force: true });
});

const signal = (): AbortSignal => new AbortController().signal;
const profiles = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith("gazette-browser-"));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A program that stands where a browser should. */
async function fakeBrowser(script: string): Promise<string> {
  const path = join(folder, "browser");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe("a browser that does not work", () => {
  it("names the system library that is missing", async () => {
    const executablePath = await fakeBrowser(
      'echo "chrome: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127',
    );
    await expect(toPdf("<p>x</p>", { executablePath, signal: signal() })).rejects.toMatchObject({
      code: "RENDER_NO_BROWSER",
      message: expect.stringContaining("libnss3.so"),
    });
    expect(await profiles()).toEqual([]);
  });

  it("is ended at the deadline and leaves nothing running", async () => {
    const executablePath = await fakeBrowser(`echo $$ > ${join(folder, "pid")}; exec sleep 60`);
    const failure = toPdf("<p>x</p>", { executablePath, signal: signal(), deadlineMs: 700 });
    await expect(failure).rejects.toMatchObject({ code: "RENDER_TIMED_OUT" });
    const pid = Number(await readFile(join(folder, "pid"), "utf8"));
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 2_000);
    expect(await profiles()).toEqual([]);
  });

  it("that was named and is not there is not replaced by another", async () => {
    await expect(findBrowser({ executablePath: join(folder, "none") })).rejects.toMatchObject({
      code: "RENDER_NO_BROWSER",
    });
  });
});

describe("a page that wants out", () => {
  it("reaches no network and runs no script", async () => {
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.url ?? "");
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const out = `http://127.0.0.1:${port}`;
      const page = `<img src="${out}/img"><link rel=stylesheet href="${out}/css"><iframe src="${out}/frame"></iframe><script>fetch("${out}/js")</script>`;
      const pdf = await toPdf(page, { signal: signal() });
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
      expect(asked).toEqual([]);
      expect(await profiles()).toEqual([]);
    } finally {
      server.close();
    }
  });
});
