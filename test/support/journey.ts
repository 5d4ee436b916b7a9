// A little world for one journey: a sandbox, a folder with a configuration, and the command line.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";
import { runCommandLine } from "../../src/cli/run-command-line.ts";
import { parsePeriod, toPeriodName } from "../../src/dataset/index.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { startClock, type TestClock } from "./test-clock.ts";

const MAIN = resolve(import.meta.dirname, "../../src/start.mjs");
/** What processes compile once they need not compile again: a third of a start. */
export const COMPILE_CACHE = resolve(import.meta.dirname, "../../node_modules/.cache/gazette-test");
/** What every command is told for now, whatever the day of the test; it goes on from one command to the next. */
export const CLOCK = startClock();

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document `--json` promises. */
  json<T = Record<string, unknown>>(): T;
}

export interface Journey extends AsyncDisposable {
  readonly folder: string;
  readonly sandbox: Sandbox;
  /** What commands and sandbox take for now. */
  readonly now: () => Date;
  /** The last complete week, as its folder is named. */
  readonly week: string;
  /** Runs `gazette` to its end in the journey's folder: in this process, or in one `apart` where that is the point. */
  gazette(
    args: readonly string[],
    options?: {
      readonly env?: Record<string, string>;
      readonly apart?: boolean;
      readonly killAfterCalls?: number;
      /** Of this command alone. */
      readonly clock?: TestClock;
    },
  ): Promise<Ended>;
  /** Replaces the configuration; `extra` is YAML laid below the graph and connection keys. */
  configure(extra: string): Promise<void>;
}

/** `clock` for commands and sandbox; a sandbox may stand still, or ahead, by its own `options.now`. */
export async function startJourney(options: SandboxOptions = {}, extra = "", clock = CLOCK): Promise<Journey> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-journey-"));
  const sandbox = await startSandbox({ now: clock.now, ...options });
  const outputs: string[] = [];
  const configure = (more: string): Promise<void> =>
    writeFile(
      join(folder, "gazette.yaml"),
      [
        `graph: { url: ${sandbox.url}, timeoutSeconds: 600 }`,
        "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
        "store: { url: 'sqlite:gazette.db' }",
        ...(/^period:/m.test(more) ? [] : ["period: { timeZone: Europe/Berlin, weekStartsOn: monday }"]),
        more,
      ].join("\n"),
    );
  await configure(extra);
  const span = parsePeriod("last-week", clock.now(), { timeZone: "Europe/Berlin", weekStartsOn: "monday" });
  if (span === undefined) throw new Error("there is a last week");
  return {
    folder,
    sandbox,
    now: clock.now,
    week: toPeriodName(span),
    configure,
    async gazette(args, { env = {}, apart = false, killAfterCalls, clock: own = clock } = {}) {
      const words = ["--config", "gazette.yaml", ...args];
      const whole = { GAZETTE_TOKEN: sandbox.token, ...own.env, ...env };
      const isApart = apart || killAfterCalls !== undefined || Object.keys(env).some((name) => OF_PROCESS.test(name));
      const ended = isApart
        ? await runGazetteProcess(folder, words, whole, (kill) => {
            if (killAfterCalls === undefined) return undefined;
            const watch = setInterval(() => sandbox.callsCounted() >= killAfterCalls && kill(), 2);
            return () => clearInterval(watch);
          })
        : await runGazette(folder, words, whole, own);
      outputs.push(ended.stdout, ended.stderr);
      return ended;
    },
    async [Symbol.asyncDispose]() {
      const tokens = sandbox.tokens();
      await sandbox.close();
      await expectNoLeak(folder, outputs, tokens);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `gazette` to its end in this process, on the given clock, in the zone of its `TZ`. */
export async function runGazette(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { clock, env: clockEnv }: TestClock = CLOCK,
): Promise<Ended> {
  const whole: Readonly<Record<string, string>> = { ...clockEnv, ...env };
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const read = Promise.all([text(streams.stdout), text(streams.stderr)]);
  using _zone = whole.TZ === undefined ? undefined : enterZone(whole.TZ);
  const code = await runCommandLine(args, {
    stdout: streams.stdout as unknown as NodeJS.WriteStream,
    stderr: streams.stderr as unknown as NodeJS.WriteStream,
    env: whole,
    cwd: resolve(cwd),
    clock,
    listen: () => new AbortController().signal,
  });
  for (const stream of Object.values(streams)) stream.end();
  const [stdout, stderr] = await read;
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
}

function enterZone(zone: string): Disposable {
  const was = process.env.TZ;
  process.env.TZ = zone;
  return {
    [Symbol.dispose]() {
      if (was === undefined) delete process.env.TZ;
      else process.env.TZ = was;
    },
  };
}

/** What is read from the process itself: a command that is to find another value there needs a process of its own. */
const OF_PROCESS = /^(TMPDIR|PATH|HOME|GAZETTE_BROWSER|PUPPETEER_\w+|\w+_PROXY|NODE_\w+)$/i;

/** The same in a process of its own, which `watch` may kill. */
export function runGazetteProcess(
  cwd: string,
  args: readonly string[],
  env: Record<string, string | undefined>,
  watch?: (kill: () => void) => (() => void) | undefined,
): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...args], {
      cwd,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        TZ: "UTC",
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        ...CLOCK.env,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString("utf8");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString("utf8");
    });
    const unwatch = watch?.(() => child.kill("SIGKILL"));
    child.on("error", failed);
    child.on("close", (code) => {
      unwatch?.();
      done({ code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T });
    });
  });
}

/** No token in any output or file the journey left behind, in any of the five writings it could take (V12). */
async function expectNoLeak(folder: string, outputs: readonly string[], tokens: readonly string[]): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const token of tokens) {
    const bytes = Buffer.from(token);
    const writings = [
      token,
      encodeURIComponent(token),
      bytes.toString("base64"),
      bytes.toString("hex"),
      JSON.stringify(token).slice(1, -1),
    ];
    for (const writing of writings) {
      for (const output of outputs) expect(output.includes(writing), "a token in the output").toBe(false);
      for (const file of files) expect((await readFile(file)).includes(writing), `a token in ${file}`).toBe(false);
    }
  }
}
