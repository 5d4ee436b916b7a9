import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";
import { CLOCK, COMPILE_CACHE } from "../support/journey.ts";

const MAIN = resolve(import.meta.dirname, "../../src/start.mjs");

export interface GazetteResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GazetteProcess {
  readonly child: ChildProcess;
  /** Resolves once stdout matches; rejects when the process ends before. */
  waitForStdout(pattern: RegExp): Promise<string>;
  readonly ended: Promise<GazetteResult>;
}

/** Starts the command line as a process of its own, on `CLOCK`; beside that its environment holds PATH, a cache and `env`. */
export function startGazette(
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): GazetteProcess {
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...words], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH ?? "", NODE_COMPILE_CACHE: COMPILE_CACHE, ...CLOCK.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const listeners = new Set<() => void>();
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    stdout += part;
    for (const listener of listeners) listener();
  });
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    stderr += part;
  });
  const ended = new Promise<GazetteResult>((done, fail) => {
    child.on("error", fail);
    child.on("close", (exitCode) => done({ exitCode, stdout, stderr }));
  });
  const waitForStdout = (pattern: RegExp) =>
    new Promise<string>((done, fail) => {
      const look = (): void => {
        if (!pattern.test(stdout)) return;
        listeners.delete(look);
        done(stdout);
      };
      listeners.add(look);
      look();
      void ended.then(() => fail(new Error(`ended before ${pattern}: ${stdout}${stderr}`)));
    });
  return { child, waitForStdout, ended };
}
