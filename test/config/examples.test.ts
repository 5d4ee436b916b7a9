// The examples people copy: each is read by a parser of its kind, and each `gazette` line by the command line itself.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Cron } from "croner";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { parseCommand } from "../../src/cli/parse-command.ts";
import { loadSettings } from "../../src/config/index.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "config/examples");
const read = (name: string): Promise<string> => readFile(join(FOLDER, name), "utf8");

const systemdAbsent = await run("systemd-analyze", ["--version"]).then(
  () => undefined,
  () => "systemd-analyze is not on this machine",
);

/** Command lines of Gazette in a text: from the program's name to the end of the shell's command. */
async function expectCommands(text: string, names: readonly string[]): Promise<void> {
  const lines = [...text.matchAll(/\bgazette (?:-- )?((?:--config|run|send|schedule|collect|worker)[^\n>&|;#]*)/g)];
  const parsed = await Promise.all(
    lines.map(([, words = ""]) => parseCommand(words.trim().replaceAll('"', "").split(/\s+/), "0")),
  );
  expect(parsed.map((one) => (one.kind === "command" ? one.entry.name : one.kind))).toEqual(names);
}

describe("the examples", () => {
  it("are all of them looked at here", async () => {
    expect((await readdir(FOLDER)).sort()).toEqual([
      "Dockerfile",
      "Dockerfile.dockerignore",
      "compose-workers.yaml",
      "compose.yaml",
      "crontab",
      "gazette-schedule.service",
      "gazette-worker@.service",
      "gazette.service",
      "gazette.timer",
      "github-actions.yml",
      "kubernetes-workers.yaml",
      // Looked at in test/schedule/health.test.ts.
      "prometheus-rules.yaml",
    ]);
  });

  it.skipIf(systemdAbsent !== undefined)(`systemd takes its units (${systemdAbsent ?? "asked for real"})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "gazette-units-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const units = ["gazette.service", "gazette.timer", "gazette-schedule.service", "gazette-worker@.service"];
    for (const unit of units) {
      // It looks whether the program is there.
      // A template is verified as one of its instances.
      await writeFile(
        join(folder, unit.replace("@.", "@1.")),
        (await read(unit)).replaceAll("/usr/local/bin/gazette", process.execPath),
      );
    }
    const { stdout, stderr } = await run(
      "systemd-analyze",
      ["verify", "--man=no", ...units.map((unit) => join(folder, unit.replace("@.", "@1.")))],
      { cwd: folder },
    );
    expect(stdout + stderr).toBe("");
    const calendars = [...(await read("gazette.timer")).matchAll(/^OnCalendar=(.+)$/gm)].map(([, when = ""]) => when);
    expect(calendars).toHaveLength(3);
    const { stdout: told } = await run("systemd-analyze", ["calendar", ...calendars], {
      env: { ...process.env, TZ: "Europe/Berlin" },
    });
    expect([...told.matchAll(/Next elapse: (\w+) /g)].map(([, day]) => day)).toEqual(["Tue", "Tue", "Wed"]);
  });

  it("systemd's units call commands that exist", async () => {
    await expectCommands(await read("gazette.service"), ["run"]);
    await expectCommands(await read("gazette-schedule.service"), ["schedule"]);
    await expectCommands((await read("gazette-worker@.service")).replaceAll("%i", "1"), ["worker"]);
  });

  it("cron takes every line of its table", async () => {
    const table = await read("crontab");
    const lines = table.split("\n").filter((line) => /^[\d*]/.test(line));
    const crons = lines.map((line) => line.split(/\s+/).slice(0, 5).join(" "));
    expect(crons).toEqual(["0 9 * * 2", "30 9-23 * * 2", "30 0-10 * * 3", "15 */8 * * *"]);
    for (const cron of crons)
      expect(new Cron(cron, { mode: "5-part", timezone: "UTC" }).nextRun()).toBeInstanceOf(Date);
    // A percent sign would end the command there.
    for (const line of lines) expect(line).not.toContain("%");
    await expectCommands(lines.join("\n"), ["run", "run", "run", "collect"]);
  });

  it("the GitHub workflow runs weekly, one at a time, with secrets from the environment", async () => {
    const text = await read("github-actions.yml");
    const workflow = parse(text) as {
      on: { schedule: { cron: string }[] };
      concurrency: { "cancel-in-progress": boolean };
      jobs: { report: { steps: { env?: Record<string, string>; run?: string }[] } };
    };
    const days = workflow.on.schedule.map(({ cron }) =>
      new Cron(cron, { mode: "5-part", timezone: "UTC" }).nextRun()?.getUTCDay(),
    );
    expect(days).toEqual([2, 2, 3]);
    expect(workflow.concurrency["cancel-in-progress"]).toBe(false);
    const step = workflow.jobs.report.steps.find((one) => one.run !== undefined);
    expect(Object.values(step?.env ?? {}).every((value) => /^\$\{\{ secrets\.\w+ \}\}$/.test(value))).toBe(true);
    await expectCommands(step?.run ?? "", ["run"]);
    const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts).toHaveProperty("gazette");
  });

  it("the Dockerfile copies what is there, and starts a command that exists", async () => {
    const lines = (await read("Dockerfile")).replaceAll("\\\n", " ").split("\n");
    const steps = lines.filter((line) => line !== "" && !line.startsWith("#"));
    const known = /^(FROM|WORKDIR|ENV|COPY|RUN|USER|VOLUME|EXPOSE|STOPSIGNAL|ENTRYPOINT|CMD) /;
    for (const step of steps) expect(step).toMatch(known);
    for (const step of steps.filter((line) => line.startsWith("COPY "))) {
      const sources = step
        .split(/\s+/)
        .slice(1, -1)
        .filter((word) => !word.startsWith("--"));
      // What the build stage makes is not in the checkout.
      for (const source of sources.map((word) => word.replace(/^\/src\//, ""))) {
        if (!["node_modules", "dist"].includes(source)) await stat(join(ROOT, source));
      }
    }
    const words = (name: string): readonly string[] =>
      JSON.parse(steps.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "[]");
    await expectCommands([...words("ENTRYPOINT"), ...words("CMD")].join(" "), ["schedule"]);
    expect(steps.find((line) => line.startsWith("FROM"))).toMatch(/^FROM node:24-/);
  });

  it("compose builds that Dockerfile, and looks at the port it opens on this machine alone", async () => {
    const { services } = parse(await read("compose.yaml")) as {
      services: {
        gazette: { build: { context: string; dockerfile: string }; ports: string[]; healthcheck: { test: string[] } };
      };
    };
    const { build, ports, healthcheck } = services.gazette;
    expect(resolve(FOLDER, build.context)).toBe(ROOT);
    await stat(join(ROOT, build.dockerfile));
    expect(ports).toEqual(["127.0.0.1:8056:8056"]);
    expect(() => new Function(healthcheck.test[3] ?? "(")).not.toThrow();
    expect(await read("Dockerfile")).toContain("EXPOSE 8056");
  });

  it("compose starts two workers beside the schedule, on one PostgreSQL, and lets them drain", async () => {
    const { services } = parse(await read("compose-workers.yaml"), { merge: true }) as {
      services: Record<"postgres" | "schedule" | "worker", Readonly<Record<string, unknown>>>;
    };
    const { postgres, schedule, worker } = services;
    expect(postgres.image).toMatch(/^postgres:\d+$/);
    for (const one of [schedule, worker]) {
      expect(one.environment).toMatchObject({ STORE_URL: expect.stringContaining("@postgres:5432/") });
      expect(one.stop_grace_period).toBe("40s");
    }
    expect(worker.deploy).toEqual({ replicas: 2 });
    await expectCommands(`gazette ${(worker.command as string[]).join(" ")}`, ["worker"]);
  });

  it("Kubernetes starts two workers with probes on the port they open, and lets them drain", async () => {
    const { kind, spec } = parse(await read("kubernetes-workers.yaml")) as {
      kind: string;
      spec: {
        replicas: number;
        selector: { matchLabels: object };
        template: {
          metadata: { labels: object };
          spec: { terminationGracePeriodSeconds: number; containers: Readonly<Record<string, unknown>>[] };
        };
      };
    };
    expect({ kind, replicas: spec.replicas }).toEqual({ kind: "Deployment", replicas: 2 });
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(30);
    const [worker = {}] = spec.template.spec.containers;
    await expectCommands(`gazette ${(worker.args as string[]).join(" ")}`, ["worker"]);
    expect(worker.ports).toEqual([{ name: "health", containerPort: 8058 }]);
    for (const probe of ["startupProbe", "livenessProbe"])
      expect(worker[probe]).toMatchObject({ httpGet: { path: "/healthz", port: "health" } });
  });

  it("the schedule of config/example.yaml, taken in, is one", async () => {
    const example = await readFile(join(ROOT, "config/example.yaml"), "utf8");
    const block = example.slice(example.indexOf("# schedule:")).replaceAll(/^# /gm, "");
    const folder = await mkdtemp(join(tmpdir(), "gazette-example-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, "gazette.yaml"), block);
    const { schedule } = loadSettings({ cwd: folder, file: "gazette.yaml", env: { GAZETTE_TOKEN: "token" } });
    expect(schedule).toEqual({
      cron: "0 9 * * 2",
      timeZone: "Europe/Berlin",
      catchUpHours: 48,
      stories: "0 */8 * * *",
      port: 8056,
      host: "127.0.0.1",
    });
  });
});
