// Browsers that are missing, hang, die or are left behind. Nothing of them may remain (RELIABILITY C1–C9, C15; V16).
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findBrowser } from "../../../src/report/render/index.ts";
import { toMemoryFlags } from "../../../src/report/render/pdf/browser.ts";
import type { PrintOptions } from "../../../src/report/render/pdf/pdf.ts";
import type { PrintSource } from "../../../src/report/render/pdf/print-source.ts";
import { HANG } from "../../support/hang.ts";
import { readPdfWords } from "./pdf-words.ts";
import { detailsOf, plainSource, print as printWhole, processesOf } from "./printing.ts";

const usual = tmpdir();
const isLinux = process.platform === "linux";
let folder = "";
beforeEach(async () => {
  // A temporary folder of our own, so that no other test's browser is counted here.
  process.env.TMPDIR = usual;
  folder = await mkdtemp(join(tmpdir(), "gazette-fake-"));
  process.env.TMPDIR = folder;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  process.env.TMPDIR = usual;
  // Children of a browser that was killed go by themselves when they notice.
  if (isLinux) await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), HANG);
  expect(await profiles()).toEqual([]);
  const own = ["browser", "flags", "shm", "starts"];
  expect((await readdir(folder)).filter((name) => !own.includes(name))).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const profiles = async (): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith("gazette-browser-"));

function print(source: PrintSource, more: Partial<PrintOptions> = {}): Promise<Uint8Array> {
  return printWhole(source, { signal: new AbortController().signal, details: detailsOf("x"), ...more });
}

