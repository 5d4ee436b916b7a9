// One agency, one store, many clients: each report its own, from one collection.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { engines } from "../store/engines.ts";
import { type Journey, startJourney } from "../support/journey.ts";
import { startMailServer } from "../support/mail-server.ts";

interface ClientRan {
  readonly client: string;
  readonly report: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly outcome: string;
  readonly files: readonly { readonly path: string }[];
  readonly deliveries: readonly { readonly recipient: string; readonly state: string; readonly message: string }[];
  readonly failures: readonly { readonly code: string; readonly message: string }[];
}

interface Ran {
  readonly outcome: string;
  readonly calls: number;
  readonly clients: readonly ClientRan[];
  readonly failures: readonly { readonly code: string; readonly client?: string }[];
}

const KAFFEE = "kaffee_nord*";
const WORLD = { accounts: 8, seed: 7 };

const toAgency = (clients: string, more = ""): string =>
  [
    "report: { formats: [html], goals: { all: { views: 777777 } } }",
    "delivery: { smtp: '${SMTP_URL}', from: 'Reports <reports@agency.test>', operator: op@agency.test }",
    more,
    "clients:",
    clients,
  ].join("\n");

const THREE = toAgency(`
  - name: Kaffee Nord
    accounts: ["${KAFFEE}"]
    report: { locale: de-DE, brand: { colour: "#6b3f1d" } }
    reports: [{ every: week, to: [owner@kaffee.test], attach: [html] }]
  - name: Fjell
    accounts: ["fjellvik*"]
    reports: [{ every: week, edition: brief, to: [post@fjell.test], attach: [html] }]
  - name: Mois
    accounts: ["fjellvik.fr"]
    report: { locale: fr }
    reports: [{ every: month, to: [mois@fjell.test], attach: [html] }]
`);

