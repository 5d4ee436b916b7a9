// `status`: what the last run came to, what is the matter, what is paused and where the files are; it asks nobody.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run as runStatus } from "../../src/cli/commands/status.ts";
import { toTallyScope } from "../../src/dataset/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { account, WEEK } from "../store/records.ts";
import { openCommands } from "./run-command.ts";

const { folder, clock, settings, connection, runCommand } = await openCommands();
const { include, exclude } = settings.accounts;

async function inStore(work: (store: Store) => Promise<void>): Promise<void> {
  await using store = await openStore({ url: settings.store.url.reveal(), clock });
  await work(store);
}

async function endRun(store: Store, parts: { readonly answered: number; readonly failure?: string }): Promise<void> {
  const run = await store.openRun({ kind: "collect", scope: "week", span: WEEK, plan: null, now: clock.now() });
  const tally = { connection, asked: 14, came: 970, lost: 30, refused: [], ...parts };
  await store.operation.keepTallies(run.runId, toTallyScope({ include, exclude }), [tally]);
  await run.close({ state: "partial", accounts: 14, message: "one account did not answer", now: clock.now() });
}

describe("status", () => {
  it("of a store in which nothing is yet tells what to do", async () => {
    const { exitCode, stdout } = await runCommand(runStatus);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("0 accounts in ");
    expect(stdout).toContain(`Connection ${connection}: 180 of 180 calls left this hour`);
    expect(stdout).toContain("Nothing was collected yet. Start with `gazette collect`.");
    expect(stdout).not.toMatch(/answered in the last run|files are in/);
    const told = JSON.parse((await runCommand(runStatus, { json: true })).stdout);
    expect(told).toMatchObject({ filesIn: null, troubles: [], accounts: 0, pauses: [], runs: [], reports: [] });
    expect(told.connections).toMatchObject([
      { connection, left: 180, lastSuccessAt: null, accountsAsked: null, coverage: null, failure: null },
    ]);
  });

  it("tells how much of the last run came, and that a connection is lost", async () => {
    await inStore(async (store) => {
      await store.keepDiscovery([account()], []);
      await endRun(store, { answered: 13 });
    });
    const well = await runCommand(runStatus);
    expect(well.stdout).toContain("13 of 14 accounts answered in the last run, 90 percent of its values came");
    expect(well.stdout).toContain("one account did not answer");
    clock.advance(3_600_000);
    await inStore((store) => endRun(store, { answered: 0, failure: "The access token has expired." }));
    const lost = await runCommand(runStatus);
    const trouble = `Connection "${connection}" is lost. The access token has expired.`;
    expect(lost.stdout).toContain(trouble);
    expect(lost.stdout).toContain("0 of 14 accounts answered in the last run, 0 percent of its values came");
    const told = JSON.parse((await runCommand(runStatus, { json: true })).stdout);
    expect(told).toMatchObject({
      troubles: [trouble],
      connections: [
        {
          connection,
          failure: "The access token has expired.",
          lastSuccessAt: "2026-11-23T12:00:00.000Z",
          accountsAsked: 14,
          accountsAnswered: 0,
          coverage: 0,
        },
      ],
    });
  });

  it("names every pause with its end and reason", async () => {
    const why = 'the API throttles this token ("too many calls")';
    await inStore((store) => store.ledger.pause({ connection, pool: "comment-writes", waitMs: 60_000, why }));
    expect((await runCommand(runStatus)).stdout).toContain(
      `Paused: ${connection} (comment writes) until 2026-11-23T13:01:00.000Z, since 2026-11-23T13:00:00.000Z: ${why}`,
    );
  });

  it("tells where the newest report's files are, while they are there", async () => {
    const report = { reportId: "2026-11-16_2026-11-22_aa", cut: "", period: WEEK, model: ["{}"] };
    await inStore(async (store) => void (await store.sealed.keep(report)));
    expect((await runCommand(runStatus)).stdout).not.toContain("files are in");
    const place = join(folder, "reports", "2026-W47");
    await mkdir(place, { recursive: true });
    expect((await runCommand(runStatus)).stdout).toContain(`The newest report's files are in ${place}`);
    const told = JSON.parse((await runCommand(runStatus, { json: true })).stdout);
    expect(told).toMatchObject({ filesIn: place, reports: [{ reportId: report.reportId }] });
  });
});
