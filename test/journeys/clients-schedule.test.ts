// The schedule serves every client at its own times, each slot once, what falls on one day from one collection.
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { startGazette } from "../cli/start-gazette.ts";
import { HANG } from "../support/hang.ts";
import { startJourney } from "../support/journey.ts";
import { startMailServer } from "../support/mail-server.ts";
import { startClock, USUAL } from "../support/test-clock.ts";

/** On the first of a month the last one is under way on the Pacific, and is a collection of its own. */
const clock = startClock(USUAL);

/** Daily, and some minutes ago. */
function toCron(minutesAgo: number): { readonly cron: string; readonly slotAt: Date } {
  const slotAt = new Date(Math.floor(clock.now().getTime() / 60_000 - minutesAgo) * 60_000);
  return { cron: `${slotAt.getUTCMinutes()} ${slotAt.getUTCHours()} * * *`, slotAt };
}

describe("the schedule of clients", () => {
  it("runs each client's slot once, from one collection, and tells its health by client", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney({ accounts: 8, seed: 7 }, "", clock);
    const [early, late] = [toCron(6), toCron(5)];
    await journey.configure(
      [
        "report: { formats: [html] }",
        "schedule: { timeZone: UTC }",
        "delivery: { smtp: '${SMTP_URL}', from: reports@agency.test, operator: op@agency.test }",
        "clients:",
        `  - { name: Nord, accounts: ["kaffee_nord*"], reports: [{ every: week, cron: '${early.cron}', to: [nord@x.test], attach: [] }] }`,
        `  - { name: Fjell, accounts: ["fjellvik"], reports: [{ every: month, cron: '${late.cron}', to: [fjell@x.test], attach: [] }, { every: week, edition: brief, to: [brief@x.test] }] }`,
        "  - { name: Broken, accounts: [x], report: { locale: xx } }",
      ].join("\n"),
    );
    const env = {
      SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off`,
      GAZETTE_TOKEN: journey.sandbox.token,
      ...clock.env,
    };
    {
      await using store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}` });
      for (const [job, { cron, slotAt }] of [
        ["Nord/week", early],
        ["Fjell/month", late],
      ] as const) {
        const seenAt = new Date(slotAt.getTime() - 3_600_000).toISOString();
        await store.slots.note([{ job, slotAt: seenAt, state: "begun", message: `${cron} UTC` }]);
      }
    }
    const { child, ended } = startGazette(["--config", "gazette.yaml", "schedule", "--port", "0", "--json"], {
      cwd: journey.folder,
      env,
    });
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await ended;
    });
    let talk = "";
    const waitFor = (pattern: RegExp): Promise<RegExpExecArray> =>
      new Promise((found, failed) => {
        const look = (): void => {
          const match = pattern.exec(talk);
          if (match !== null) found(match);
        };
        child.stderr?.on("data", look);
        void ended.then(() => failed(new Error(`ended before ${pattern}: ${talk}`)));
        look();
      });
    child.stderr?.on("data", (part: Buffer) => {
      talk += part.toString("utf8");
    });
    const [, url = ""] = await waitFor(/(http:\/\/127\.0\.0\.1:\d+)\/healthz/);
    // All jobs have had their turn, and what comes next is told of each.
    await waitFor(/Next Nord\/week/);
    await waitFor(/Next Fjell\/month/);
    const health = (await (await fetch(`${url}/healthz`)).json()) as { clients: readonly object[]; reasons: string[] };
    expect(health).toMatchObject({
      status: "degraded",
      jobs: { "Nord/week": { missed: 0 }, "Fjell/month": { missed: 0 } },
    });
    expect(health.reasons).toEqual([expect.stringContaining('Client "Broken" is left out: clients[2].report.locale')]);
    // How clients are is read between the slots.
    const metrics = await vi.waitFor(async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      expect(text).toMatch(/^gazette_client_last_report_timestamp_seconds\{client="Nord",report="week"\} \d+/m);
      return text;
    }, HANG);
    expect(metrics).toMatch(/^gazette_runs_total\{job="Nord\/week",outcome="(complete|partial)"\} 1$/m);
    // No sample of one client bears another's name.
    const samples = metrics.split("\n").filter((line) => !line.startsWith("#"));
    expect(samples.filter((line) => line.includes("Nord") && line.includes("Fjell"))).toEqual([]);
    child.kill("SIGTERM");
    await ended;
    expect(server.mails.map(({ to }) => to.join()).toSorted()).toEqual(["fjell@x.test", "nord@x.test"]);
    await using store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}` });
    expect(await store.read.runs(9)).toHaveLength(1);
    const slots = await store.slots.recent(9);
    expect(slots.map(({ job, state }) => `${job} ${state}`).toSorted()).toEqual(["Fjell/month done", "Nord/week done"]);
    expect(slots.find(({ job }) => job === "Fjell/month")?.period?.from).toMatch(/-01$/);
    const status = await journey.gazette(["status", "--json", "--client", "fjell"], { env });
    expect(status.json<{ clients: readonly object[] }>().clients).toMatchObject([
      { client: "Fjell", report: "month", mails: { sent: 1 } },
      { client: "Fjell", report: "week-brief", lastReportAt: null, nextAt: null },
    ]);
    expect(status.stdout).not.toContain("Nord");
  });
});
