// `budget` and `status`, in this process, over a store that was told to keep still.
import { describe, expect, it } from "vitest";
import { run as runBudget } from "../../src/cli/commands/budget.ts";
import { run as runStatus } from "../../src/cli/commands/status.ts";
import { openStore } from "../../src/store/index.ts";
import { account } from "../store/records.ts";
import { openCommands } from "./run-command.ts";

const { clock, settings, connection, runCommand } = await openCommands();

describe("budget", () => {
  it("names every pause with its reason, and lifts the one it is told to", async () => {
    const { accountId, username } = account();
    {
      await using store = await openStore({ url: settings.store.url.reveal(), clock });
      await store.keepDiscovery([account()], []);
      await store.ledger.pause({ connection, pool: "calls", waitMs: 1e15, why: "the API throttles this token" });
      await store.ledger.pause({ connection, pool: "calls", accountId, waitMs: 60_000, why: "Instagram throttles it" });
    }
    const told = await runCommand(runBudget);
    expect(told.exitCode).toBe(0);
    expect(told.stdout).toContain("0 of 180 calls left this hour, the next one at 2026-11-24T12:00:00.000Z");
    expect(told.stdout).toContain(`Paused: @${username} until 2026-11-23T12:01:00.000Z`);
    const named = `Paused: ${connection} until 2026-11-24T12:00:00.000Z, since 2026-11-23T12:00:00.000Z: the API throttles this token`;
    expect(told.stdout).toContain(named);
    expect((await runCommand(runStatus)).stdout).toContain(named);

    const lifted = JSON.parse((await runCommand(runBudget, { json: true, unblock: connection })).stdout);
    expect(lifted).toMatchObject({
      connections: [{ connection, perHour: 180, left: 180, nextAt: null }],
      pauses: [{ name: `@${username}`, accountId, why: "Instagram throttles it" }],
      lifted: [{ name: connection, why: "the API throttles this token" }],
    });
    await expect(runCommand(runBudget, { unblock: connection })).rejects.toMatchObject({
      code: "USAGE_INVALID",
      hint: `Paused: @${username}.`,
    });
    expect(JSON.parse((await runCommand(runBudget, { json: true, unblock: username })).stdout)).toMatchObject({
      pauses: [],
    });
    expect((await runCommand(runBudget)).stdout).toContain("Nobody is paused.");
  });
});
