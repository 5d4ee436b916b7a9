// One agency, one store, many clients: each report its own, from one collection.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
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
