import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PROCESS_MARK, takeAside, writeAside } from "../../src/shared/index.ts";
import { openStore } from "../../src/store/index.ts";

let place: string;
const umask = process.umask(0o022);

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "gazette-aside-"));
});

afterEach(async () => {
  process.umask(umask);
  await rm(place, { recursive: true, force: true });
});

const write = (folder: string, isPrivate?: boolean) =>
  writeAside(folder, async (target) => void target.end("whole"), isPrivate);
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe("what killed processes have left in a folder", () => {
  it.runIf(process.platform === "linux")(
    "is swept by the next that writes there; what a living one writes stays",
    async () => {
      const module = resolve(import.meta.dirname, "../../src/shared/write-aside.ts");
      const script = `import { writeAside } from ${JSON.stringify(module)};
      await writeAside(${JSON.stringify(place)}, async (t) => { t.write("half"); await new Promise((r) => setTimeout(r, 50)); process.kill(process.pid, "SIGKILL"); });`;
      spawnSync(process.execPath, ["--input-type=module-typescript", "--no-warnings", "-e", script]);
      const [left = ""] = await readdir(place);
      expect(left).toMatch(/\.part$/);
      const living = `.gazette-${PROCESS_MARK}-abc.part`;
      const strange = ".gazette-00000000-1-1-abc.part";
      const old = ".gazette-00000000-1-1-def.part";
      for (const name of [living, strange, old, "report.part", ".other.part"]) {
        await writeFile(join(place, name), "");
        // Files bear the machine's time, which this process may not tell.
        await utimes(join(place, name), new Date(), name === old ? 0 : new Date());
      }
      await takeAside((await write(place)).path, join(place, "report.html"));
      expect((await readdir(place)).sort()).toEqual(
        [living, strange, ".other.part", "report.html", "report.part"].sort(),
      );
    },
  );
});

describe.skipIf(process.platform === "win32")("who may read", () => {
  it("a private file and the folder made for it is this user alone; others are as the umask says", async () => {
    const folder = join(place, "mails", "2026");
    const { path } = await write(folder, true);
    expect([await modeOf(path), await modeOf(folder), await modeOf(join(place, "mails"))]).toEqual([
      "600",
      "700",
      "700",
    ]);
    const open = await write(join(place, "reports"));
    expect([await modeOf(open.path), await modeOf(join(place, "reports"))]).toEqual(["644", "755"]);
  });

  it("a store, its log and its folder is this user alone", async () => {
    const file = join(place, "data", "gazette.db");
    await using store = await openStore({ url: `sqlite:${file}` });
    await store.keepDiscovery([], []);
    const modes = await Promise.all(["", "-wal", "-shm"].map((ending) => modeOf(`${file}${ending}`)));
    expect([...modes, await modeOf(join(place, "data"))]).toEqual(["600", "600", "600", "700"]);
  });
});
