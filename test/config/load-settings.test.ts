import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, type LoadInput, loadSettings, type Settings } from "../../src/config/index.ts";

const TOKEN = "EAABtesttoken123";
let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "gazette-config-"));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function load(yaml: string, input: Partial<LoadInput> = {}): Settings {
  mkdirSync(join(cwd, "config"), { recursive: true });
  writeFileSync(join(cwd, "config/gazette.yaml"), yaml);
  return loadSettings({ cwd, env: { GAZETTE_TOKEN: TOKEN }, ...input });
}

function refuse(yaml: string, input: Partial<LoadInput> = {}): ConfigError {
  return toConfigError(() => load(yaml, input));
}

function toConfigError(work: () => unknown): ConfigError {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

/** The keys of the whole example of PRODUCT §2, with its values. */
const WHOLE = `
graph: { url: https://graph.facebook.com, version: v25.0, timeoutSeconds: 60 }
connections:
  - { name: agency, token: \${GAZETTE_TOKEN}, appSecret: \${GAZETTE_APP_SECRET}, callsPerHour: 150 }
budget: { callsPerHour: 200, reservePercent: 10, wait: true }     # reserve: left for other users of the same app
accounts: { include: ["*"], exclude: [], groups: { DACH: [brand.de, "@brand_at"] }, alias: { brand.de: Brand Germany } }
store: { url: "sqlite:data/gazette.db" }                          # or postgres://…
period: { timeZone: Europe/Berlin, weekStartsOn: monday }
collect: { mediaDays: 35, rereadDays: 3, stories: true, audience: true, comments: counts }
report: { title: Instagram weekly, template: weekly, formats: [html, pdf, xlsx], outDir: reports, locale: en-GB, paper: A4,
          brand: { name: Acme, logo: logo.svg, colour: "#0b5fff" }, sortBy: engagementRate, goals: {}, notes: notes.md }
delivery: { smtp: \${SMTP_URL}, from: "Reports <reports@acme.test>", maxMegabytes: 10, whenGaps: send,
            recipients: [ { to: [a@b.test], group: DACH, attach: [pdf] } ] }
schedule: { cron: "0 7 * * 1", timeZone: Europe/Berlin, catchUpHours: 48 }
`;

const WHOLE_ENV = { GAZETTE_TOKEN: TOKEN, GAZETTE_APP_SECRET: "appsecret", SMTP_URL: "smtps://u:p@mail.test" };

describe("a configuration that is right", () => {
  it("may name every key, unquoted ${NAME} in flow style included", () => {
    const settings = load(WHOLE, { env: WHOLE_ENV });
    expect(settings.connections.map(({ name, callsPerHour }) => ({ name, callsPerHour }))).toEqual([
      { name: "agency", callsPerHour: 150 },
    ]);
    expect(settings.connections[0]?.token.reveal()).toBe(TOKEN);
    expect(settings.connections[0]?.appSecret?.reveal()).toBe("appsecret");
    expect(settings.delivery.smtp?.reveal()).toBe("smtps://u:p@mail.test");
    expect(settings.accounts.groups).toEqual({ DACH: ["brand.de", "brand_at"] });
    expect(settings.schedule).toEqual({
      cron: "0 7 * * 1",
      timeZone: "Europe/Berlin",
      catchUpHours: 48,
      host: "127.0.0.1",
    });
  });

  it("needs no file when GAZETTE_TOKEN is set", () => {
    const settings = loadSettings({ cwd, env: { GAZETTE_TOKEN: TOKEN } });
    expect(settings.file).toBeUndefined();
    expect(settings.connections).toMatchObject([{ name: "default", callsPerHour: 200 }]);
    expect(settings.budget).toEqual({ callsPerHour: 200, reservePercent: 10, wait: true });
    expect(settings.report.formats).toEqual(["html", "pdf", "xlsx"]);
    expect(settings.warnings).toEqual([]);
  });

  it("gives the defaults for a file that says nothing, or only section names", () => {
    expect(load("# nothing\n").graph.version).toBe("v25.0");
    expect(load("report:\nconnections:\n  - name: a\n    appSecret:\n").connections[0]?.name).toBe("a");
  });

  it("takes paths of things to read from its own folder and of things to write from the working folder", () => {
    const settings = load("report: { brand: { logo: logo.svg }, notes: notes.md, template: ./own, outDir: out }\n");
    expect(settings.report.brand.logo).toBe(join(cwd, "config/logo.svg"));
    expect(settings.report.notes).toBe(join(cwd, "config/notes.md"));
    expect(settings.report.template).toBe(join(cwd, "config/own"));
    expect(settings.report.outDir).toBe(join(cwd, "out"));
    expect(settings.store.url.reveal()).toBe(`sqlite:${join(cwd, "data/gazette.db")}`);
    expect(settings.warnings).toHaveLength(2);
  });

  it("fills texts, numbers and switches from the environment", () => {
    const yaml = "budget: { callsPerHour: ${CALLS}, wait: ${WAIT} }\nreport: { title: 'Week of ${WHO}, $${kept}' }\n";
    const settings = load(yaml, { env: { GAZETTE_TOKEN: TOKEN, CALLS: "120", WAIT: "false", WHO: "${CALLS}: {x}" } });
    expect(settings.budget).toMatchObject({ callsPerHour: 120, wait: false });
    expect(settings.connections[0]?.callsPerHour).toBe(120);
    expect(settings.report.title).toBe("Week of ${CALLS}: {x}, ${kept}");
  });

  it("reads secrets from files, relative to the configuration, without their last newline", () => {
    writeFileSync(join(cwd, "token"), `${TOKEN}\n`);
    const settings = load("connections: [{ name: a, tokenFile: ../token }]\n", { env: {} });
    expect(settings.connections[0]?.token.reveal()).toBe(TOKEN);
    expect(settings.warnings).toEqual([]);
  });

  it("warns of a token in the file and of plain http to another machine", () => {
    const settings = load(`graph: { url: http://proxy.test/ }\nconnections: [{ token: ${TOKEN} }]\n`);
    expect(settings.graph.url).toBe("http://proxy.test");
    expect(settings.warnings).toEqual([
      "connections[0].token is written into config/gazette.yaml, where others may read it; use ${GAZETTE_TOKEN} or tokenFile.",
      "graph.url is http://: the access token travels unencrypted to proxy.test; use https://.",
    ]);
    expect(load("graph: { url: http://127.0.0.1:8055 }\n").warnings).toEqual([]);
  });

  it("lets flags lie over the file", () => {
    const settings = load("budget: { reservePercent: 5 }\n", { overrides: { budget: { wait: false } } });
    expect(settings.budget).toEqual({ callsPerHour: 200, reservePercent: 5, wait: false });
  });

  it("finds the file by --config before GAZETTE_CONFIG", () => {
    writeFileSync(join(cwd, "one.yaml"), "report: { title: One }\n");
    writeFileSync(join(cwd, "two.yaml"), "report: { title: Two }\n");
    const env = { GAZETTE_TOKEN: TOKEN, GAZETTE_CONFIG: "two.yaml" };
    expect(loadSettings({ cwd, env }).report.title).toBe("Two");
    expect(loadSettings({ cwd, env, file: "one.yaml" }).report.title).toBe("One");
  });

  it("needs no secret where none is used", () => {
    const yaml =
      "connections: [{ name: a, token: ${A} }, { name: b, tokenFile: /nowhere/b }, { name: c, token: ${C} }]\n";
    const settings = load(yaml, { secrets: "optional", env: { C: "ccc" } });
    expect(settings.connections.map(({ name }) => name)).toEqual(["c"]);
    expect(loadSettings({ cwd: tmpdir(), env: {}, secrets: "optional" }).connections).toEqual([]);
  });

  it("is frozen and never shows a secret", () => {
    const settings = load(WHOLE, { env: WHOLE_ENV });
    expect(Object.isFrozen(settings.connections[0])).toBe(true);
    expect(Object.isFrozen(settings.accounts.groups)).toBe(true);
    const shown = JSON.stringify(settings) + inspect(settings, { depth: 9 });
    for (const secret of Object.values(WHOLE_ENV)) expect(shown).not.toContain(secret);
    expect(load("store: { url: 'postgres://u:pw@db.test/gazette' }\n").store.place).toBe(
      "PostgreSQL at db.test/gazette",
    );
  });
});

describe("a configuration that is wrong", () => {
  it.each([
    ["graph: { url: ftp://x }", "graph.url must be an address that starts with https://"],
    ["graph: { url: 'https://x.test/?a=1' }", "graph.url must be an address alone, without user, password, ? or #"],
    ["graph: { version: 25 }", "graph.version must be text, not a number (put it in quotes for text)"],
    ["graph: { version: '25' }", 'graph.version must look like "v25.0"'],
    ["budget: { callsPerHour: 0 }", "budget.callsPerHour must be at least 1"],
    ["budget: { callsPerHour: 1.5 }", "budget.callsPerHour must be a whole number, not this number"],
    ["budget: { reservePercent: 100 }", "budget.reservePercent must be at most 95"],
    ["budget: { wait: maybe }", "budget.wait must be true or false, not text"],
    ["budget: 200", "budget must be a group of keys, not a number (put it in quotes for text)"],
    ["connections: []", "connections must name at least one"],
    [
      "connections: [{ name: a, token: x1 }, { name: a, token: x2 }]",
      `connections[1].name is "a", as another connection's; names must differ`,
    ],
    [
      "connections: [{ name: a, token: x }, { name: b, token: x }]",
      `connections "a" and "b" have the same token; its calls would be counted twice over`,
    ],
    ["connections: [{ token: x, tokenFile: y }]", "connections[0].token and tokenFile are both given; keep one"],
    [
      "connections: [{ token: 'two words' }]",
      "connections[0].token holds a blank, a line break or a letter no secret has; was it copied whole?",
    ],
    [
      "period: { timeZone: Europe/Berlim }",
      "period.timeZone must be an IANA time zone such as Europe/Berlin; did you mean Europe/Berlin?",
    ],
    ["period: { timeZone: '+02:00' }", "period.timeZone must be an IANA time zone such as Europe/Berlin"],
    ["schedule: { timeZone: Mars/Base }", "schedule.timeZone must be an IANA time zone such as Europe/Berlin"],
    [
      "schedule: { cron: '0 25 * * 1' }",
      'schedule.cron is "0 25 * * 1"; it must be five cron fields such as "0 9 * * 2", Tuesdays at nine',
    ],
    ["schedule: { cron: '0 7 30 2 *' }", 'schedule.cron is "0 7 30 2 *", a time that never comes'],
    [
      "schedule: { stories: '0 0 */8 * * *' }",
      'schedule.stories is "0 0 */8 * * *"; it must be five cron fields such as "0 9 * * 2", Tuesdays at nine',
    ],
    [
      "period: { weekStartsOn: mondy }",
      "period.weekStartsOn must be one of monday, sunday, saturday; did you mean monday?",
    ],
    ["report: { locale: pt-PT }", "report.locale must be en, de, fr, es or it, alone or as in en-GB, or pt-BR"],
    [
      "report: { locale: de_at }",
      "report.locale must be en, de, fr, es or it, alone or as in en-GB, or pt-BR; did you mean de-AT?",
    ],
    ["report: { formats: [] }", "report.formats must name at least one"],
    ["report: { formats: [html, html] }", "report.formats[1] names html again"],
    ["report: { brand: { colour: blue } }", 'report.brand.colour must be a colour such as "#0b5fff", in quotes'],
    ["report: { title: '' }", "report.title must not be empty"],
    ["store: { url: mysql://x }", 'store.url must look like "sqlite:data/gazette.db" or "postgres://…"'],
    ["accounts: { groups: { DACH: [] } }", "accounts.groups.DACH must name at least one"],
    [
      "accounts: { alias: { b.de: X, b.at: X } }",
      'accounts.alias["b.at"] is "X", as is that of b.de; aliases must differ',
    ],
    ["delivery: { from: nobody }", 'delivery.from must look like "Reports <reports@acme.test>"'],
    ["reprot: {}", "reprot is not a known key; did you mean report?"],
    ["report: { colour: '#fff' }", "report.colour is not a known key; did you mean report.brand.colour?"],
    [
      "comments: { rules: [{ name: r, accounts: [a], when: { authors: [b] }, action: flag }] }",
      "comments.rules[0].accounts is not a known key; did you mean comments.rules[0].when.accounts?",
    ],
    ["connections: [{ tokne: x }]", "connections[0].tokne is not a known key; did you mean token?"],
    [
      "collect: { xyzzy: 1 }",
      "collect.xyzzy is not a known key; known here: mediaDays, rereadDays, stories, audience, extras, comments",
    ],
  ])("refuses %s", (yaml, sentence) => {
    const error = refuse(yaml);
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.message).toBe(`Could not use config/gazette.yaml: ${sentence} (line 1).`);
  });

  it("refuses recipients that cannot be served", () => {
    const recipient = "{ to: [a@b.test], group: DACHS, attach: [xlsx] }";
    const yaml = `accounts: { groups: { DACH: [x] } }\nreport: { formats: [pdf] }\ndelivery:\n  recipients: [${recipient}]\n`;
    expect(
      refuse(yaml)
        .problems.map(({ key, problem }) => `${key} ${problem}`)
        .sort(),
    ).toEqual([
      "delivery.from is missing, but there are recipients",
      "delivery.recipients[0].attach names xlsx, which is not in report.formats",
      'delivery.recipients[0].group is "DACHS", which is not in accounts.groups; did you mean DACH?',
      "delivery.smtp is missing, but there are recipients",
    ]);
  });

  it("refuses goals that name no group, no day, or a rate that is no share", () => {
    const goals =
      "{ all: { engagementRate: 3 }, groups: { DACHS: { followers: { target: 9, by: 2026-12-31 } } }, accounts: {} }";
    const { problems } = refuse(`accounts: { groups: { DACH: [x] } }\nreport: { goals: ${goals} }\n`);
    expect(problems.map(({ key, problem }) => `${key} ${problem}`).sort()).toEqual([
      "report.goals.all.engagementRate is a share: write 0.03 for 3 %",
      "report.goals.groups.DACHS is not in accounts.groups; did you mean DACH?",
    ]);
    expect(refuse("report: { goals: { all: { reach: { target: 9, by: soon } } } }\n").problems).toHaveLength(1);
    expect(refuse("report: { goals: { engagementRate: 0.03 } }\n").problems).toHaveLength(1);
  });

  it("names all problems at once, each with its line, in the order of the file", () => {
    const error = refuse(
      "budgett: {}\nconnections:\n  - name: a\n    token: ${NOT_SET}\nperiod:\n  timeZone: Nowhere\nreport:\n  formats: [html, doc]\n  paper: A3\n",
    );
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.problems.map(({ key, line }) => [key, line])).toEqual([
      ["budgett", 1],
      ["connections[0].token", 4],
      ["period.timeZone", 6],
      ["report.formats[1]", 8],
      ["report.paper", 9],
    ]);
    expect(error.message).toMatch(
      /^Could not use config\/gazette.yaml, 5 things need mending:\n {2}- budgett is not a known key/,
    );
  });

  it("counts only missing secrets as CONFIG_SECRET_MISSING, several together", () => {
    const error = refuse("connections: [{ name: a, token: ${A_TOKEN} }, { name: b, tokenFile: gone }, { name: c }]\n", {
      env: { A_TOKEN: " " },
    });
    expect(error.code).toBe("CONFIG_SECRET_MISSING");
    expect(error.problems.map(({ key, problem }) => `${key} ${problem}`)).toEqual([
      "connections[0].token needs the environment variable A_TOKEN, which is not set",
      `connections[1].tokenFile names the file ${join(cwd, "config/gone")}, which does not exist`,
      "connections[2].token is missing; give token or tokenFile",
    ]);
  });

  it("sends whoever has neither file nor token to init", () => {
    const error = toConfigError(() => loadSettings({ cwd, env: {} }));
    expect(error.code).toBe("CONFIG_SECRET_MISSING");
    expect(error.message).toBe(
      "Could not use the environment: there is no config/gazette.yaml, and GAZETTE_TOKEN, the access token, is not set.",
    );
    expect(error.hint).toContain("gazette init");
  });

  it("says that a named file is not there", () => {
    const error = toConfigError(() => loadSettings({ cwd, env: { GAZETTE_TOKEN: TOKEN }, file: "gone.yaml" }));
    expect(error.code).toBe("CONFIG_UNREADABLE");
    expect(error.message).toBe("Could not use gone.yaml: there is no such file.");
  });

  it.each([
    ["a: 1\n\tb: 2\n", "it cannot be read as YAML at column 1: a tab is used to indent; use spaces (line 2)"],
    ["report:\n  title: a\n  title: b\n", "it cannot be read as YAML at column 3: a key stands there twice (line 3)"],
    ["report: { title: 'a }\n", "it cannot be read as YAML at column 1: a quote, comma or bracket is missing (line 2)"],
    ["- a\n", 'it must hold keys such as "connections:", not a single value or a list (line 1)'],
  ])("says where YAML breaks: %j", (yaml, sentence) => {
    const error = refuse(yaml);
    expect(error.code).toBe("CONFIG_UNREADABLE");
    expect(error.message).toBe(`Could not use config/gazette.yaml: ${sentence}.`);
  });

  it("tells what starts with * beside a line that breaks the file", () => {
    const { message } = refuse("accounts:\n  include: *berlin\n  exclude: [*x]\nbudget: { reservePercent: 5\n");
    for (const place of ["column 12: a value starts with *; put it in quotes (line 2)", "column 13: ", "(line 5)"])
      expect(message).toContain(place);
  });

  it("checks keys and rules of the sections that can be read beside those that cannot", () => {
    const error = refuse(
      [
        "accounts:",
        "  groups: { north: [a }",
        "period:",
        "  timeZone: Europe/Berlim",
        "report:",
        "  title: 'Week",
        "  locale: xx",
        "budget:",
        "  reservePercent: 200",
        "delivery:",
        "  from: us",
        "  recipients: [{ to: [a@b.test], group: north, attach: [pdf] }]",
        "schedule:",
        '  cron: "0 25 * * *"',
        "nonsense: 1",
      ].join("\n"),
    );
    expect(error.code).toBe("CONFIG_UNREADABLE");
    const told = error.problems.map(({ key, line }) => `${line} ${key}`);
    // Neither is `connections` missing nor `north` unknown: what stands in the broken sections nobody knows.
    expect(told).toEqual([
      "2 ",
      "4 period.timeZone",
      "8 ",
      "9 budget.reservePercent",
      "11 delivery.from",
      "11 delivery.smtp",
      "14 schedule.cron",
      "15 nonsense",
    ]);
  });

  it.each([
    ["accounts:\n  include:\n    - *berlin\n", "column 7: a value starts with *; put it in quotes (line 3)"],
    ["accounts: { include: [*] }\n", "column 23: a value starts with *; put it in quotes (line 1)"],
    ["report: &all\n  goals: *all\n", "column 10: a reference (*name) stands within what it names (line 2)"],
    [`report: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`, "column"],
  ])("never fails of a reference or of depth: %.40j", (yaml, sentence) => {
    const error = refuse(yaml);
    expect(error.code).toBe("CONFIG_UNREADABLE");
    expect(error.message).toContain(`it cannot be read as YAML at ${sentence}`);
  });

  it("does not unfold references that stand for billions", () => {
    const lines = ["a: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let at = 1; at < 10; at += 1)
      lines.push(
        `b${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(", ")}]`,
      );
    const error = refuse(`${lines.join("\n")}\n`);
    expect(error.code).toBe("CONFIG_UNREADABLE");
    expect(error.message).toContain("references (*name) stand for too many values; write them out (line 10)");
  });

  it("tells what is wrong with YAML, with keys and between keys at once", () => {
    const error = refuse(
      "accounts:\n  include: [*berlin]\nreprot: {}\nbudget:\n  callsPerHour: many\nbudget:\n  reservePercent: 200\n",
    );
    expect(error.code).toBe("CONFIG_UNREADABLE");
    expect(error.problems.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
  });

  it("never quotes what could be a token", () => {
    for (const yaml of [
      `connections: [{ token: ${TOKEN} x }]`,
      `connections: { token: ${TOKEN} }`,
      `a: b: ${TOKEN}`,
      `${TOKEN}`,
    ]) {
      const error = refuse(yaml);
      expect(`${error.message} ${error.hint}`).not.toContain(TOKEN);
    }
  });
});
