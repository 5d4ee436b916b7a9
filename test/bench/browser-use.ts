import { readdirSync, readFileSync } from "node:fs";

const WATCH_MS = 200;
/** Linux counts processor time in hundredths of a second, whatever its kernel's own tick. */
const TICK_MS = 10;

/** What the browsers below this process used, where the system tells; else zero. */
export interface BrowserUse {
  /** The most memory they shared, in KiB. */
  readonly peakKiB: number;
  /** Processor time of all of them; less than `WATCH_MS` of each that ended is missed. */
  readonly cpuMs: number;
}

/** Watches the browsers below this process from now on; ends with the answer. */
export function watchBrowsers(): () => BrowserUse {
  const before = readTicks();
  const ticks = new Map<number, number>();
  let peakKiB = 0;
  const look = (): void => {
    const now = readTicks();
    for (const [pid, count] of now) ticks.set(pid, count - (before.get(pid) ?? 0));
    peakKiB = Math.max(peakKiB, sumOfMemory(now.keys()));
  };
  const watch = setInterval(look, WATCH_MS);
  return () => {
    clearInterval(watch);
    look();
    return { peakKiB, cpuMs: [...ticks.values()].reduce((sum, count) => sum + count, 0) * TICK_MS };
  };
}

/** Processor time so far of every process below this one. */
function readTicks(): ReadonlyMap<number, number> {
  if (process.platform !== "linux") return new Map();
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const about = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = about.slice(about.lastIndexOf(")") + 2).split(" ");
      parents.set(Number(name), Number(fields[1]));
      ticks.set(Number(name), Number(fields[11]) + Number(fields[12]));
    } catch {
      // Ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  return new Map([...ticks].filter(([pid]) => isOurs(pid)));
}

/** Proportional share of all of them. */
function sumOfMemory(pids: Iterable<number>): number {
  let sum = 0;
  for (const pid of pids) {
    try {
      sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // Ended meanwhile.
    }
  }
  return sum;
}
