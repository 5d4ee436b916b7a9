import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import { createHolder, isLeaseAlive } from "../../src/store/run-lease.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const silentFor = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const isAlive = (holder: string, seconds: number) => isLeaseAlive({ holder, heartbeatAt: silentFor(seconds) }, NOW);

async function startSleeper() {
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return child;
}

const toHolder = (processId: number | undefined, host = hostname()) => `${host}/${processId}/0123abcd`;

describe("the lease of a process", () => {
  it("elsewhere lives by its heartbeat", () => {
    expect(isAlive(toHolder(1, "mercury"), 90)).toBe(true);
    expect(isAlive(toHolder(1, "mercury"), 91)).toBe(false);
    expect(isAlive("somebody", 91)).toBe(false);
    expect(isAlive("somebody", -3600)).toBe(true);
    expect(isAlive("somebody", -25 * 3600)).toBe(false);
    expect(isAlive("", 0)).toBe(false);
  });

  it("that runs on this machine outlives a clock that is ahead, and not for ever", async () => {
    const { pid } = await startSleeper();
    expect(isAlive(toHolder(pid), 91)).toBe(true);
    expect(isAlive(toHolder(pid), 380)).toBe(true);
    expect(isAlive(toHolder(pid), 400)).toBe(false);
    const own = createHolder();
    expect(isAlive(own, 91)).toBe(true);
  });

  it("that is frozen or dead lives no longer than its heartbeat", async () => {
    const child = await startSleeper();
    child.kill("SIGSTOP");
    await expect.poll(() => isAlive(toHolder(child.pid), 91)).toBe(false);
    expect(isAlive(toHolder(child.pid), 89)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(toHolder(child.pid), 0)).toBe(false);
  });

  it("of this very number and machine that this process never took is an earlier life's", () => {
    expect(isAlive(toHolder(process.pid), 0)).toBe(false);
  });
});
