// Who is at work on a run. A lease lives by its heartbeat; on the same machine a dead process is known at once.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** A holder silent for so long has lost its run to the next who asks (RELIABILITY S6: within 2 minutes). */
export const LEASE_MS = 90_000;
export const HEARTBEAT_MS = 20_000;
/**
 * How long one may at least seem silent that is seen to run on this machine: by the clock of whoever asks, which may be
 * ahead. Not for ever: a number is given to another process one day.
 */
const RUNNING_MS = LEASE_MS + 5 * 60_000;

export interface Lease {
  /** '' when nobody holds it. */
  readonly holder: string;
  readonly heartbeatAt: string;
}

/** Names given out by this process: another one of its number, on a machine of its name, is an earlier life of it. */
const ownHolders = new Set<string>();

/** A name no other open store has: machine, process and a random part. */
export function createHolder(): string {
  const holder = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  ownHolders.add(holder);
  return holder;
}

/** A store that is closed holds nothing, whether or not it could still say so: a full disk takes no word. */
export function releaseHolder(holder: string): void {
  ownHolders.delete(holder);
}

/** No clock is ahead by so much: a heartbeat from elsewhere that is later than that is none. */
const AHEAD_MS = 24 * 3_600_000;

/** False when the run may be taken over. */
export function isLeaseAlive({ holder, heartbeatAt }: Lease, now: Date, leaseMs = LEASE_MS): boolean {
  if (holder === "") return false;
  const silentMs = now.getTime() - Date.parse(heartbeatAt);
  const named = parseHolder(holder);
  if (named === undefined || named.host !== hostname()) return silentMs <= leaseMs && silentMs >= -AHEAD_MS;
  if (named.processId === process.pid && !ownHolders.has(holder)) return false;
  const state = readProcessState(named.processId);
  return state !== "dead" && silentMs <= (state === "running" ? Math.max(leaseMs, RUNNING_MS) : leaseMs);
}

/** "process 4711 on mercury", or the name itself when it was given from outside. */
export function describeHolder(holder: string): string {
  const named = parseHolder(holder);
  return named === undefined ? holder : `process ${named.processId} on ${named.host}`;
}

function parseHolder(holder: string): { readonly host: string; readonly processId: number } | undefined {
  const [, host, processId] = /^(.+)\/(\d+)\/[0-9a-f]{8}$/.exec(holder) ?? [];
  return host === undefined ? undefined : { host, processId: Number(processId) };
}

/** "stopped" is alive and keeps no lease: what was frozen may wake too late. Where the system does not tell, it runs. */
function readProcessState(processId: number): "running" | "stopped" | "dead" {
  try {
    // Signal 0 is never delivered; it only asks whether the process is there.
    process.kill(processId, 0);
  } catch (error) {
    // Another user's process may not be signalled, yet it lives.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return "dead";
  }
  try {
    // proc(5): the state stands behind the command's name, which may hold anything in its parentheses.
    const [, state = ""] = /\) (\w) /.exec(readFileSync(`/proc/${processId}/stat`, "latin1")) ?? [];
    return state === "T" || state === "t" ? "stopped" : state === "Z" || state === "X" ? "dead" : "running";
  } catch {
    return "running";
  }
}
