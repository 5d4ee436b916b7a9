// `gazette run` as cron calls it: from the API to the mailboxes, once.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toPeriodName } from "../../src/dataset/index.ts";
import { openStore } from "../../src/store/index.ts";
import { type Journey, startJourney } from "../support/journey.ts";
import { listFiles, startMailServer } from "../support/mail-server.ts";
import { shareBrowser } from "../support/share-browser.ts";

shareBrowser();

const world = (rest = {}) => ({ accounts: 3, seed: 7, ...rest });
const REPORT = "report: { formats: [html, xlsx] }";

interface Ran {
  readonly outcome: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly accounts: number;
  readonly calls: number;
  readonly gaps: number;
  readonly resumesAt: string | null;
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly deliveries: readonly { readonly recipient: string; readonly cut: string; readonly state: string }[];
  readonly failures: readonly { readonly step: string; readonly code: string }[];
}

function toMailTo(port: number, recipients: string): readonly [string, Record<string, string>] {
  const delivery = `delivery: { smtp: '\${SMTP_URL}', from: 'Reports <reports@acme.test>', recipients: [${recipients}] }`;
  return [delivery, { SMTP_URL: `smtp://127.0.0.1:${port}?tls=off` }];
}

/** Every file below the reports folder by its content. */
async function hashReports({ folder }: Journey): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(join(folder, "reports"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map(async (file) => {
    const hash = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    return [file.slice(folder.length), hash] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

/** Every row of the dataset, runs and calls included. */
async function readTables({ folder }: Journey): Promise<readonly string[]> {
  await using store = await openStore({ url: `sqlite:${join(folder, "gazette.db")}` });
  const rows: string[] = [];
  for (const table of Object.keys(store.tables)) {
    for await (const row of store.exportRows(table, { history: true })) rows.push(`${table} ${JSON.stringify(row)}`);
  }
  return rows;
}

describe("a run", () => {
  it("collects, reports and sends; a second one changes nothing and sends nothing", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world());
    const [delivery, env] = toMailTo(
      server.port,
      "{ to: [all@acme.test], attach: [html] }, { to: [north@acme.test], group: North, attach: [] }",
    );
    const accounts = "accounts: { groups: { North: ['kaffee_nord.hamburg'] } }";
    await journey.configure(["report: { formats: [html, xlsx], split: groups }", delivery, accounts].join("\n"));
    const first = await journey.gazette(["run", "--json"], { env });
    const ran = first.json<Ran>();
    const week = toPeriodName(ran.period);
    expect([0, 3], first.stderr).toContain(first.code);
    expect(ran.outcome).toBe(first.code === 0 ? "complete" : "partial");
    expect(ran).toMatchObject({ accounts: 3, resumesAt: null, failures: [] });
    expect(ran.calls).toBe(journey.sandbox.callsCounted());
    expect(ran.files.map(({ path }) => path.split("/").slice(-2).join("/"))).toEqual([
      `${week}/report.html`,
      `${week}/report.xlsx`,
      `${week}-North/report.html`,
      `${week}-North/report.xlsx`,
    ]);
    expect(ran.deliveries.map(({ recipient, cut, state }) => `${recipient} ${cut} ${state}`).toSorted()).toEqual([
      "all@acme.test  sent",
      "north@acme.test North sent",
    ]);
    expect(server.mails.map(({ to }) => to.join()).toSorted()).toEqual(["all@acme.test", "north@acme.test"]);

    const [files, tables] = [await hashReports(journey), await readTables(journey)];
    const again = await journey.gazette(["run", "--json"], { env });
    expect(again.code, again.stderr).toBe(first.code);
    expect(again.json<Ran>()).toEqual({ ...ran, calls: 0 });
    expect(journey.sandbox.callsCounted()).toBe(ran.calls);
    expect(server.mails).toHaveLength(2);
    expect(await hashReports(journey)).toEqual(files);
    expect(await readTables(journey)).toEqual(tables);
  });

  it("gives nobody another's accounts where cuts bear one name, or one once it is made harmless", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world());
    expect([0, 3]).toContain((await journey.gazette(["collect", "--json"])).code);
    await using store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}` });
    const [one = "", two = "", three = ""] = (await store.read.accounts()).map(({ username }) => username).toSorted();
    const wanted = [
      { to: "both@acme.test", whose: `group: '${one}'`, about: [one, two] },
      { to: "one@acme.test", whose: `accounts: ['${one}']`, about: [one] },
      { to: "two@acme.test", whose: "group: A & B", about: [two] },
      { to: "three@acme.test", whose: "group: A + B", about: [three] },
    ];
    const [delivery, env] = toMailTo(
      server.port,
      wanted.map(({ to, whose }) => `{ to: [${to}], ${whose}, attach: [html] }`).join(", "),
    );
    const groups = `accounts: { groups: { '${one}': ['${one}', '${two}'], A & B: ['${two}'], A + B: ['${three}'] } }`;
    for (const split of ["groups", "accounts", "none"]) {
      await journey.configure(
        [`report: { formats: [html], title: By ${split}, split: ${split} }`, delivery, groups].join("\n"),
      );
      const ended = await journey.gazette(["run", "--json"], { env });
      expect([0, 3], ended.stderr).toContain(ended.code);
      const mails = server.mails.slice(-wanted.length);
      const told = wanted.map(({ to }) => {
        const mail = mails.find((sent) => sent.to[0] === to)?.parsed;
        const report = [mail?.text, listFiles(mail)[0]?.content.toString()].join("\n");
        const names = new Set(report.match(/@\w[\w.]*\w/g));
        return [one, two, three].filter((username) => names.has(`@${username}`));
      });
      expect(told, split).toEqual(wanted.map(({ about }) => about));
    }
    expect(server.mails).toHaveLength(3 * wanted.length);
  });

  it("writes files only where nobody is to be mailed, and says so; --fresh does it all again", async () => {
    await using journey = await startJourney(world(), "report: { formats: [html] }");
    const first = await journey.gazette(["run"]);
    expect([0, 3], first.stderr).toContain(first.code);
    expect(first.stdout).toContain("Nobody is mailed: delivery.recipients is empty.");
    expect(first.stdout).toMatch(/reports\/\d{4}-W\d\d\/report\.html/);
    const before = journey.sandbox.callsCounted();
    const fresh = await journey.gazette(["run", "--fresh", "--json"]);
    expect(fresh.json<Ran>().calls).toBe(journey.sandbox.callsCounted() - before);
    expect(fresh.json<Ran>().calls).toBeGreaterThan(0);
  });

  it("renders again what somebody has changed or taken away", async () => {
    await using journey = await startJourney(world({ accounts: 1 }), "report: { formats: [html] }");
    const [file] = (await journey.gazette(["run", "--json"])).json<Ran>().files;
    const html = await readFile(file?.path ?? "", "utf8");
    expect(html).toContain("Instagram weekly");
    await journey.configure("report: { formats: [html], title: Quite another title }");
    await journey.gazette(["run"]);
    expect(await readFile(file?.path ?? "", "utf8")).toContain("Quite another title");
  });

  it("keeps its files when the mail server is away, shows who waits, and ends with 3", async () => {
    await using journey = await startJourney(world({ accounts: 1 }));
    const [delivery, env] = toMailTo(1, "{ to: [all@acme.test], attach: [html] }");
    await journey.configure([REPORT, delivery].join("\n"));
    const ended = await journey.gazette(["run", "--json"], { env });
    expect(ended.code, ended.stderr).toBe(3);
    const ran = ended.json<Ran>();
    expect(ran.files).toHaveLength(2);
    expect(ran.deliveries.map(({ recipient, state }) => [recipient, state])).toEqual([["all@acme.test", "queued"]]);
  });

  it("keeps the other formats when there is no browser, and ends with 3", async () => {
    await using journey = await startJourney(world({ accounts: 1 }), "report: { formats: [html, pdf] }");
    const ended = await journey.gazette(["run", "--json"], { env: { GAZETTE_BROWSER: "/nowhere/chromium" } });
    expect(ended.code, ended.stderr).toBe(3);
    const ran = ended.json<Ran>();
    expect(ran.files.map(({ name }) => name)).toEqual(["report.html"]);
    expect(ran.failures).toMatchObject([{ step: "report", code: "RENDER_NO_BROWSER" }]);
  });

  it("with a dead token fails with its remedy, and makes no report of nothing", async () => {
    await using journey = await startJourney(
      world({ faults: [{ match: { from: 1 }, kind: "token-expired" }] }),
      REPORT,
    );
    const ended = await journey.gazette(["run", "--json"]);
    expect(ended.code, ended.stderr).toBe(1);
    const ran = ended.json<Ran>();
    expect(ran).toMatchObject({ outcome: "failed", files: [], deliveries: [] });
    expect(ran.failures).toMatchObject([{ step: "collect", code: "GRAPH_TOKEN_UNUSABLE" }]);
    expect(ended.stderr).toMatch(/new token/i);
  });

  it("pauses with 4 when the hour is spent, and the next one goes on, reports and sends", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world({ accounts: 6 }));
    const [delivery, env] = toMailTo(server.port, "{ to: [all@acme.test], attach: [html] }");
    const rest = [REPORT, delivery].join("\n");
    await journey.configure(`budget: { callsPerHour: 4, reservePercent: 0, wait: false }\n${rest}`);
    const paused = await journey.gazette(["run", "--json"], { env });
    expect(paused.code, paused.stderr).toBe(4);
    expect(paused.json<Ran>()).toMatchObject({ outcome: "paused", calls: 4, files: [], deliveries: [] });
    expect(Date.parse(paused.json<Ran>().resumesAt ?? "")).toBeGreaterThan(journey.now().getTime());
    expect(server.mails).toHaveLength(0);
    await journey.configure(rest);
    const ended = await journey.gazette(["run", "--json"], { env });
    expect([0, 3], ended.stderr).toContain(ended.code);
    expect(ended.json<Ran>()).toMatchObject({ accounts: 6 });
    const asked = journey.sandbox.log().map(({ path, parameters }) => `${path}?${JSON.stringify(parameters)}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(server.mails).toHaveLength(1);
  });

  it("two at once send one mail", async () => {
    await using server = await startMailServer();
    await using journey = await startJourney(world());
    const [delivery, env] = toMailTo(server.port, "{ to: [all@acme.test], attach: [] }");
    await journey.configure(["report: { formats: [html] }", delivery].join("\n"));
    const both = await Promise.all([
      journey.gazette(["run", "--json"], { env }),
      journey.gazette(["run", "--json"], { env }),
    ]);
    for (const ended of both) {
      if (ended.code === 1) expect(ended.json()).toMatchObject({ error: { code: "STORE_BUSY" } });
      else expect([0, 3], ended.stderr).toContain(ended.code);
    }
    expect(both.filter(({ code }) => code !== 1).length).toBeGreaterThanOrEqual(1);
    expect(server.mails).toHaveLength(1);
  });
});
