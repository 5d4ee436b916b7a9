// The disks under the store and the reports: room enough, and no network drive under a store that shares memory.
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Settings } from "../../config/index.ts";
import type { Check } from "./check.ts";

export interface DiskReading {
  /** Magic number of the file system, statfs(2); other systems than Linux give their own. */
  readonly type: number;
  readonly freeBytes: number;
}

/** A week of 200 accounts with its report takes a tenth of it. */
const ENOUGH_BYTES = 100_000_000;
const MEGABYTE = 1_000_000;

// statfs(2), Linux 6.12.
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0xff534d42, "SMB"],
  [0xfe534d42, "SMB"],
  [0x517b, "SMB"],
  [0x01021997, "9P"],
  [0x5346414f, "AFS"],
]);

/** What to mend about the disks; nothing when all is well. A folder that is not there yet is judged by the one it will be in. */
export async function checkDisks(settings: Settings): Promise<readonly Check[]> {
  const [, store] = /^sqlite:(.+)$/.exec(settings.store.url.reveal()) ?? [];
  const places = [
    ...(store === undefined || store === ":memory:" ? [] : [{ name: "store", folder: dirname(store) }]),
    { name: "reports", folder: settings.report.outDir },
  ];
  const checks: Check[] = [];
  for (const { name, folder } of places) {
    const reading = await readDisk(folder);
    if (reading !== undefined) checks.push(...judgeDisk(name, folder, reading, process.platform));
  }
  return checks;
}

export function judgeDisk(
  name: string,
  folder: string,
  { type, freeBytes }: DiskReading,
  platform: NodeJS.Platform,
): readonly Check[] {
  const checks: Check[] = [];
  const network = platform === "linux" ? NETWORK.get(type) : undefined;
  if (name === "store" && network !== undefined) {
    checks.push({
      name,
      state: "warn",
      message: `${folder} is a network drive (${network}): SQLite shares memory between processes, and can be damaged there.`,
      hint: "Let store.url name a local disk, or a PostgreSQL server for several machines.",
    });
  }
  if (freeBytes < ENOUGH_BYTES) {
    checks.push({
      name,
      state: "warn",
      message: `${folder} has ${Math.floor(freeBytes / MEGABYTE)} MB left.`,
      hint: "Free some space: a run that meets a full disk ends there and goes on later.",
    });
  }
  return checks;
}

async function readDisk(folder: string): Promise<DiskReading | undefined> {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { type, bavail, bsize } = await statfs(place);
      return { type, freeBytes: bavail * bsize };
    } catch {
      if (dirname(place) === place) return undefined;
    }
  }
}
