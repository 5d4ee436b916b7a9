// One command in this process, over a folder of its own: what it says and how it ends.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";
import type { CommandContext, CommandModule, Flags } from "../../src/cli/context.ts";
import { createPrint } from "../../src/cli/print.ts";
import { loadSettings } from "../../src/config/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

/** For one test file; the folder goes when its tests are over. */
export async function openCommands() {
  const folder = await mkdtemp(join(tmpdir(), "gazette-command-"));
  afterAll(() => rm(folder, { recursive: true }));
  const clock = new FakeClock("2026-11-23T12:00:00.000Z");
  const env = { GAZETTE_TOKEN: "a-token-of-the-agency", GAZETTE_CONFIG: "" };
  const settings = loadSettings({ env, cwd: folder, overrides: { store: { url: "sqlite:gazette.db" } } });
  const [connection = ""] = settings.connections.map(({ name }) => name);

  async function runCommand(run: CommandModule["run"], flags: Partial<Flags> = {}) {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
    const print = createPrint({
      stdout: streams.stdout as unknown as NodeJS.WriteStream,
      stderr: streams.stderr as unknown as NodeJS.WriteStream,
      json: flags.json === true,
      quiet: false,
      verbose: false,
      color: false,
      clock,
      command: "gazette",
    });
    const context: CommandContext = {
      flags: { account: [], group: [], client: [], ...flags },
      args: [],
      settings: () => settings,
      print,
      clock,
      signal: new AbortController().signal,
      cwd: folder,
      env,
    };
    const exitCode = await run(context);
    streams.stdout.end();
    return { exitCode, stdout: await text(streams.stdout) };
  }
  return { folder, clock, settings, connection, runCommand };
}
