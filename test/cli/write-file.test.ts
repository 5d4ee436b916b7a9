// What a command was asked to write, and a disk that refuses it.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { UsageError } from "../../src/cli/exit.ts";
import { writeFile } from "../../src/cli/write-file.ts";

const signal = new AbortController().signal;

async function* listSlowly(): AsyncGenerator<string> {
  for (const piece of ["a", "b", "c"]) {
    await delay(5);
    yield piece;
  }
}

it("is whole under its name and alone in its folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gazette-write-"));
  try {
    await writeFile(join(folder, "rows.csv"), listSlowly(), signal);
    expect(await readFile(join(folder, "rows.csv"), "utf8")).toBe("abc");
    expect(await readdir(folder)).toEqual(["rows.csv"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

// A folder that is there and takes no file from anybody, root included.
it.skipIf(process.platform !== "linux")("ends with a sentence when the file breaks between two pieces", async () => {
  const failure = await writeFile("/proc/self/rows.csv", listSlowly(), signal).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UsageError);
  expect(String(failure)).toContain("Could not write /proc/self/rows.csv");
});
