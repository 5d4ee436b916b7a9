// The same commands where workers carry what they do: a store on PostgreSQL, and processes that take jobs off its queue.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type GazetteProcess, startGazette } from "../cli/start-gazette.ts";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { HANG } from "../support/hang.ts";
import { type Journey, startJourney } from "../support/journey.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";

interface House {
  readonly journey: Journey;
  readonly mail: MailServer;
  readonly url: string;
  /** A worker that is alive by now. */
  work(...flags: readonly string[]): Promise<GazetteProcess>;
  /** The newest letters' recipients. */
  recipients(): readonly string[];
}

const TWO_CLIENTS = `
clients:
  - { name: Nord, accounts: ["*"], reports: [{ every: week, to: [owner@nord.test], formats: [html] }] }
  - { name: Sued, accounts: ["*"], reports: [{ every: week, to: [owner@sued.test, cfo@sued.test], formats: [html] }] }
`;

async function openHouse(extra = TWO_CLIENTS): Promise<House> {
  const place = await createDatabasePlace();
  const journey = await startJourney({ accounts: 6 });
  const mail = await startMailServer();
  onTestFinished(async () => {
    await journey[Symbol.asyncDispose]();
    await mail[Symbol.asyncDispose]();
    await place.remove();
  });
  const lines = [
    `graph: { url: ${journey.sandbox.url}, timeoutSeconds: 600 }`,
    "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
    `store: { url: '${place.url}' }`,
    "period: { timeZone: Europe/Berlin, weekStartsOn: monday }",
    `delivery: { smtp: 'smtp://127.0.0.1:${mail.port}?tls=off', from: 'Reports <reports@acme.test>', operator: ops@acme.test }`,
    "report: { formats: [html] }",
    extra,
  ];
  await writeFile(join(journey.folder, "gazette.yaml"), lines.join("\n"));
  return {
    journey,
    mail,
    url: place.url,
    async work(...flags) {
      const before = (await journey.gazette(["workers", "--json"])).json<{ workers: unknown[] }>().workers.length;
      const worker = startGazette(["worker", "--config", "gazette.yaml", "--verbose", ...flags], {
        cwd: journey.folder,
        env: { GAZETTE_TOKEN: journey.sandbox.token, HOME: process.env.HOME ?? "" },
      });
      onTestFinished(async () => {
        worker.child.kill("SIGKILL");
        await worker.ended;
      });
      await vi.waitFor(
        async () =>
          expect((await journey.gazette(["workers", "--json"])).json<{ workers: unknown[] }>().workers).toHaveLength(
            before + 1,
          ),
        { ...HANG, interval: 200 },
      );
      return worker;
    },
    recipients: () => mail.mails.flatMap(({ to }) => to).toSorted(),
  };
}

const ALL = ["cfo@sued.test", "owner@nord.test", "owner@sued.test"];

describe.skipIf(postgresAbsent !== undefined)("workers", () => {
  it("carry a run: it prints and ends as without them, and a second run changes nothing", async () => {
    const { journey, recipients, work } = await openHouse();
    const worker = await work();
    const begun = Date.now();
    const run = await journey.gazette(["run", "--json"]);
    expect(run.stderr).not.toContain("No worker is alive");
    if (process.env.LOOK) {
      console.log(run.stdout, run.stderr, Date.now() - begun);
      worker.child.kill("SIGTERM");
      console.log((await worker.ended).stderr);
    }
    const told = run.json<{
      outcome: string;
      accounts: number;
      calls: number;
      files: { path: string }[];
      clients: unknown[];
    }>();
    expect({ code: run.code, outcome: told.outcome, accounts: told.accounts }).toEqual({
      code: 0,
      outcome: "complete",
      accounts: 6,
    });
    expect(told.calls).toBe(journey.sandbox.callsCounted());
    expect(told.clients).toHaveLength(2);
    for (const { path } of told.files) expect(await readFile(join(journey.folder, path), "utf8")).toContain("</html>");
    expect(recipients()).toEqual(ALL);
    const again = await journey.gazette(["run", "--json"]);
    expect({ code: again.code, calls: again.json().calls }).toEqual({ code: 0, calls: 0 });
    expect(recipients()).toEqual(ALL);
    worker.child.kill("SIGTERM");
    const { exitCode, stderr } = await worker.ended;
    expect(exitCode).toBe(0);
    for (const kind of ["collect-accounts of agency", "render-edition of Nord", "deliver"])
      expect(stderr).toContain(`${kind}: done`);
  });
});
