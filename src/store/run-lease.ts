// Who is at work on a run. A lease lives by its heartbeat; on the same machine a dead process is known at once.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

/** A holder silent for so long has lost its run to the next who asks (RELIABILITY S6: within 2 minutes). */
export const LEASE_MS = 90_000;
export const HEARTBEAT_MS = 20_000;

export interface Lease {
  /** '' when nobody holds it. */
  readonly holder: string;
  readonly heartbeatAt: string;
}

/** A name no other open store has: machine, process and a random part. */
export function createHolder(): string {
  return `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
}

/** False when the run may be taken over. */
export function isLeaseAlive({ holder, heartbeatAt }: Lease, now: Date, leaseMs = LEASE_MS): boolean {
  if (holder === "" || now.getTime() - Date.parse(heartbeatAt) > leaseMs) return false;
  const named = parseHolder(holder);
  return named === undefined || named.host !== hostname() || isProcessAlive(named.processId);
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

function isProcessAlive(processId: number): boolean {
  try {
    // Signal 0 is never delivered; it only asks whether the process is there.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, yet it lives.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
