// Reports of several clients where others collect: who is collected is reported, while somebody else's accounts are still asked.
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { chooseDue } from "../../src/cli/clients/report-tasks.ts";
import { openDataset } from "../../src/cli/compose.ts";
import { createCarriedSteps } from "../../src/cli/jobs/carried-steps.ts";
import { createJobFunctions } from "../../src/cli/jobs/job-functions.ts";
import { runClients } from "../../src/cli/run/run-clients.ts";
import { loadSettings } from "../../src/config/index.ts";
import type { CarriedJob, Carrier, JobKind, JobResult } from "../../src/jobs/index.ts";
import { createWorld, startSandbox } from "../../src/sandbox/index.ts";
import { startMailServer } from "../support/mail-server.ts";
import { startClock, USUAL } from "../support/test-clock.ts";

// The two were due at nine and at eight of the Monday before.
const { clock, now } = startClock(USUAL);
const SILENT = { update: () => undefined, wait: () => undefined, end: () => undefined };
const CALLS = { whenSpent: "stop" } as const;
const NOBODY = { account: [], group: [], client: [] };

/** Two clients, each of a connection of its own; `Sued` was due a day before. */
async function openHouse() {
  const world = createWorld({ accounts: 4, now: now(), users: [{ accounts: [0, 1] }, { accounts: [2, 3] }] });
  const sandbox = await startSandbox({ world, now });
  const mail = await startMailServer();
  const folder = await mkdtemp(join(tmpdir(), "gazette-ready-"));
  onTestFinished(async () => {
    await sandbox.close();
    await mail[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const [a = "", b = "", c = "", d = ""] = world.accounts.map(({ username }) => username);
  const weekly = (cron: string, to: string) => ({ every: "week", cron, to: [to], formats: ["html"] });
  const config = {
    graph: { url: sandbox.url, timeoutSeconds: 600 },
    connections: [
      { name: "first", token: "${FIRST}" },
      { name: "second", token: "${SECOND}" },
    ],
    store: { url: "sqlite:gazette.db" },
    delivery: { smtp: "${SMTP}", from: "reports@agency.test" },
    period: { timeZone: "Europe/Berlin", weekStartsOn: "monday" },
    clients: [
      { name: "Nord", accounts: [a, b], reports: [weekly("0 9 * * 1", "n@nord.test")] },
      { name: "Sued", accounts: [c, d], reports: [weekly("0 8 * * 1", "s@sued.test")] },
    ],
  };
  await writeFile(join(folder, "gazette.yaml"), JSON.stringify(config));
  const [FIRST = "", SECOND = ""] = world.users.map(({ token }) => token);
  const env = { FIRST, SECOND, SMTP: `smtp://127.0.0.1:${mail.port}?tls=off` };
  const settings = loadSettings({ cwd: folder, env, file: "gazette.yaml" });
  const run = (steps?: ReturnType<typeof createCarriedSteps>) =>
    runClients({
      settings,
      tasks: chooseDue(settings, { client: [] }, now()).due,
      coming: [],
      narrowing: NOBODY,
      calls: CALLS,
      clock,
      progress: SILENT,
      signal: new AbortController().signal,
      steps,
    });
  return { settings, run, recipients: () => mail.mails.flatMap(({ to }) => to) };
}

type House = Awaited<ReturnType<typeof openHouse>>;

/** Does each job in this process once `before` lets it; `told` has the jobs in the order they were begun. */
function carry({ settings }: House, before: (name: string) => Promise<"do it" | "give it up">) {
  const told: string[] = [];
  const functions = createJobFunctions({ settings, clock, runCommand: () => Promise.reject(new Error("not here")) });
  const doOne = async <K extends JobKind>({ kind, order }: CarriedJob<K>): Promise<JobResult<K>> => {
    const { connection, client } = order as { readonly connection?: string; readonly client?: string };
    const name = `${kind} ${connection ?? client ?? ""}`;
    if ((await before(name)) === "give it up") return { kind: "dead", why: "it is poison" };
    told.push(name);
    await using store = await openDataset(settings, clock);
    const tools = { store, signal: new AbortController().signal, send: async () => undefined };
    const output = await functions[kind](JSON.parse(JSON.stringify(order)), tools);
    return { kind: "done", output };
  };
  const carrier: Carrier = {
    send: async () => undefined,
    run: (jobs, _signal, onEnd) =>
      Promise.all(
        jobs.map(async (job, index) => {
          const result = await doOne(job);
          onEnd?.(index, result);
          return result;
        }),
      ),
  };
  return { told, steps: createCarriedSteps({ carrier, clock, calls: CALLS }) };
}

describe("where others collect", () => {
  it("a report is made when its own accounts are collected, and is the same when all are", async () => {
    const house = await openHouse();
    const made = Promise.withResolvers<void>();
    const { told, steps } = carry(house, async (name) => {
      // What comes last does not come before the other client's letter has left.
      if (name === "collect-accounts second") await made.promise;
      return "do it";
    });
    const watched = {
      ...steps,
      send: async (...words: Parameters<typeof steps.send>) => {
        const rows = await steps.send(...words);
        made.resolve();
        return rows;
      },
    };
    const shared = await house.run(watched);
    expect(told.filter((name) => !/^(catch-stories|deliver $)/.test(name))).toEqual([
      "collect-accounts first",
      "render-edition Nord",
      "deliver Nord",
      "collect-accounts second",
      "render-edition Sued",
      "deliver Sued",
    ]);
    expect(house.recipients()).toEqual(["n@nord.test", "s@sued.test"]);
    const pages = await Promise.all(shared.files.map(({ path }) => readFile(path, "utf8")));
    expect(pages).toHaveLength(2);
    const before = await Promise.all(shared.files.map(({ path }) => stat(path)));
    // Twice is once: nothing is asked, and no file made anew.
    const again = await house.run();
    expect({ ...again, calls: 0 }).toEqual({ ...shared, calls: 0 });
    const after = await Promise.all(again.files.map(({ path }) => stat(path)));
    expect(after.map(({ mtimeMs }) => mtimeMs)).toEqual(before.map(({ mtimeMs }) => mtimeMs));
    expect(house.recipients()).toHaveLength(2);
    // And a process that does everything itself makes the same of it.
    const alone = await openHouse();
    const whole = await alone.run();
    expect(whole.clients?.map(({ client, outcome }) => [client, outcome])).toEqual(
      shared.clients?.map(({ client, outcome }) => [client, outcome]),
    );
    const aside = { files: 0, clients: 0, deliveries: 0 };
    expect({ ...whole, ...aside }).toEqual({ ...shared, ...aside });
  });

  it("a part that is given up is its client's loss alone", async () => {
    const house = await openHouse();
    const { told, steps } = carry(house, async (name) => (/ first$/.test(name) ? "give it up" : "do it"));
    const { outcome, clients, failures } = await house.run(steps);
    expect(told.filter((name) => name.startsWith("render"))).toEqual(["render-edition Sued", "render-edition Nord"]);
    expect(house.recipients()).toEqual(["s@sued.test"]);
    expect({
      outcome,
      failures: failures.map(({ client, code }) => [client, code]),
      files: clients?.map(({ client, files }) => [client, files.length]),
    }).toEqual({
      outcome: "partial",
      failures: [["Nord", "REPORT_NO_DATA"]],
      files: [
        ["Nord", 0],
        ["Sued", 1],
      ],
    });
  });

  it("a client that is due first is asked for first", async () => {
    const { settings } = await openHouse();
    const { due } = chooseDue(settings, { client: [] }, now());
    expect(due.map(({ client, dueAt }) => [client, dueAt?.toISOString()])).toEqual([
      ["Nord", "2026-11-23T08:00:00.000Z"],
      ["Sued", "2026-11-23T07:00:00.000Z"],
    ]);
  });
});
