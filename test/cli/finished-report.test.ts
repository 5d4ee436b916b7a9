import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findFinishedReport } from "../../src/cli/run/finished-report.ts";

it.each([
  ["report.html", true],
  ["report (1).de.html", true],
  ["../report.html", false],
  ["..", false],
  ["a\\report.html", false],
])("a slip that names %j leads nowhere else", async (name, isFound) => {
  const place = await mkdtemp(join(tmpdir(), "gazette-slip-"));
  onTestFinished(() => rm(place, { recursive: true }));
  const folder = join(place, "2026-W47");
  await mkdir(folder);
  for (const path of [join(folder, "report.html"), join(folder, "report (1).de.html"), join(place, "report.html")])
    await writeFile(path, "a page");
  const slip = { schema: 1, key: "k", files: [{ name, mediaType: "text/html", bytes: name === ".." ? 4096 : 6 }] };
  await writeFile(join(folder, ".gazette-run.json"), JSON.stringify(slip));
  const signal = new AbortController().signal;
  expect((await findFinishedReport({ folder, key: "k", signal })) !== undefined).toBe(isFound);
  expect(await findFinishedReport({ folder, key: "another", signal })).toBeUndefined();
});
