import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { isGroupAlive } from "../../../src/report/render/pdf/browser-profile.ts";

const MODULE = resolve(import.meta.dirname, "../../../src/report/render/pdf/browser-profile.ts");

it.runIf(process.platform === "linux")(
  "a process that exits at once leaves neither its profile nor who lives in it",
  async () => {
    const script = `
    import { spawn } from "node:child_process";
    import { writeFileSync } from "node:fs";
    import { join } from "node:path";
    import { openProfile } from ${JSON.stringify(MODULE)};
    const folder = await openProfile();
    writeFileSync(join(folder, "Preferences"), "{}");
    const child = spawn("sleep", ["300"], { argv0: "sleep " + folder, detached: true, stdio: "ignore" });
    child.unref();
    await new Promise((done) => child.on("spawn", done));
    process.stdout.write(folder + " " + child.pid, () => process.exit(130));`;
    const words = ["--input-type=module-typescript", "--no-warnings", "-e", script];
    const { stdout, status } = spawnSync(process.execPath, words, { encoding: "utf8" });
    const [folder = "", pid = ""] = stdout.split(" ");
    expect(status).toBe(130);
    expect(folder).toContain("gazette-browser-");
    expect(existsSync(folder)).toBe(false);
    // Killed, and gone or waiting to be reaped.
    await expect.poll(() => isGroupAlive(Number(pid))).toBe(false);
  },
);
