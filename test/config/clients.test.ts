import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, type LoadInput, loadSettings, type Settings } from "../../src/config/index.ts";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gazette-clients-"));
  mkdirSync(join(cwd, "config"), { recursive: true });
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function load(yaml: string, input: Partial<LoadInput> = {}): Settings {
  writeFileSync(join(cwd, "config/gazette.yaml"), yaml);
  return loadSettings({ cwd, env: { GAZETTE_TOKEN: "EAABtesttoken123", SMTP_URL: "smtps://u:p@mail.test" }, ...input });
}

const AGENCY = `
period: { timeZone: Europe/Berlin, weekStartsOn: monday }
accounts: { exclude: [secret], groups: { North: [kaffee_nord.hamburg] } }
report: { formats: [html, pdf], locale: en-GB, notes: all.md, goals: { all: { reach: 500 }, accounts: { tea: { reach: 3 } } } }
delivery: { smtp: '\${SMTP_URL}', from: 'Reports <reports@agency.test>', filesUrl: 'https://files.agency.test/r/' }
schedule: { cron: "0 9 * * 2" }
`;

const CLIENTS = `${AGENCY}
clients:
  - name: Kaffee Nord
    accounts: ["@kaffee_nord*"]
    report: { locale: de-DE, brand: { colour: "#6b3f1d" } }
    period: { weekStartsOn: sunday }
    review: { when: always, by: lead@agency.test, remindAfterHours: 2 }
    reports:
      - { every: week, edition: brief, to: [owner@kaffee.test] }
      - { every: month, cron: "0 9 4 * *", formats: [pdf, xlsx], to: [owner@kaffee.test, cfo@kaffee.test], title: Monat }
  - name: Tea/Time
    accounts: [tea]
    period: { timeZone: Asia/Tokyo }
    delivery: { smtp: 'smtp://tea.test', recipients: [{ to: [boss@tea.test] }] }
`;

