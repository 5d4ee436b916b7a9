// RELIABILITY F4, F5, F7, F11 for real: a volume of a few megabytes, a machine without room for temporary files.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { startJourney } from "../support/journey.ts";

const run = promisify(execFile);
const world = { accounts: 4, seed: 7 };

/** A volume of its own; undefined where this user may not mount one. */
async function mountVolume(kilobytes: number): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-volume-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "none", folder]);
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
  onTestFinished(async () => {
    await run("umount", [folder]);
    await rm(folder, { recursive: true });
  });
  return folder;
}

const probe = process.platform === "linux" && process.getuid?.() === 0 ? await canMount() : false;

async function canMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-probe-"));
  const isThere = await run("mount", ["-t", "tmpfs", "-o", "size=64k", "none", folder]).then(
    () => true,
    () => false,
  );
  if (isThere) await run("umount", [folder]);
  await rm(folder, { recursive: true });
  return isThere;
}

describe.skipIf(!probe)(`on a full disk (${probe ? "a volume of its own" : "this user may not mount one"})`, () => {
  it("a collection ends with one sentence, also the second time, and goes on once there is room", async () => {
    const volume = await mountVolume(1_024);
    await using journey = await startJourney(world);
    const configure = (): Promise<void> =>
      writeFile(
        join(journey.folder, "small.yaml"),
        `graph: { url: ${journey.sandbox.url} }\nstore: { url: 'sqlite:${volume}/gazette.db' }\nreport: { formats: [html] }\n`,
      );
    await configure();
    for (const time of ["first", "second"]) {
      const full = await journey.gazette(["--config", "small.yaml", "collect", "--json"]);
      expect(full.code, `${time}: ${full.stderr}`).toBe(1);
      expect(full.json()).toMatchObject({ error: { code: "STORE_FULL" } });
      expect(full.stderr).not.toMatch(/\n\s+at /);
    }
    await run("mount", ["-o", "remount,size=65536k", volume ?? ""]);
    const ended = await journey.gazette(["--config", "small.yaml", "collect", "--json"]);
    expect([0, 3], ended.stderr).toContain(ended.code);
    // What was answered before the disk was full is not asked again once it was kept.
    await using store = await openStore({ url: `sqlite:${volume}/gazette.db` });
    expect(await store.read.accounts()).toHaveLength(4);
  });

  it("a report that does not fit says so, leaves no half of it, and the dataset is whole", async () => {
    const volume = await mountVolume(256);
    await using journey = await startJourney(world, "report: { formats: [html] }");
    await journey.gazette(["collect"]);
    const full = await journey.gazette(["report", "--out", volume ?? "", "--json"]);
    expect(full.code, full.stderr).toBe(1);
    expect(full.json()).toMatchObject({ error: { code: "DELIVER_UNWRITABLE" } });
    expect(full.stderr).toMatch(/the disk is full/);
    const left = await readdir(volume ?? "", { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
  });

  it("a tiny temporary folder elsewhere is no matter to store and reports", async () => {
    const tiny = await mountVolume(16);
    await using journey = await startJourney(world, "report: { formats: [html, xlsx] }");
    const ended = await journey.gazette(["run", "--json"], { env: { TMPDIR: tiny ?? "" } });
    expect([0, 3], ended.stderr).toContain(ended.code);
    expect(ended.json<{ files: readonly unknown[] }>().files).toHaveLength(2);
    expect(await readdir(tiny ?? "")).toEqual([]);
  });
});

describe("two runs into one folder", () => {
  it("write whole files, and nothing else stays there", async () => {
    await using journey = await startJourney({ ...world, accounts: 2 }, "report: { formats: [html, xlsx] }");
    await journey.gazette(["collect"]);
    await mkdir(join(journey.folder, "reports"), { recursive: true });
    const both = await Promise.all([journey.gazette(["report"]), journey.gazette(["report"])]);
    expect(both.map(({ code, stderr }) => [code, stderr.includes("Could not")])).toEqual([
      [0, false],
      [0, false],
    ]);
    const [folder] = await readdir(join(journey.folder, "reports"));
    expect((await readdir(join(journey.folder, "reports", folder ?? ""))).sort()).toEqual([
      "report.html",
      "report.xlsx",
    ]);
  });
});
