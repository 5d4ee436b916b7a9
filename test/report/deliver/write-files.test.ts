import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFiles } from "../../../src/report/deliver/index.ts";
import { toSafeName } from "../../../src/report/deliver/write-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-deliver-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (name: string, text: string) => ({ name, mediaType: "text/plain", bytes: new TextEncoder().encode(text) });

describe("files in a folder", () => {
  it("are whole under their final names, and nothing else is there", async () => {
    const written = await writeFiles([file("report.html", "one"), file("report.pdf", "two")], join(folder, "a", "b"));
    expect(written.map(({ path, bytes }) => [path, bytes])).toEqual([
      [join(folder, "a", "b", "report.html"), 3],
      [join(folder, "a", "b", "report.pdf"), 3],
    ]);
    expect((await readdir(join(folder, "a", "b"))).sort()).toEqual(["report.html", "report.pdf"]);
  });

  it("written by many at once are one of them, whole", async () => {
    const texts = Array.from({ length: 12 }, (_, at) => String(at).repeat(200_000));
    await Promise.all(texts.map((text) => writeFiles([file("report.html", text)], folder)));
    expect(texts).toContain(await readFile(join(folder, "report.html"), "utf8"));
    expect(await readdir(folder)).toEqual(["report.html"]);
  });

  it("replace their own older ones", async () => {
    await writeFiles([file("r.html", "old")], folder);
    await writeFiles([file("r.html", "new")], folder);
    expect(await readFile(join(folder, "r.html"), "utf8")).toBe("new");
  });

  it("that cannot be written say where and why, and leave nothing half-written", async () => {
    await writeFile(join(folder, "taken"), "a file");
    const failure = writeFiles([file("report.html", "x")], join(folder, "taken", "sub"));
    await expect(failure).rejects.toMatchObject({
      code: "DELIVER_UNWRITABLE",
      message: expect.stringMatching(/taken.*a part of that path is a file/),
      hint: expect.stringContaining("report.outDir"),
    });
    await writeFiles([], join(folder, "d", "report.html", "x"));
    await expect(writeFiles([file("report.html", "x")], join(folder, "d"))).rejects.toMatchObject({
      code: "DELIVER_UNWRITABLE",
    });
    expect(await readdir(join(folder, "d"))).toEqual(["report.html"]);
  });
});

describe("names", () => {
  it.each([
    ["../../etc/passwd", "etc_passwd"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["a\u0000b\u202Ec.pdf", "a_b_c.pdf"],
    ["trailing. ", "trailing"],
    [`${"x".repeat(300)}.html`, `${"x".repeat(115)}.html`],
    ["Café – Süd.html", "Café – Süd.html"],
  ])("%j becomes %j", (name, safe) => {
    expect(toSafeName(name)).toBe(safe);
  });

  it("of nothing get a name of their own", () => {
    expect(toSafeName("...")).toMatch(/^file-[0-9a-f]{12}$/);
  });
});
