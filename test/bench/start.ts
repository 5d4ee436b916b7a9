// What a start costs beside that of Node itself: `--help`, and `status` over an empty store, in turns with `node -e 0`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";

const MAIN = resolve(import.meta.dirname, "../../src/start.mjs");
const TOKEN = "EAAbench00000000000000000000";
const STARTS = {
  "node -e 0": { words: ["-e", "0"], mostMs: undefined },
  "gazette --help": { words: [...NODE_FLAGS, MAIN, "--help"], mostMs: 200 },
  "gazette status": { words: [...NODE_FLAGS, MAIN, "status"], mostMs: 400 },
} as const;

export interface StartResult {
  readonly start: string;
  /** The median of the rounds. */
  readonly ms: number;
  /** Over that of Node itself in the same rounds. */
  readonly ratio: number;
  readonly mostMs: number | undefined;
}

/** Each start so many times, one after the other, after one that fills the cache of what is compiled. */
export function measureStart(rounds: number): readonly StartResult[] {
  const cwd = mkdtempSync(join(tmpdir(), "gazette-start-"));
  try {
    for (const { words } of Object.values(STARTS)) timeStart(words, cwd);
    const readings = new Map<string, number[]>();
    for (let round = 0; round < rounds; round += 1) {
      for (const [start, { words }] of Object.entries(STARTS))
        readings.set(start, [...(readings.get(start) ?? []), timeStart(words, cwd)]);
    }
    const bare = toMedian(readings.get("node -e 0") ?? []);
    return Object.entries(STARTS).map(([start, { mostMs }]) => {
      const ms = toMedian(readings.get(start) ?? []);
      return { start, ms, ratio: ms / bare, mostMs };
    });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

export function printStart(results: readonly StartResult[]): string {
  const rows = results.map(({ start, ms, ratio, mostMs }) => {
    const goal = mostMs === undefined ? "" : `  goal ≤ ${mostMs} ms${ms <= mostMs ? "" : ", missed"}`;
    return `  ${start.padEnd(16)}${ms.toFixed(0).padStart(6)} ms  ×${ratio.toFixed(1)}${goal}`;
  });
  return ["A start, and how many of Node's own it costs (median):", ...rows, "", ""].join("\n");
}

function timeStart(words: readonly string[], cwd: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, {
    cwd,
    env: { PATH: process.env.PATH, GAZETTE_TOKEN: TOKEN },
    encoding: "utf8",
  });
  const took = performance.now() - began;
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}`);
  return took;
}

function toMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
