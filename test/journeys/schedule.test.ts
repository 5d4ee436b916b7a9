// `gazette schedule` as a server's journal sees it: a missed slot, a health page, a stop, and what stands in the store.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { startGazette } from "../cli/start-gazette.ts";
import { HANG } from "../support/hang.ts";
import { CLOCK, type Journey, startJourney } from "../support/journey.ts";
import { startMailServer } from "../support/mail-server.ts";

const world = (rest = {}) => ({ accounts: 2, seed: 7, ...rest });

/** A daily cron whose last slot was some minutes ago, and when that was. */
function toCronOf(minutesAgo: number): { readonly cron: string; readonly slotAt: Date } {
  const slotAt = new Date(Math.floor(CLOCK.now().getTime() / 60_000 - minutesAgo) * 60_000);
  return { cron: `${slotAt.getUTCMinutes()} ${slotAt.getUTCHours()} * * *`, slotAt };
}

/** A schedule that was seen an hour ago and then missed its slot, as when the machine was off. */
async function configureMissedSlot(
  journey: Journey,
  smtpPort: number,
  more = "catchUpHours: 48",
  minutesAgo = 5,
): Promise<Date> {
  const { cron, slotAt } = toCronOf(minutesAgo);
  await journey.configure(
    [
      "report: { formats: [html] }",
      `schedule: { cron: '${cron}', timeZone: UTC, ${more} }`,
      "delivery: { smtp: '${SMTP_URL}', from: reports@acme.test, operator: operator@acme.test,",
      "  recipients: [{ to: [all@acme.test], attach: [] }] }",
    ].join("\n"),
  );
  env = { SMTP_URL: `smtp://127.0.0.1:${smtpPort}?tls=off`, GAZETTE_TOKEN: journey.sandbox.token };
  await using store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}` });
  const seenAt = new Date(slotAt.getTime() - 3_600_000).toISOString();
  await store.slots.note([{ job: "run", slotAt: seenAt, state: "begun", message: `${cron} UTC` }]);
  return slotAt;
}

let env: Record<string, string> = {};

/** The schedule as a process, with its talk to wait for. */
function startSchedule(journey: Journey, ...words: readonly string[]) {
  const { child, ended } = startGazette(["--config", "gazette.yaml", "schedule", ...words], {
    cwd: journey.folder,
    env,
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  let talk = "";
  const listeners = new Set<() => void>();
  child.stderr?.on("data", (part: string) => {
    talk += part;
    for (const listener of listeners) listener();
  });
  const waitFor = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((found, failed) => {
      const look = (): void => {
        const match = pattern.exec(talk);
        if (match !== null) found(match);
      };
      listeners.add(look);
      look();
      void ended.then(() => failed(new Error(`ended before ${pattern}: ${talk}`)));
    });
  return { child, ended, waitFor };
}

describe("the schedule", () => {
  it("makes up for a missed slot, tells its health, stops on SIGTERM with 0, and does it no second time", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world());
    const slotAt = await configureMissedSlot(journey, server.port);
    const schedule = startSchedule(journey, "--port", "0", "--json");
    const [, url = ""] = await schedule.waitFor(/(http:\/\/127\.0\.0\.1:\d+)\/healthz/);
    await schedule.waitFor(/Job "run" of .* starts, .* late/);
    await schedule.waitFor(/Next run: /);
    const health = await fetch(`${url}/healthz`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: "ok",
      trouble: null,
      jobs: { run: { missed: 0, runningSince: null, last: { slotAt: slotAt.toISOString() } } },
    });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/^gazette_runs_total\{job="run",outcome="(complete|partial)"\} 1$/m);
    expect(metrics).toContain(`gazette_calls_total{job="run"} ${journey.sandbox.callsCounted()}`);
    expect((await fetch(`${url}/healthz`, { method: "POST" })).status).toBe(405);
    expect((await fetch(`${url}/`)).status).toBe(404);
    schedule.child.kill("SIGTERM");
    const ended = await schedule.ended;
    expect(ended.exitCode, ended.stderr).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ outcome: "stopped", runs: [{ deliveries: [{ state: "sent" }] }] });
    expect(server.mails).toHaveLength(1);

    const spent = journey.sandbox.callsCounted();
    const second = startSchedule(journey);
    await second.waitFor(/Next run: /);
    second.child.kill("SIGTERM");
    await second.ended;
    expect([journey.sandbox.callsCounted(), server.mails.length]).toEqual([spent, 1]);
    const status = (await journey.gazette(["status", "--json"], { env })).json<{ slots: readonly object[] }>();
    expect(status.slots).toMatchObject([{ job: "run", slotAt: slotAt.toISOString(), state: "done" }]);
  });

  it("stopped in the middle of a run ends without waiting for the answer, and the next one goes on", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world({ faults: [{ match: { nth: 3 }, kind: "hang" }] }));
    await configureMissedSlot(journey, server.port);
    const first = startSchedule(journey);
    await first.waitFor(/Job "run" of .* starts/);
    await vi.waitFor(() => expect(journey.sandbox.callsCounted()).toBe(3), HANG);
    first.child.kill("SIGTERM");
    const stopped = await first.ended;
    expect(stopped.exitCode, stopped.stderr).toBe(0);
    expect(stopped.stderr).toMatch(/ended paused/);
    expect(server.mails).toHaveLength(0);

    const second = startSchedule(journey);
    await second.waitFor(/Job "run" of .* goes on/);
    await second.waitFor(/ended (complete|partial)/);
    second.child.kill("SIGINT");
    expect((await second.ended).exitCode).toBe(0);
    expect(server.mails).toHaveLength(1);
  });

  it("mails the operator what it could not make up for", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world());
    const slotAt = await configureMissedSlot(journey, server.port, "catchUpHours: 0", 15);
    const schedule = startSchedule(journey);
    await schedule.waitFor(/sent +operator@acme\.test/);
    schedule.child.kill("SIGTERM");
    expect((await schedule.ended).exitCode).toBe(0);
    expect(server.mails.map(({ to }) => to)).toEqual([["operator@acme.test"]]);
    expect(server.mails[0]?.parsed.subject).toMatch(/^Not run: run, \d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/);
    expect(server.mails[0]?.parsed.text).toContain("gazette run --period");
    expect(journey.sandbox.callsCounted()).toBe(0);
    await using store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}` });
    expect(await store.slots.recent(5)).toMatchObject([{ slotAt: slotAt.toISOString(), state: "missed" }]);
  });

  it("carries out between its slots what waits of the comments", async () => {
    await using journey = await startJourney(world(), "comments: { writesPerHour: 1 }");
    env = { GAZETTE_TOKEN: journey.sandbox.token };
    const listed = await journey.gazette(["comments", "list", "--live", "--unanswered", "--limit", "2", "--json"]);
    const ids = listed.json<{ threads: { commentId: string }[] }>().threads.map(({ commentId }) => commentId);
    expect((await journey.gazette(["comments", "hide", ...ids, "--yes", "--no-wait"])).code).toBe(4);
    await journey.configure(`schedule: { cron: '${toCronOf(120).cron}', timeZone: UTC }`);
    const schedule = startSchedule(journey);
    await schedule.waitFor(/^1 comment action done\.$/m);
    schedule.child.kill("SIGTERM");
    expect((await schedule.ended).exitCode).toBe(0);
    const log = (await journey.gazette(["comments", "log", "--json"])).json<{ actions: { state: string }[] }>();
    expect(log.actions.map(({ state }) => state)).toEqual(["done", "done"]);
  });

  it("without a time, or on a port that is taken, says so", async () => {
    await using journey = await startJourney(world());
    const without = await journey.gazette(["schedule"]);
    expect(without.code).toBe(2);
    expect(without.stderr).toMatch(/schedule\.cron is missing/);

    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await journey.configure("schedule: { cron: '0 7 * * 1' }");
    const { port } = taken.address() as AddressInfo;
    const refused = await journey.gazette(["schedule", "--port", String(port)]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/another program listens there.*\[SCHEDULE_PORT_UNUSABLE\]/);
  });
});