async function hashFolder({ folder }: Journey, name: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map(async (file) => {
    const bytes = await readFile(file);
    return [file.slice(folder.length + 1), createHash("sha256").update(bytes).digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

describe("a run for clients", () => {
  it("collects once, makes each its own, mails each its own; a second one is free", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(WORLD, THREE);
    const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off` };
    const first = await journey.gazette(["run", "--json"], { env });
    expect([0, 3], first.stderr).toContain(first.code);
    const ran = first.json<Ran>();
    expect(ran.failures).toEqual([]);
    expect(ran.clients.map(({ client, report }) => `${client} ${report}`)).toEqual([
      "Kaffee Nord week",
      "Fjell week-brief",
      "Mois month",
    ]);
    expect(ran.calls).toBe(journey.sandbox.callsCounted());
    const month = ran.clients[2]?.period.from.slice(0, 7);
    expect(ran.clients.map(({ files }) => files[0]?.path.slice(journey.folder.length + 1))).toEqual([
      `reports/Kaffee Nord/${journey.week}/report.html`,
      `reports/Fjell/brief/${journey.week}/report.html`,
      `reports/Mois/${month}/report.html`,
    ]);
    expect(server.mails.map(({ to }) => to.join()).toSorted()).toEqual([
      "mois@fjell.test",
      "owner@kaffee.test",
      "post@fjell.test",
    ]);
    const pages = await Promise.all(ran.clients.map(({ files }) => readFile(files[0]?.path ?? "", "utf8")));
    expect(pages.map((page) => /<html[^>]* lang="(\w+)/.exec(page)?.[1])).toEqual(["de", "en", "fr"]);
    // One collection: the accounts that are in two reports were asked once.
    await using store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}` });
    expect(await store.read.runs(9)).toHaveLength(1);

    const [files, sent] = [await hashFolder(journey, "reports"), server.mails.length];
    const again = await journey.gazette(["run", "--json"], { env });
    expect(again.json<Ran>()).toMatchObject({ outcome: ran.outcome, calls: 0 });
    expect(journey.sandbox.callsCounted()).toBe(ran.calls);
    expect(await hashFolder(journey, "reports")).toEqual(files);
    expect(server.mails).toHaveLength(sent);
  });

  it("leaves the others where one client's configuration, logo or server fails", async () => {
    await using server = await startMailServer();
    const clients = `
  - { name: Broken, accounts: [x], period: { timeZone: Nowhere } }
  - name: Late
    accounts: ["fjellvik"]
    delivery: { smtp: "smtp://127.0.0.1:1?tls=off" }
    reports: [{ every: week, to: [late@x.test], attach: [] }]
  - { name: Nobody, accounts: [nobody_there], reports: [{ every: week, to: [n@x.test], attach: [] }] }
  - { name: Good, accounts: ["${KAFFEE}"], reports: [{ every: week, to: [good@x.test], attach: [] }] }
`;
    await using journey = await startJourney(WORLD, toAgency(clients));
    const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off` };
    const ended = await journey.gazette(["run", "--json"], { env });
    expect(ended.code, ended.stderr).toBe(3);
    const ran = ended.json<Ran>();
    expect(ran.clients.map(({ client, outcome }) => `${client} ${outcome}`)).toEqual([
      "Late partial",
      "Nobody failed",
      expect.stringMatching(/^Good (complete|partial)$/),
    ]);
    expect(ran.failures.map(({ client, code }) => `${client} ${code}`)).toEqual([
      "Broken CONFIG_INVALID",
      "Nobody REPORT_NO_ACCOUNT",
    ]);
    expect(server.mails.map(({ to }) => to.join())).toEqual(["good@x.test"]);
    expect(ended.stderr).toContain("clients[0].period.timeZone must be an IANA time zone");
  });

  it("is narrowed by --client, which is one of the list", async () => {
    await using journey = await startJourney(WORLD, THREE);
    const env = { SMTP_URL: "smtp://127.0.0.1:1?tls=off" };
    const accounts = await journey.gazette(["accounts", "--client", "kaffee nord", "--json"], { env });
    const listed = accounts.json<{ accounts: readonly { username: string }[] }>().accounts;
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.every(({ username }) => username.startsWith("kaffee_nord"))).toBe(true);
    const wrong = await journey.gazette(["report", "--client", "Kaffe Nord"], { env });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("Did you mean Kaffee Nord?")]);
    const collected = await journey.gazette(["collect", "--client", "Kaffee Nord", "--json"], { env });
    expect([0, 3], collected.stderr).toContain(collected.code);
    const report = await journey.gazette(["report", "--client", "Kaffee Nord", "--json"], { env });
    expect(report.json<{ clients: unknown }>().clients).toMatchObject([{ client: "Kaffee Nord", report: "week" }]);
    // Of a day nobody has a cadence of, the client's first report is the one that is meant.
    const day = await journey.gazette(["report", "--client", "Kaffee Nord", "--period", "last-28-days", "--json"], {
      env,
    });
    expect(day.json<{ clients: unknown }>().clients).toMatchObject([{ client: "Kaffee Nord", report: "week" }]);
  });
});

describe("what is told of clients before anything is sent", () => {
  const AGENCY = toAgency(
    `
  - name: Kaffee Nord
    accounts: ["${KAFFEE}"]
    reports: [{ every: week, cron: "0 9 * * *", to: [owner@kaffee.test] }, { every: month, cron: "0 9 1 * *", to: [owner@kaffee.test] }]
  - { name: Hamburg, accounts: ["kaffee_nord.hamburg"], delivery: { smtp: "smtp://user:hunter2@mail.test" } }
  - { name: Typo, accounts: [x], report: { local: de } }
`,
    "schedule: { cron: '0 9 * * *', timeZone: Europe/Berlin }",
  );
  const env = { SMTP_URL: "smtp://127.0.0.1:1?tls=off" };

  it("check names accounts of none and of two, the next reports and who gets them", async () => {
    await using journey = await startJourney(WORLD, AGENCY);
    const ended = await journey.gazette(["check", "--json"], { env });
    const { checks } = ended.json<{ checks: readonly { name: string; state: string; message: string }[] }>();
    const of = (name: string) => checks.filter((check) => check.name === name);
    const [broken, kaffee] = of("client");
    expect(broken).toMatchObject({
      state: "fail",
      message: expect.stringContaining("clients[2].report.local is not a known key; did you mean locale?"),
    });
    expect(kaffee?.message).toMatch(
      /^Kaffee Nord: \d accounts \(@kaffee_nord.*\); week next at 20\d\d-.* to owner@kaffee\.test; month next at .*-01T.* to owner@kaffee\.test$/,
    );
    expect(of("clients").map(({ state, message }) => `${state} ${message}`)).toEqual([
      expect.stringMatching(/^warn \d accounts of no client: @/),
      "warn @kaffee_nord.hamburg is of Kaffee Nord and Hamburg",
    ]);
  });

  it("config show tells each value with its origin, and no secret", async () => {
    await using journey = await startJourney(WORLD, AGENCY);
    const ended = await journey.gazette(["config", "show", "--client", "hamburg", "--json"], { env });
    expect(ended.code).toBe(3);
    const { settings } = ended.json<{
      settings: readonly {
        client: string;
        report: string;
        values: readonly { key: string; value: unknown; origin: string }[];
      }[];
    }>();
    const find = (key: string) => settings[0]?.values.find((one) => one.key === key);
    expect(settings.map(({ client, report }) => `${client} ${report}`)).toEqual(["Hamburg week"]);
    expect(find("delivery.smtp")).toMatchObject({ value: "[secret]", origin: "clients[1].delivery.smtp" });
    expect(find("accounts.include")).toMatchObject({ value: ["kaffee_nord.hamburg"], origin: "clients[1].accounts" });
    expect(find("report.formats")).toMatchObject({ value: ["html"], origin: "gazette.yaml", line: expect.any(Number) });
    expect(find("report.paper")).toMatchObject({ value: "A4", origin: "default" });
    expect(find("schedule.cron")).toMatchObject({ origin: "gazette.yaml" });
    const whole = await journey.gazette(["config", "show"], { env });
    for (const text of [ended.stdout, whole.stdout, whole.stderr]) expect(text).not.toMatch(/hunter2|127\.0\.0\.1:1\?/);
  });

  it("plan prices what is due until tomorrow, once for all", async () => {
    await using journey = await startJourney(WORLD, AGENCY);
    const ended = await journey.gazette(["plan", "--json"], { env });
    const planned = ended.json<{
      calls: number;
      due: readonly { client: string; report: string; dueAt: string | null }[];
      perAccount: readonly { username: string }[];
    }>();
    expect(planned.due.map(({ client, report }) => `${client} ${report}`)).toEqual(
      expect.arrayContaining(["Kaffee Nord week", "Hamburg week"]),
    );
    expect(planned.perAccount.every(({ username }) => username.startsWith("kaffee_nord"))).toBe(true);
    expect(new Set(planned.perAccount.map(({ username }) => username)).size).toBe(planned.perAccount.length);
    // A week and a month of one account, and its report for another client, are one request.
    expect(planned.calls).toBe(planned.perAccount.length + 1);
  });
});

describe("on a PostgreSQL store", () => {
  it("a run, a second one and forgetting a client go as on SQLite", async () => {
    const postgres = engines.find(({ name }) => name === "PostgreSQL");
    if (postgres === undefined) throw new Error("there is PostgreSQL");
    const place = await postgres.createPlace();
    onTestFinished(() => place.remove());
    await using server = await startMailServer();
    await using journey = await startJourney({ accounts: 8, seed: 7 });
    const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=off`, DATABASE: place.url };
    await writeFile(
      join(journey.folder, "pg.yaml"),
      [
        `graph: { url: ${journey.sandbox.url} }`,
        "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
        "store: { url: '${DATABASE}' }",
        THREE,
      ].join("\n"),
    );
    const gazette = (...words: readonly string[]) =>
      journey.gazette(["--config", "pg.yaml", ...words, "--json"], { env });
    const ran = (await gazette("run")).json<Ran>();
    expect(ran.clients.map(({ files }) => files.length)).toEqual([1, 1, 1]);
    expect(server.mails).toHaveLength(3);
    expect((await gazette("run")).json<Ran>()).toMatchObject({ outcome: ran.outcome, calls: 0 });
    expect(server.mails).toHaveLength(3);
    const forgotten = (await gazette("forget", "--client", "Kaffee Nord", "--yes")).json<{
      done: boolean;
      removed: Readonly<Record<string, number>>;
      folders: readonly string[];
    }>();
    expect(forgotten).toMatchObject({ done: true, folders: [join(journey.folder, "reports/Kaffee Nord")] });
    expect(forgotten.removed.sealed_reports).toBe(1);
    expect(forgotten.removed.account_days).toBeGreaterThan(0);
    const status = (await gazette("status")).json<{
      clients: readonly { client: string; lastReportAt: string | null }[];
    }>();
    expect(status.clients.map(({ client, lastReportAt }) => `${client} ${lastReportAt !== null}`)).toEqual([
      "Kaffee Nord false",
      "Fjell true",
      "Mois true",
    ]);
  });
});
