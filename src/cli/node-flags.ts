/**
 * V8 may wait for ever when a process ends while a thread of its own compiles (nodejs/node#54918). It compiles on the main
 * thread instead, which costs nothing that can be measured (DECISIONS.md).
 */
export const COMPILE_HERE = "--no-concurrent-recompilation";

/** How Node is started for Gazette; the first line of `main.ts` and the scripts of package.json (`start.mjs`) say the same. */
export const NODE_FLAGS = ["--disable-warning=ExperimentalWarning", COMPILE_HERE] as const;

/** The oldest Node that Gazette runs on: one that strips types. */
export const LEAST_MAJOR = 24;

export function isNodeTooOld(): boolean {
  return Number.parseInt(process.versions.node, 10) < LEAST_MAJOR;
}

/** Whether this process got the flag from whoever started it. */
export function isStartedWith(flag: (typeof NODE_FLAGS)[number]): boolean {
  return process.execArgv.includes(flag);
}