describe("clients", () => {
  it("are none where the configuration has none", () => {
    const settings = load(AGENCY);
    expect(settings.clients).toEqual([]);
    expect(settings.brokenClients).toEqual([]);
    expect(settings.client).toBeUndefined();
    expect(settings.accounts.within).toBeUndefined();
  });

  it("inherit what they do not differ in, report by report", () => {
    const { clients, brokenClients } = load(CLIENTS);
    expect(brokenClients).toEqual([]);
    const [kaffee, tea] = clients;
    expect(kaffee?.reports.map(({ key, cadence, cron }) => [key, cadence, cron])).toEqual([
      ["week-brief", { every: "week" }, "0 9 * * 2"],
      ["month", { every: "month" }, "0 9 4 * *"],
    ]);
    const [week, month] = kaffee?.reports.map(({ settings }) => settings) ?? [];
    expect(week?.report).toMatchObject({
      locale: "de-DE",
      edition: "brief",
      formats: ["html", "pdf"],
      brand: { name: "Kaffee Nord", colour: "#6b3f1d" },
      outDir: join(cwd, "reports/Kaffee Nord/brief"),
    });
    expect(month?.report).toMatchObject({ edition: "full", title: "Monat", outDir: join(cwd, "reports/Kaffee Nord") });
    expect(week?.period).toEqual({ timeZone: "Europe/Berlin", weekStartsOn: "sunday" });
    expect(week?.delivery.recipients).toEqual([{ to: ["owner@kaffee.test"], attach: ["pdf"] }]);
    expect(month?.delivery.recipients[0]?.attach).toEqual(["pdf", "xlsx"]);
    expect(week?.delivery.from).toBe("Reports <reports@agency.test>");
    expect(week?.accounts).toMatchObject({
      include: ["kaffee_nord*"],
      exclude: ["secret"],
      within: [["kaffee_nord*"], ["*"]],
    });
    expect(week?.client).toMatchObject({ name: "Kaffee Nord", report: "week-brief", review: { remindAfterHours: 2 } });
    // A client's week, month and hour are those of its own zone.
    expect(tea?.reports[0]?.settings.schedule).toMatchObject({ timeZone: "Asia/Tokyo", cron: "0 9 * * 2" });
    expect(week?.schedule.timeZone).toBe("Europe/Berlin");
    expect(Object.isFrozen(week?.report.brand)).toBe(true);
  });

  it("have a folder, a web address and a mail server of their own", () => {
    const { clients, delivery } = load(CLIENTS);
    const [kaffee, tea] = clients.map(({ reports }) => reports[0]?.settings);
    expect(kaffee?.delivery.filesUrl).toBe("https://files.agency.test/r/Kaffee%20Nord/brief");
    expect(tea?.report.outDir).toBe(join(cwd, "reports/Tea_Time"));
    expect(tea?.delivery.smtp?.reveal()).toBe("smtp://tea.test");
    expect(kaffee?.delivery.smtp?.reveal()).toBe(delivery.smtp?.reveal());
  });

  // What the cut of a report has always left out: it is about others, too.
  it("inherit neither notes nor goals of all accounts together", () => {
    const { clients } = load(CLIENTS.replace("report: { locale: de-DE,", "report: { notes: k.md, locale: de-DE,"));
    writeFileSync(join(cwd, "config/k.md"), "ours");
    const { clients: mended } = load(
      CLIENTS.replace(
        "report: { locale: de-DE,",
        "report: { notes: k.md, goals: { all: { views: 9 } }, locale: de-DE,",
      ),
    );
    expect(clients.map(({ name }) => name)).toEqual(["Tea/Time"]);
    const [kaffee, tea] = mended.map(({ reports }) => reports[0]?.settings.report);
    expect(kaffee?.notes).toBe(join(cwd, "config/k.md"));
    expect(kaffee?.goals).toEqual({ all: { views: 9 }, groups: {}, accounts: { tea: { reach: 3 } } });
    expect(tea?.notes).toBeUndefined();
    expect(tea?.goals.all).toEqual({});
  });

  it("that are wrong are told with every key at once, and leave the others", () => {
    const { clients, brokenClients } = load(`${CLIENTS}
  - name: kaffee nord
    accounts: []
    report: { locale: xx, brand: { logo: no.svg }, colour: red, template: ./mine }
    period: { timeZone: Europe/Berln }
    review: { when: sometimes }
    reports: [{ every: week, cron: "0 0 30 2 *" }, { cronn: x }, { every: year }, { days: 9 }, { every: week, cron: "1 1 1 1 1" }]
  - { name: "${"x".repeat(61)}", accounts: [a] }
  - just a name
  - { accounts: [b] }
`);
    expect(clients.map(({ name }) => name)).toEqual(["Kaffee Nord", "Tea/Time"]);
    expect(brokenClients.map(({ name, problems }) => [name, problems.map(({ key }) => key).toSorted()])).toEqual([
      [
        "kaffee nord",
        [
          "clients[2].accounts",
          "clients[2].name",
          "clients[2].period.timeZone",
          "clients[2].report.brand.logo",
          "clients[2].report.colour",
          "clients[2].report.locale",
          "clients[2].report.template",
          "clients[2].reports[0].cron",
          "clients[2].reports[1].cronn",
          "clients[2].reports[2].every",
          "clients[2].reports[3].cron",
          "clients[2].reports[4].name",
          "clients[2].review.when",
        ],
      ],
      ["x".repeat(61), ["clients[3].name"]],
      ["clients[4]", ["clients[4]"]],
      ["clients[5]", ["clients[5].name"]],
    ]);
    const told = brokenClients[0]?.problems.find(({ key }) => key === "clients[2].reports[0].cron");
    expect(told).toMatchObject({ problem: 'is "0 0 30 2 *", a time that never comes', line: 27 });
  });

  it("are told of a template that holds no page, once it does it is one", () => {
    const yaml = `${AGENCY}clients: [{ name: Own, accounts: [a], report: { template: ./mine } }, { name: Good, accounts: [b] }]`;
    mkdirSync(join(cwd, "config/mine"));
    const { key, problem } = load(yaml).brokenClients[0]?.problems[0] ?? {};
    const path = join(cwd, "config/mine");
    expect([key, problem]).toEqual(["clients[0].report.template", `names ${path}, which holds no report.hbs`]);
    writeFileSync(join(path, "report.hbs"), "");
    expect(load(yaml).brokenClients).toEqual([]);
  });

  it.each([
    ["the same", "Kaffee Nord"],
    ["capitals", "KAFFEE nord"],
    ["how a letter is put together", "Cafe\u0301", "Caf\u00e9"],
    ["wide letters", "\uff34\uff25\uff21", "tea"],
    ["what no folder may be named", "Tea:Time"],
    ["a dot at the end", "Kaffee Nord."],
  ])("may not differ in %s alone", (_what, name, other = name === "Tea:Time" ? "Tea/Time" : "Kaffee Nord") => {
    const { clients, brokenClients } = load(
      `${AGENCY}clients: [{ name: "${other}", accounts: [a] }, { name: "${name}", accounts: [b] }]`,
    );
    expect(clients.map((one) => one.name)).toEqual([other]);
    expect(brokenClients[0]?.problems[0]?.key).toBe("clients[1].name");
  });

  it.each(["...", "CON", "nul.txt"])("may not be named %s", (name) => {
    expect(() => load(`${AGENCY}clients: [{ name: "${name}", accounts: [a] }]`)).toThrow(/no folder can be named/);
  });

  it("are told with everything else that is wrong, and when none is left", () => {
    const refuse = (yaml: string): ConfigError => {
      try {
        load(yaml);
      } catch (error) {
        if (error instanceof ConfigError) return error;
      }
      throw new Error("it was accepted");
    };
    expect(
      refuse(`budget: { wat: 1 }\nclients: [{ name: A, accounts: [a], perod: 1 }, { name: B, accounts: [b] }]`)
        .problems,
    ).toMatchObject([
      { key: "budget.wat", line: 1 },
      { key: "clients[0].perod", line: 2, problem: "is not a known key; did you mean period?" },
    ]);
    expect(refuse("clients: [{ name: A }]").problems).toMatchObject([
      { key: "clients[0].accounts", problem: "is missing" },
    ]);
    expect(refuse("clients: []").problems).toMatchObject([{ key: "clients" }]);
    expect(refuse("clients: none").problems).toMatchObject([{ key: "clients" }]);
  });

  it("may take values from the environment, each its own", () => {
    const yaml = `${AGENCY}clients: [{ name: A, accounts: ["\${WHO}"], report: { credit: "\${CREDIT}" } }, { name: B, accounts: [b], delivery: { smtp: "\${NO}" } }]`;
    const env = { GAZETTE_TOKEN: "t", SMTP_URL: "smtp://x.test", WHO: "a", CREDIT: "true" };
    const { clients, brokenClients } = load(yaml, { env });
    expect(clients[0]).toMatchObject({
      name: "A",
      accounts: ["a"],
      reports: [{ settings: { report: { credit: true } } }],
    });
    expect(brokenClients).toMatchObject([{ name: "B", problems: [{ key: "clients[1].delivery.smtp" }] }]);
    expect(load(yaml, { env, secrets: "optional" }).clients.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  it("of a file without its mail server's address can be reported on, which sends nothing", () => {
    const { clients, brokenClients } = load(CLIENTS, { env: { GAZETTE_TOKEN: "t" }, secrets: "optional" });
    expect([clients.length, brokenClients.length]).toEqual([2, 0]);
  });
});