/** A program that stands where a browser should; it notes each start. */
async function fakeBrowser(script: string): Promise<string> {
  const path = join(folder, "browser");
  await writeFile(path, `#!/bin/sh\necho start >> ${join(folder, "starts")}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const starts = async (): Promise<number> => (await readFile(join(folder, "starts"), "utf8")).trim().split("\n").length;

/** A page that takes a while to lay out. */
const HEAVY = Array.from({ length: 20_000 }, (_, at) => `<p>${at}</p>`).join("");
/** What a process that lays it out has used of a core by then, and no other of the browser's: hundredths of a second. */
const BUSY = 30;

/** Ends the browser, by its first process, as soon as one of its pages is at work. */
async function killBusyBrowser(isOver = (): boolean => false): Promise<void> {
  await vi.waitFor(() => expect(isOver() || processesOf(folder).some(isBusyPage)).toBe(true), HANG);
  const [pid] = processesOf(folder);
  if (!isOver() && pid !== undefined) process.kill(pid, "SIGKILL");
}

function isBusyPage(pid: number): boolean {
  try {
    const about = readFileSync(`/proc/${pid}/stat`, "utf8");
    const used = Number(about.slice(about.lastIndexOf(")") + 2).split(" ")[11]);
    return used > BUSY && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer");
  } catch {
    return false;
  }
}

describe("a browser that does not start", () => {
  it("for want of a system library names it", async () => {
    const executablePath = await fakeBrowser(
      'echo "chrome: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127',
    );
    await expect(print(plainSource(1), { executablePath })).rejects.toMatchObject({
      code: "RENDER_NO_BROWSER",
      message: expect.stringContaining("libnss3.so"),
      hint: expect.stringContaining("apt-get install"),
    });
  });

  it.each([
    ["No usable sandbox! If you are running on Ubuntu 23.10+", "does not let it make user namespaces"],
    ["Running as root without --no-sandbox is not supported.", "does not start its sandbox for root"],
  ])("for want of a sandbox tells which: %s", async (words, sentence) => {
    const executablePath = await fakeBrowser(`echo "${words}" >&2; exit 1`);
    await expect(print(plainSource(1), { executablePath })).rejects.toMatchObject({
      code: "RENDER_NO_BROWSER",
      message: expect.stringContaining(sentence),
      hint: expect.stringContaining("GAZETTE_BROWSER_SANDBOX=off"),
    });
  });

  it("that was named and is not there is not replaced by another", async () => {
    const executablePath = join(folder, "none");
    await expect(findBrowser({ executablePath })).rejects.toMatchObject({ code: "RENDER_NO_BROWSER" });
  });

  it("is started once more when it hangs, and ended at the deadline", async () => {
    const executablePath = await fakeBrowser(`exec sleep 60`);
    await expect(print(plainSource(1), { executablePath, deadlineMs: 500 })).rejects.toMatchObject({
      code: "RENDER_TIMED_OUT",
    });
    expect(await starts()).toBe(2);
  });
});

describe("a browser's memory", () => {
  const FLAG = "--disable-dev-shm-usage";

  it("is on disk where there is no shared memory, or too little", async ({ skip }) => {
    expect(await toMemoryFlags(join(folder, "none"))).toEqual([FLAG]);
    expect(await toMemoryFlags("/")).toEqual([]);
    // As containers have it; only root may make one.
    const small = join(folder, "shm");
    await mkdir(small);
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", small]);
    if (status !== 0) return skip("no right to mount a small tmpfs: only what has none or much was looked at");
    try {
      expect(await toMemoryFlags(small)).toEqual([FLAG]);
    } finally {
      spawnSync("umount", [small]);
    }
  });

  it.runIf(isLinux)("is chosen by what /dev/shm has", async () => {
    const executablePath = await fakeBrowser(`echo "$@" > ${join(folder, "flags")}; exit 1`);
    await expect(print(plainSource(1), { executablePath })).rejects.toMatchObject({ code: "RENDER_NO_BROWSER" });
    const flags = (await readFile(join(folder, "flags"), "utf8")).split(" ");
    expect(flags.filter((flag) => flag === FLAG)).toEqual(await toMemoryFlags("/dev/shm"));
  });
});

describe("a long print", () => {
  it("may take longer than the start of the browser may", async () => {
    const begun = performance.now();
    await print(plainSource(1));
    // However slow this machine is now: what a start needs, and each part a third of it.
    const deadlineMs = 1_500 + 3 * (performance.now() - begun);
    const asked: number[] = [];
    const source = plainSource(4, undefined, { asked: (from) => asked.push(from) });
    const slow: PrintSource = {
      ...source,
      part: async (from, most) => {
        await new Promise((resolve) => setTimeout(resolve, 0.3 * deadlineMs));
        return source.part(from, most);
      },
    };
    await print(slow, { sectionsAPart: 1, deadlineMs });
    expect(asked).toEqual([0, 1, 2, 3]);
  });
});

describe.runIf(isLinux)("a browser that dies while it prints", () => {
  it("is replaced, and the parts in it are printed once more, smaller; what is whole is kept", async () => {
    const asked: string[] = [];
    let kill: Promise<void> | undefined;
    const source = plainSource(8, (section) => (section === 0 && kill === undefined ? HEAVY : `Page ${section}.`), {
      asked: (from, to) => {
        asked.push(`${from}-${to}`);
        // The first part is with the browser when the second is asked for.
        if (from === 4) kill ??= killBusyBrowser();
      },
    });
    const pdf = await print(source, { sectionsAPart: 4 });
    await kill;
    expect(asked.slice(0, 2)).toEqual(["0-4", "4-8"]);
    expect(asked).toEqual(expect.arrayContaining(["0-1", "1-2", "2-3", "3-4"]));
    const [words] = [(await readPdfWords(pdf)).join(" ").matchAll(/Page (\d)\./g)];
    expect([...words].map(([, section]) => section)).toEqual([..."01234567"]);
  });

  it("twice makes one clear error", async () => {
    let isOver = false;
    const printed = print(
      plainSource(1, () => HEAVY),
      {},
    ).finally(() => {
      isOver = true;
    });
    printed.catch(() => undefined);
    while (!isOver) {
      const [dying] = processesOf(folder);
      await killBusyBrowser(() => isOver);
      await vi.waitFor(() => expect(processesOf(folder)).not.toContain(dying), HANG);
    }
    await expect(printed).rejects.toMatchObject({
      code: "RENDER_FAILED",
      message: expect.stringContaining("broke off while printing"),
    });
  });

  it("on an abort ends at once with the reason of the abort", async () => {
    const stop = new AbortController();
    const source = plainSource(8, undefined, {
      asked: (from) => (from > 0 ? stop.abort(new Error("stopped")) : undefined),
    });
    await expect(print(source, { sectionsAPart: 4, signal: stop.signal })).rejects.toThrow("stopped");
  });
});

describe.runIf(isLinux)("what a killed process left", () => {
  it("is gone after the next print, and does not print on alone", async () => {
    const child = fork(join(import.meta.dirname, "print-process.ts"), {
      env: { ...process.env, TMPDIR: folder, NODE_OPTIONS: "" },
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    await vi.waitFor(() => expect(processesOf(folder).some(isBusyPage)).toBe(true), HANG);
    expect(await profiles()).toHaveLength(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    await print(plainSource(1));
    await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), HANG);
  });

  it("is found by its profile, though it would never end by itself", async () => {
    const child = fork(join(import.meta.dirname, "print-process.ts"), {
      env: {
        ...process.env,
        TMPDIR: folder,
        NODE_OPTIONS: "",
        GAZETTE_BROWSER: await fakeBrowser(`exec sh -c 'sleep 600; :' sh "$@"`),
      },
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    await vi.waitFor(async () => expect(processesOf(`${folder}/gazette-browser-`)).not.toEqual([]), HANG);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(processesOf(`${folder}/gazette-browser-`)).not.toEqual([]);
    await print(plainSource(1));
    expect(processesOf(`${folder}/gazette-browser-`)).toEqual([]);
  });

  it("is left alone when it is of another machine or its owner lives", async () => {
    const foreign = "gazette-browser-00000000-1-1-abcdef";
    await mkdir(join(folder, foreign));
    const made = await Promise.all(Array.from({ length: 4 }, () => print(plainSource(1))));
    expect(made.map((pdf) => Buffer.from(pdf.subarray(0, 5)).toString())).toEqual(Array(4).fill("%PDF-"));
    expect(await profiles()).toEqual([foreign]);
    await rm(join(folder, foreign), { recursive: true });
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
      const page = `text <link rel=stylesheet href="${out}/css"><iframe src="${out}/frame"></iframe><script>fetch("${out}/js")</script>`;
      await print(plainSource(1, () => page));
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });
});

describe("a print that is not what it should be", () => {
  const picture = `<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==">`;

  it.each([
    ["a blank page", plainSource(2, (section) => (section === 0 ? "text" : "")), "1 of 2 pages are blank"],
    ["a lost picture", plainSource(1, () => `text ${picture}`, { pictures: 2 }), "1 of 2 pictures are missing"],
    [
      "fewer pages than sections",
      { ...plainSource(1), part: async () => ({ html: "<p>one</p>", to: 1, titles: [], pagesLeast: 3, pictures: 0 }) },
      "1 pages came out where 3 were expected",
    ],
    ["a picture that is none", plainSource(1, () => `text <img src="data:image/jpeg;base64,AAAA">`), "broke off"],
  ])("with %s goes to nobody", async (_fault, source, sentence) => {
    await expect(print(source)).rejects.toMatchObject({
      code: "RENDER_FAILED",
      message: expect.stringContaining(sentence),
    });
  });
});
