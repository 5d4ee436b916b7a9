import { readdirSync, readFileSync } from "node:fs";

const WATCH_MS = 200;

/** Watches the memory of the browsers below this process from now on; ends with the answer: the most they shared, in KiB. */
export function watchBrowsers(): () => number {
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, sumOfBrowsers());
  }, WATCH_MS);
  return () => {
    clearInterval(watch);
    return most;
  };
}

/** Proportional share of all processes below this one, where the system tells. */
function sumOfBrowsers(): number {
  if (process.platform !== "linux") return 0;
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const about = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(about.slice(about.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // Ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === process.pid) return true;
    return false;
  };
  let sum = 0;
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue;
    try {
      sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // Ended meanwhile.
    }
  }
  return sum;
}
