// What a supervisor, Prometheus and the runbook are told.
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ConnectionHealth, type Health, type JobEnd, openHealth, serveHealth } from "../../src/schedule/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

const AGENCY: ConnectionHealth = {
  connection: "agency",
  failure: null,
  lastSuccessAt: "2026-11-23T08:00:00.000Z",
  accountsAsked: 14,
  accountsAnswered: 13,
  coverage: 0.97,
  tokenDaysLeft: 30,
  callsLeft: 120,
};
const STUDIO: ConnectionHealth = {
  connection: "studio",
  failure: "expired",
  lastSuccessAt: null,
  accountsAsked: null,
  accountsAnswered: null,
  coverage: null,
  tokenDaysLeft: null,
  callsLeft: 0,
};

const servers: AsyncDisposable[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

async function open() {
  const clock = new FakeClock("2026-11-23T09:00:00.000Z");
  return { clock, health: await openHealth(clock, ["run"]) };
}

async function ask(health: Health, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const server = await serveHealth(health, { host: "127.0.0.1", port: 0 });
  servers.push(server);
  const answer = await fetch(server.url + path);
  return { status: answer.status, body: await answer.text() };
}

const end = (health: Health, ended: JobEnd): void =>
  health.hear({
    kind: "ended",
    job: "run",
    slotAt: new Date("2026-11-23T07:00:00Z"),
    period: { from: "2026-11-16", to: "2026-11-22" },
    end: ended,
    tookMs: 60_000,
  });

describe("/healthz", () => {
  it("is ok, degraded with its reasons, and ok again; neither calls for a restart", async () => {
    const { health } = await open();
    health.see({ connections: [AGENCY], reasons: [] });
    expect(await ask(health, "/healthz")).toMatchObject({
      status: 200,
      body: expect.stringContaining('"status":"ok"'),
    });
    health.see({ connections: [AGENCY, STUDIO], reasons: ['Connection "studio" is lost. expired'] });
    const { status, body } = await ask(health, "/healthz");
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      status: "degraded",
      reasons: ['Connection "studio" is lost. expired'],
      connections: [AGENCY, STUDIO],
    });
    health.see({ connections: [AGENCY], reasons: [] });
    expect(health.view().status).toBe("ok");
  });

  it("is stuck with 503 when the loop has not turned for 90 seconds, whatever else is the matter", async () => {
    const { health, clock } = await open();
    health.turn(clock.now());
    health.see({ connections: [STUDIO], reasons: ["x"] });
    clock.advance(90_001);
    expect(await ask(health, "/healthz")).toMatchObject({
      status: 503,
      body: expect.stringContaining('"status":"stuck"'),
    });
  });

  it("calls a run that nobody answered no success", async () => {
    const { health } = await open();
    end(health, { outcome: "partial", answered: 0, gaps: 1 });
    expect(health.view().jobs.run).toMatchObject({ lastSuccessAt: null, last: { outcome: "partial" } });
    end(health, { outcome: "partial", answered: 1, gaps: 1 });
    expect(health.view().jobs.run?.lastSuccessAt).not.toBeNull();
  });
});

describe("a schedule that is started again", () => {
  const slot = { job: "run", finishedAt: "2026-11-17T08:03:00.000Z", state: "done" } as const;

  it("knows its jobs' last success and last end of the time before", async () => {
    const { health } = await open();
    health.recall([
      { ...slot, slotAt: "2026-11-23T08:00:00.000Z", state: "running", finishedAt: undefined },
      {
        ...slot,
        slotAt: "2026-11-20T08:00:00.000Z",
        state: "failed",
        finishedAt: "2026-11-20T08:01:00.000Z",
        outcome: "failed",
      },
      { ...slot, slotAt: "2026-11-17T08:00:00.000Z", outcome: "partial" },
      { ...slot, slotAt: "2026-11-10T08:00:00.000Z", finishedAt: "2026-11-10T08:03:00.000Z", outcome: "complete" },
      { ...slot, job: "no longer", slotAt: "2026-11-17T08:00:00.000Z", outcome: "complete" },
    ]);
    const { jobs } = health.view();
    expect(Object.keys(jobs)).toEqual(["run"]);
    expect(jobs.run).toMatchObject({ last: { outcome: "failed" }, lastSuccessAt: "2026-11-17T08:03:00.000Z" });
    expect(await health.metrics()).toContain('gazette_last_success_timestamp_seconds{job="run"} 1794902580');
  });

  it("has no success where there was none", async () => {
    const { health } = await open();
    health.recall([{ ...slot, slotAt: "2026-11-17T08:00:00.000Z", state: "paused", outcome: "paused" }]);
    expect(health.view().jobs.run).toMatchObject({ last: { outcome: "paused" }, lastSuccessAt: null });
    expect(await health.metrics()).not.toContain('gazette_last_success_timestamp_seconds{job="run"}');
  });
});

