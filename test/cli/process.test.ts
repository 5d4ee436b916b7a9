// The command line as a process: what a person types, what they see, what a script gets.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { type GazetteResult, startGazette } from "./start-gazette.ts";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gazette-cli-"));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function gazette(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<GazetteResult> {
  return startGazette(words, { cwd, env }).ended;
}

describe("help", () => {
  it("lists every command on stdout", async () => {
    const { exitCode, stdout, stderr } = await gazette(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const listed = [...(stdout.split("Commands:")[1] ?? "").matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    const first = COMMANDS.map(({ name }) => name.split(" ")[0]);
    expect(new Set(listed)).toEqual(new Set([...first, "help", "gazette"]));
  });

  it("lists the members of a family, and tells what is meant where none is named", async () => {
    const asked = await gazette(["comments", "--help"]);
    expect([asked.exitCode, asked.stderr]).toEqual([0, ""]);
    const members = COMMANDS.flatMap(({ name }) => (name.startsWith("comments ") ? [name.slice(9)] : []));
    expect(members.length).toBe(13);
    for (const name of members) expect(asked.stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    const bare = await gazette(["comments"]);
    expect([bare.exitCode, bare.stdout]).toEqual([2, ""]);
    expect(bare.stderr).toContain("Commands:");
  });

  it("shows a command's flags, those of every command, and examples", async () => {
    const { exitCode, stdout } = await gazette(["collect", "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("--no-wait");
    expect(stdout).toContain("--config <file>");
    expect(stdout).toMatch(/Examples:\n {2}gazette collect/);
  });

  it("is on stderr with exit code 2 when nothing was typed", async () => {
    const { exitCode, stdout, stderr } = await gazette([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("Commands:");
  });

  it("prints the version", async () => {
    expect(await gazette(["--version"])).toEqual({ exitCode: 0, stdout: "0.1.0\n", stderr: "" });
  });
});

describe("words it does not know", () => {
  it.each([
    [["colect"], "Unknown command 'colect'. [USAGE_UNKNOWN]\nDid you mean collect?\n"],
    [["comments", "lst"], "Unknown command 'lst'. [USAGE_UNKNOWN]\nDid you mean list?\n"],
    [["accounts", "--jsno"], "Unknown option '--jsno'. [USAGE_UNKNOWN]\nDid you mean --json?\n"],
    [["export"], "Missing required argument 'TABLE'. [USAGE_INVALID]\nRun `gazette --help` to see what there is.\n"],
    [
      ["report", "--format", "doc"],
      '--format does not know "doc". [USAGE_INVALID]\nUse html, pdf, xlsx or several with commas.\n',
    ],
    [["sandbox", "--port", "x"], '--port must be a whole number from 0 to 65535, not "x". [USAGE_INVALID]\n'],
  ])("%j is refused in a sentence", async (words, stderr) => {
    expect(await gazette(words)).toEqual({ exitCode: 2, stdout: "", stderr });
  });

  it("are told as one JSON document with --json", async () => {
    const { exitCode, stdout } = await gazette(["colect", "--json"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      outcome: "failed",
      error: { code: "USAGE_UNKNOWN", message: "Unknown command 'colect'.", hint: "Did you mean collect?" },
    });
  });
});

describe("init", () => {
  it("writes a configuration that works once the token is there", async () => {
    const first = await gazette(["init"]);
    expect(first).toMatchObject({ exitCode: 0, stdout: "Wrote config/gazette.yaml.\n" });
    expect(first.stderr).toContain("export GAZETTE_TOKEN");
    const { stderr } = await gazette(["accounts"]);
    expect(stderr).toContain(
      "connections[0].token needs the environment variable GAZETTE_TOKEN, which is not set (line ",
    );
  });

  it("puts this machine's time zone in", async () => {
    await gazette(["init"], { TZ: "America/Sao_Paulo" });
    expect(readFileSync(join(cwd, "config/gazette.yaml"), "utf8")).toMatch(
      /^ {2}timeZone: America\/Sao_Paulo +# decides/m,
    );
  });

  it("replaces a file only with --force", async () => {
    mkdirSync(join(cwd, "config"));
    writeFileSync(join(cwd, "config/gazette.yaml"), "mine\n");
    const { exitCode, stdout, stderr } = await gazette(["init", "--json"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Could not write config/gazette.yaml: it is there already.");
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "failed", error: { code: "USAGE_INVALID" } });
    expect(readFileSync(join(cwd, "config/gazette.yaml"), "utf8")).toBe("mine\n");
    expect((await gazette(["--config", "config/gazette.yaml", "init", "--force"])).exitCode).toBe(0);
    expect(readFileSync(join(cwd, "config/gazette.yaml"), "utf8")).toContain("connections:");
  });
});

describe("a configuration that cannot be used", () => {
  it("is told with line and remedy, without a stack", async () => {
    writeFileSync(join(cwd, "broken.yaml"), "report:\n\ttitle: x\n");
    const { exitCode, stdout, stderr } = await gazette(["accounts", "--config", "broken.yaml"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toBe(
      "Could not use broken.yaml: it cannot be read as YAML at column 1: a tab is used to indent; use spaces (line 2). [CONFIG_UNREADABLE]\n" +
        "Mend that line, or write a fresh file with `gazette init`.\n",
    );
  });

  it("with neither file nor token sends the reader to init", async () => {
    const { exitCode, stdout, stderr } = await gazette(["--json", "accounts"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "failed", error: { code: "CONFIG_SECRET_MISSING" } });
    expect(stderr).toContain("gazette init");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("sandbox", () => {
  it("prints one document with --json, serves, and ends well on SIGTERM", async () => {
    const { child, waitForStdout, ended } = startGazette(["sandbox", "--port", "0", "--accounts", "2", "--json"], {
      cwd,
    });
    try {
      const { url, token, accounts } = JSON.parse(await waitForStdout(/\n/));
      expect(accounts).toBe(2);
      const answer = await fetch(`${url}/v25.0/me/accounts`, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(200);
    } finally {
      child.kill("SIGTERM");
    }
    expect((await ended).exitCode).toBe(0);
  });

  it("says that its port is taken", async () => {
    const first = startGazette(["sandbox", "--port", "0", "--json"], { cwd });
    try {
      const { url } = JSON.parse(await first.waitForStdout(/\n/));
      const { port } = new URL(url);
      const { exitCode, stderr } = await gazette(["sandbox", "--port", port]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`Could not start the sandbox: port ${port} is taken.`);
    } finally {
      first.child.kill("SIGHUP");
    }
    // The end of the terminal is an end like any other.
    expect((await first.ended).exitCode).toBe(0);
  });
});
