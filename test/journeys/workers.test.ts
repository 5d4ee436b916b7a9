// The same commands where workers carry what they do: a store on PostgreSQL, and processes that take jobs off its queue.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type GazetteProcess, startGazette } from "../cli/start-gazette.ts";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { runOnServer } from "../store/postgres-door.ts";
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
    const run = await journey.gazette(["run", "--json"]);
    expect(run.stderr).not.toContain("No worker is alive");
    const told = run.json<{
      outcome: string;
      accounts: number;
      calls: number;
      files: { path: string }[];
      clients: unknown[];
    }>();
    expect({ code: run.code, outcome: told.outcome, accounts: told.accounts }).toEqual({
      // The world has values that never come.
      code: 3,
      outcome: "partial",
      accounts: 6,
    });
    expect(told.calls).toBe(journey.sandbox.callsCounted());
    expect(told.clients).toHaveLength(2);
    for (const { path } of told.files) expect(await readFile(path, "utf8")).toContain("</html>");
    expect(recipients()).toEqual(ALL);
    const again = await journey.gazette(["run", "--json"]);
    expect({ code: again.code, calls: again.json().calls }).toEqual({ code: 3, calls: 0 });
    expect(recipients()).toEqual(ALL);
    worker.child.kill("SIGTERM");
    const { exitCode, stderr } = await worker.ended;
    expect(exitCode).toBe(0);
    for (const kind of ["collect-accounts of agency", "render-edition of Nord", "deliver"])
      expect(stderr).toContain(`${kind}: done`);
  });

  it("are missed by nobody: a command without them does the work itself, and one left to them waits", async () => {
    const { journey, recipients, url, work } = await openHouse();
    expect((await journey.gazette(["jobs"])).stdout).toBe("The queue is empty.\nNothing was given up.\n");
    const alone = await journey.gazette(["collect", "--json"]);
    expect(alone.stderr).toContain("No worker is alive on this store: this process does the work itself.");
    expect(alone.json().accounts).toBe(6);

    const left = await journey.gazette(["run", "--detach", "--json"]);
    expect({ code: left.code, outcome: left.json().outcome }).toEqual({ code: 0, outcome: "detached" });
    expect(left.stderr).toContain("No worker is alive now: it waits until one is started with `gazette worker`.");
    expect((await journey.gazette(["jobs", "--json"])).json().jobs).toMatchObject([
      { id: left.json().job, kind: "run-command", state: "waiting", tries: 0 },
    ]);
    const worker = await work();
    await vi.waitFor(async () => expect((await journey.gazette(["jobs", "--json"])).json().jobs).toEqual([]), {
      ...HANG,
      interval: 500,
    });
    expect(recipients()).toEqual(ALL);
    const health = await journey.gazette(["workers"]);
    expect(health.stdout).toContain("gazette worker, process");

    worker.child.kill("SIGTERM");
    expect((await worker.ended).exitCode).toBe(0);
    expect((await journey.gazette(["workers", "--json"])).json()).toEqual({ workers: [] });

    // What was given up is named, and is put back when asked.
    const dead = "0b5c6f0e-6c0a-4f0e-9a39-3c1c0a1f7f11";
    await runOnServer(
      url,
      `insert into gazette_jobs.job (id, name, data, source_name, source_retry_count, source_output) values ('${dead}',
        'dead-letters', '{"format": 1, "order": {"deliveryId": null, "client": "Nord"}}', 'deliver', 2, '{"message": "it is poison"}')`,
    );
    const failed = await journey.gazette(["jobs", "--failed", "--json"]);
    expect(failed.json().failed).toMatchObject([
      { id: dead, kind: "deliver", about: "Nord", tries: 3, why: "it is poison" },
    ]);
    const told = `A job (deliver) of Nord was given up after three tries: it is poison See \`gazette jobs --failed\`; \`gazette jobs --retry ${dead}\` puts it back.`;
    expect((await journey.gazette(["status", "--json"])).json().troubles).toContain(told);
    const retried = await journey.gazette(["jobs", "--retry", dead]);
    expect({ code: retried.code, stdout: retried.stdout }).toEqual({ code: 0, stdout: "It is back on the queue.\n" });
    const unknown = await journey.gazette(["jobs", "--retry", dead]);
    expect({ code: unknown.code, stderr: unknown.stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`No job "${dead}" was given up.`),
    });

    // A part of a collection that is over can be done by nobody: who asks for what is missing, is told.
    await runOnServer(
      url,
      `insert into gazette_jobs.job (id, name, data, source_name, source_retry_count, source_output) values ('${dead}',
        'dead-letters', '{"format": 1, "order": {"runId": "over", "connection": "agency", "options": {"span": {"from": "2026-11-16", "to": "2026-11-22"}}}}',
        'collect-accounts', 2, '{"message": "it is poison"}')`,
    );
    const over = await journey.gazette(["jobs", "--retry", dead]);
    expect({ code: over.code, stdout: over.stdout }).toEqual({
      code: 0,
      stdout:
        "Its collection is not under way any more, so it is off the list. What is missing is asked for by `gazette run --period 2026-W47`.\n",
    });
    expect((await journey.gazette(["jobs", "--json"])).json()).toMatchObject({ failed: [], failedTotal: 0 });

    await runOnServer(url, "update gazette_jobs.version set version = 999");
    const newer = await journey.gazette(["worker"]);
    expect({ code: newer.code, stderr: newer.stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Could not use the job queue in the schema gazette_jobs: it is of version 999"),
    });
  });
});

describe("a store that is a file", () => {
  it.each([[["worker"]], [["workers"]], [["jobs"]], [["run", "--detach"]]])(
    "has no workers: gazette %j",
    async (words) => {
      await using journey = await startJourney({ accounts: 1 });
      const ended = await journey.gazette(words);
      expect({ code: ended.code, stderr: ended.stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("needs a store on PostgreSQL: a SQLite file is one machine's"),
      });
      expect(ended.stderr).toContain("Carry the store over with `gazette move --to postgres://…`");
      expect(journey.sandbox.callsCounted()).toBe(0);
    },
  );
});