describe("/metrics", () => {
  it("tells of each connection what is known, and nothing of what is not", async () => {
    const { health } = await open();
    health.see({ connections: [AGENCY, STUDIO], reasons: ["x"] });
    const { body } = await ask(health, "/metrics");
    const lines = body.split("\n").filter((line) => /^gazette_(connection|degraded)/.test(line));
    expect(lines).toEqual([
      'gazette_connection_up{connection="agency"} 1',
      'gazette_connection_up{connection="studio"} 0',
      'gazette_connection_last_success_timestamp_seconds{connection="agency"} 1795420800',
      'gazette_connection_accounts_asked{connection="agency"} 14',
      'gazette_connection_accounts_answered{connection="agency"} 13',
      'gazette_connection_coverage_ratio{connection="agency"} 0.97',
      'gazette_connection_token_days_left{connection="agency"} 30',
      'gazette_connection_calls_left{connection="agency"} 120',
      'gazette_connection_calls_left{connection="studio"} 0',
      "gazette_degraded 1",
    ]);
  });
});

describe("the runbook and the rules for Prometheus", () => {
  const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
  const findMetrics = (text: string): ReadonlySet<string> =>
    new Set(text.match(/\bgazette_[a-z_]*[a-z]\b/g)?.filter((name) => !name.endsWith("_")) ?? []);

  interface Rule {
    readonly alert: string;
    readonly expr: string;
    readonly labels: { readonly severity: string };
    readonly annotations: { readonly summary: string; readonly runbook: string };
  }

  async function readRules(): Promise<readonly Rule[]> {
    const file = parse(await read("config/examples/prometheus-rules.yaml")) as { groups: { rules: Rule[] }[] };
    return file.groups.flatMap(({ rules }) => rules);
  }

  it("know the metrics that are served, all of them and no other", async () => {
    const { health } = await open();
    // Those of clients are there once there is a client, and not before.
    expect(await health.metrics()).not.toContain("gazette_client");
    health.see({
      connections: [],
      reasons: [],
      clients: [{ client: "A", report: "week", nextAt: null, lastReportAt: null, lastPeriod: null, mails: {} }],
    });
    const served = findMetrics(
      (await health.metrics())
        .split("\n")
        .filter((line) => line.startsWith("# TYPE"))
        .join("\n"),
    );
    expect([...findMetrics(await read("docs/operations.md"))].toSorted()).toEqual([...served].toSorted());
    for (const { alert, expr } of await readRules()) {
      const used = [...findMetrics(expr)];
      expect(used.length > 0 || /\bup\{/.test(expr), alert).toBe(true);
      expect(
        used.filter((name) => !served.has(name)),
        alert,
      ).toEqual([]);
      expect(expr.split("(").length, alert).toBe(expr.split(")").length);
    }
  });

  it("have a chapter for each alert, and an alert for each chapter", async () => {
    const rules = await readRules();
    const chapters = [...(await read("docs/operations.md")).matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(rules.map(({ alert }) => alert)).toEqual(chapters);
    for (const { alert, labels, annotations } of rules) {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      expect(annotations.summary).toMatch(/\.$/);
      expect(["page", "warning"]).toContain(labels.severity);
    }
  });
});
