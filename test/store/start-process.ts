import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export interface TestProcess {
  /** Lines of its output as they come. */
  readonly lines: AsyncIterableIterator<string>;
  /** Whole output of a process that ended well; throws with its complaint otherwise. */
  output(): Promise<string>;
  /** Ends its input, for which some wait before they begin. */
  go(): void;
  /** kill -9, and the end of it. */
  kill(): Promise<void>;
}

/** Runs a program of `processes/` on this Node; it ends with the test at the latest. */
export function startProcess(program: string, ...words: readonly string[]): TestProcess {
  const path = join(import.meta.dirname, "processes", program);
  const child = spawn(process.execPath, ["--no-warnings", path, ...words], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    lines,
    async output() {
      let text = "";
      for await (const line of lines) text += `${line}\n`;
      const [exitCode] = await ended;
      if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode}: ${complaint}`);
      return text;
    },
    go: () => child.stdin.end(),
    kill,
  };
}
