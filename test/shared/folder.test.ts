import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "../../src/shared/index.ts";

let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "gazette-folder-"));
});

afterEach(() => rm(place, { recursive: true, force: true }));

describe("makeFolder", () => {
  it("makes what leads to it, and leaves what is there alone", async () => {
    const path = join(place, "a", "b", "c");
    await makeFolder(path);
    await makeFolder(path);
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it("is made by several at once", async () => {
    for (let nth = 0; nth < 50; nth += 1) {
      const path = join(place, String(nth), "b", "c");
      await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
      expect((await stat(path)).isDirectory()).toBe(true);
    }
  });

  it("fails below a file", async () => {
    await writeFile(join(place, "file"), "");
    await expect(makeFolder(join(place, "file", "x"))).rejects.toMatchObject({ code: "ENOTDIR" });
  });

  it.runIf(process.platform === "linux")("ends where the system takes no folders", async () => {
    await expect(makeFolder("/proc/gazette/reports")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
