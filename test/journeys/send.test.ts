// Reports on their way to mailboxes, through the command line and a real mail server (PRODUCT §7, RELIABILITY §2.9).
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorld } from "../../src/sandbox/index.ts";
import { CLOCK, type Ended, type Journey, runGazette, startJourney } from "../support/journey.ts";
import { listFiles, type MailServer, type MailTrouble, startLine, startMailServer } from "../support/mail-server.ts";

const PASSWORD = "correct-horse/battery";

interface Sent {
  readonly outcome: string;
  readonly resumesAt: string | null;
  readonly deliveries: readonly {
    readonly recipient: string;
    readonly cut: string;
    readonly state: string;
    readonly message: string | null;
    readonly messageId: string;
  }[];
  readonly mails: readonly string[];
}

const RECIPIENTS = "{ to: [lead@acme.test], attach: [xlsx] }";

/** Collected once; each test sends from a copy. */
let base: Journey;
beforeAll(async () => {
  base = await startJourney({ world: createWorld({ accounts: 3, seed: 5, now: CLOCK.now() }) });
  const collected = await base.gazette(["collect", "--quiet"]);
  expect([0, 3], collected.stderr).toContain(collected.code);
});
afterAll(() => base[Symbol.asyncDispose]());

interface MailJourney extends AsyncDisposable {
  readonly folder: string;
  readonly server: MailServer;
  readonly gazette: (...args: readonly string[]) => Promise<Ended>;
  readonly send: (...args: readonly string[]) => Promise<{ readonly code: number | null; readonly sent: Sent }>;
}

interface MailSetUp {
  readonly delivery?: string;
  readonly recipients?: string;
  /** Reaches the server by another way, without login. */
  readonly port?: number;
  /** Takes a figure of every account out of the dataset. */
  readonly hasGaps?: boolean;
}

async function startMailJourney(
  trouble: MailTrouble = {},
  { delivery = "", recipients = RECIPIENTS, port, hasGaps = false }: MailSetUp = {},
): Promise<MailJourney> {
  const server = await startMailServer({ login: { user: "gazette@acme.test", password: PASSWORD }, ...trouble });
  const folder = await mkdtemp(join(tmpdir(), "gazette-send-"));
  await copyFile(join(base.folder, "gazette.db"), join(folder, "gazette.db"));
  if (hasGaps) forgetViews(folder);
  await writeFile(
    join(folder, "gazette.yaml"),
    [
      `graph: { url: ${base.sandbox.url} }`,
      "connections: [{ name: agency, token: '${GAZETTE_TOKEN}' }]",
      "store: { url: 'sqlite:gazette.db' }",
      "period: { timeZone: Europe/Berlin }",
      "accounts: { groups: { First: [kaffee_nord] } }",
      "report: { formats: [html, xlsx], brand: { name: Acme } }",
      `delivery: { smtp: '\${SMTP_URL}', from: 'Reports <reports@acme.test>', ${delivery} recipients: [${recipients}] }`,
    ].join("\n"),
  );
  const gazette: MailJourney["gazette"] = async (...args) => {
    const env = { GAZETTE_TOKEN: base.sandbox.token, SMTP_URL: toSmtpUrl(port ?? server.port, port === undefined) };
    const ended = await runGazette(folder, ["--config", "gazette.yaml", ...args], env);
    expect(ended.stdout + ended.stderr).not.toContain(PASSWORD);
    return ended;
  };
  return {
    folder,
    server,
    gazette,
    async send(...args) {
      const ended = await gazette("send", "--json", ...args);
      return { code: ended.code, sent: ended.json<Sent>() };
    },
    async [Symbol.asyncDispose]() {
      // Neither the database, the mails nor the reports hold the password (V12).
      for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!name.isFile()) continue;
        const bytes = await readFile(join(name.parentPath, name.name));
        for (const writing of [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(PASSWORD).toString("base64")]) {
          expect(bytes.includes(writing), `the password in ${name.name}`).toBe(false);
        }
      }
      await rm(folder, { recursive: true, force: true });
      await server[Symbol.asyncDispose]();
    },
  };
}

function forgetViews(folder: string): void {
  const database = new DatabaseSync(join(folder, "gazette.db"));
  // The week is summed from its days where those are held.
  for (const table of ["account_totals", "account_days"]) database.exec(`delete from ${table} where metric = 'views'`);
  database.close();
}

function toSmtpUrl(port: number, hasLogin: boolean, password = PASSWORD): string {
  const login = hasLogin ? `gazette%40acme.test:${encodeURIComponent(password)}@` : "";
  return `smtp://${login}127.0.0.1:${port}?tls=off`;
}

const statesOf = ({ deliveries }: Sent) => deliveries.map(({ recipient, state }) => [recipient, state]);

describe("send", () => {
  it("gives each recipient only its accounts, once, and tells so in status and export", async () => {
    const recipients = `{ to: [lead@acme.test], attach: [xlsx] }, { to: [first@acme.test], group: First, attach: [html] }`;
    await using house = await startMailJourney({}, { recipients });
    const { code, sent } = await house.send();
    expect(code).toBe(0);
    expect(sent).toMatchObject({ outcome: "complete", resumesAt: null });
    expect(sent.deliveries).toMatchObject([
      { recipient: "lead@acme.test", cut: "", state: "sent", message: "250 queued as 1" },
      { recipient: "first@acme.test", cut: "First", state: "sent" },
    ]);
    const [lead, first] = house.server.mails.map(({ parsed }) => parsed);
    expect(lead?.subject).toMatch(/^Acme · Instagram weekly · .*2\d{3}$/);
    expect(first?.subject).toContain("· First ·");
    expect(lead?.text).toContain("3 accounts");
    expect(first?.text).toContain("1 account\n");
    expect(listFiles(lead).map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^Acme - Instagram weekly - \d{4}-W\d\d\.xlsx$/),
    ]);
    expect(listFiles(first).map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^Acme - Instagram weekly - First - \d{4}-W\d\d\.html$/),
    ]);
    const others = (await house.gazette("export", "accounts", "--format", "jsonl")).stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { username: string }).username)
      .filter((username) => username !== "kaffee_nord");
    const theirs = [first?.text, first?.html, listFiles(first)[0]?.content.toString()].join("\n");
    expect(theirs).toContain("kaffee_nord");
    for (const username of others) expect(theirs).not.toContain(`@${username}`);

    const again = await house.send();
    expect([again.code, again.sent.outcome, house.server.mails.length]).toEqual([0, "complete", 2]);
    const status = (await house.gazette("status", "--json")).json<Sent>();
    expect(statesOf(status).toSorted()).toEqual([
      ["first@acme.test", "sent"],
      ["lead@acme.test", "sent"],
    ]);
    const exported = await house.gazette("export", "deliveries");
    expect(exported.stdout).toContain("lead@acme.test,sent,250 queued as 1");

    // The user's word, for one of them.
    expect((await house.send("--again", "--to", "lead@acme.test")).code).toBe(0);
    expect(house.server.mails.map(({ to }) => to[0])).toEqual(["lead@acme.test", "first@acme.test", "lead@acme.test"]);
    expect(house.server.mails[2]?.parsed.messageId).not.toBe(lead?.messageId);
  });

  it("says who was refused, tells the operator, and tries again when asked", async () => {
    let isRefused = true;
    await using house = await startMailJourney(
      { toRecipient: (to) => (isRefused && to === "gone@acme.test" ? "550 5.1.1 No such user" : undefined) },
      { delivery: "operator: ops@acme.test,", recipients: "{ to: [lead@acme.test, gone@acme.test], attach: [] }" },
    );
    const { code, sent } = await house.send();
    expect(code).toBe(3);
    expect(statesOf(sent)).toEqual([
      ["gone@acme.test", "failed"],
      ["lead@acme.test", "sent"],
    ]);
    const notice = house.server.mails.find(({ to }) => to[0] === "ops@acme.test")?.parsed;
    expect(notice?.subject).toMatch(/^Not delivered: /);
    expect(notice?.text).toContain("gone@acme.test: 550 5.1.1 No such user");
    isRefused = false;
    expect((await house.send()).sent.outcome).toBe("complete");
    expect(house.server.mails.map(({ to }) => to[0]).toSorted()).toEqual([
      "gone@acme.test",
      "lead@acme.test",
      "ops@acme.test",
    ]);
  });

  it("waits with 4 when a server says later, and goes on when asked again", async () => {
    await using house = await startMailJourney({
      toRecipient: (_to, count) => (count === 1 ? "450 4.2.0 Greylisted" : undefined),
    });
    const first = await house.send();
    expect([first.code, first.sent.outcome]).toEqual([4, "paused"]);
    expect(Date.parse(first.sent.resumesAt ?? "")).toBeGreaterThan(CLOCK.now().getTime());
    const second = await house.send();
    expect([second.code, second.sent.deliveries[0]?.state]).toEqual([0, "sent"]);
    expect(second.sent.deliveries[0]?.messageId).toBe(first.sent.deliveries[0]?.messageId);
    expect(house.server.mails.length).toBe(1);
  });

  it("does not send again what may have arrived, until the user says", async () => {
    await using server = await startMailServer();
    await using line = await startLine(server.port, 5, "cut");
    await using house = await startMailJourney({}, { port: line.port });
    const first = await house.send();
    expect([first.code, first.sent.deliveries[0]?.state]).toEqual([3, "unknown"]);
    expect((await house.send()).sent.deliveries[0]?.state).toBe("unknown");
    expect(server.mails.length).toBe(1);
    const settled = await house.send("--settle");
    expect([settled.code, settled.sent.deliveries[0]?.state]).toEqual([0, "sent"]);
    expect((await house.send()).code).toBe(0);
    expect(server.mails.length).toBe(1);
  });

  it("holds a report with gaps, tells the operator, and lets exactly that one go", async () => {
    await using house = await startMailJourney(
      {},
      { delivery: "operator: ops@acme.test, whenGaps: hold, holdBelowCoverage: 0.999,", hasGaps: true },
    );
    const { code, sent } = await house.send();
    expect([code, sent.outcome, sent.deliveries[0]?.state]).toEqual([3, "partial", "held"]);
    expect(house.server.mails.map(({ to, parsed }) => [to[0], parsed.subject?.split(":")[0]])).toEqual([
      ["ops@acme.test", "Held back"],
    ]);
    expect((await house.send()).sent.deliveries[0]?.state).toBe("held");
    expect(house.server.mails.length).toBe(1);
    expect((await house.send("--release")).code).toBe(0);
    expect(house.server.mails.map(({ to }) => to[0])).toEqual(["ops@acme.test", "lead@acme.test"]);
  });

  it("writes the mails beside the reports and sends none with --dry-run", async () => {
    await using house = await startMailJourney();
    const { code, sent } = await house.send("--dry-run");
    expect([code, sent.mails.length, house.server.mails.length]).toEqual([0, 1, 0]);
    const mail = await simpleParser(await readFile(sent.mails[0] ?? ""));
    expect(listFiles(mail).length).toBe(1);
    expect((await house.send()).sent.deliveries[0]?.messageId).toBe(mail.messageId);
  });

  it("sends a named report as it was told, to those whose cut it is, and refuses a name nobody knows", async () => {
    const recipients = "{ to: [lead@acme.test], attach: [] }, { to: [first@acme.test], group: First, attach: [html] }";
    await using house = await startMailJourney({}, { recipients });
    const told = async (): Promise<string> =>
      (await simpleParser(await readFile((await house.send("--dry-run", "--group", "First")).sent.mails[0] ?? "")))
        .text ?? "";
    const sealed = await told();
    const [, reportId = ""] = /Report (\S+_[0-9a-f]+)\.\s*$/.exec(sealed) ?? [];
    expect((await house.gazette("status", "--json")).json<{ reports: unknown[] }>().reports).toMatchObject([
      { reportId, cut: "First" },
    ]);
    forgetViews(house.folder);
    expect(await told()).not.toBe(sealed);

    const { code, sent } = await house.send(reportId);
    expect([code, statesOf(sent)]).toEqual([0, [["first@acme.test", "sent"]]]);
    expect(house.server.mails.map(({ to }) => to[0])).toEqual(["first@acme.test"]);
    const [first] = house.server.mails;
    expect(first?.parsed.text).toBe(sealed);
    expect(sealed).toMatch(/^Views: \d/m);
    const views = /^Views: (\d[\d.,\u202f]*\d|\d)/m.exec(sealed)?.[1] ?? "";
    expect(listFiles(first?.parsed)[0]?.content.toString()).toContain(views);

    // Somebody nobody configured may have it too, and only it.
    expect((await house.send(reportId, "--to", "new@acme.test")).code).toBe(0);
    expect(house.server.mails.map(({ to }) => to[0])).toEqual(["first@acme.test", "new@acme.test"]);
    expect(house.server.mails[1]?.parsed.text).toBe(sealed.replace(/^Attached: .*\n\n/m, ""));

    const stranger = await house.gazette("send", reportId.replace(/[0-9a-f]+$/, "0123456789ab"));
    expect(stranger.code).toBe(2);
    expect(stranger.stderr).toContain("There is no report");
    expect((await house.gazette("send", "last week")).code).toBe(2);
    expect(house.server.mails).toHaveLength(2);
  });

  it("sends the figures without the files when nothing else fits, never an empty mail", async () => {
    await using house = await startMailJourney(
      {},
      {
        delivery: "maxMegabytes: 0.1, filesUrl: 'https://reports.acme.test/weekly',",
        recipients: "{ to: [lead@acme.test], attach: [html] }",
      },
    );
    expect((await house.send()).code).toBe(0);
    const [mail] = house.server.mails;
    expect(mail?.raw.byteLength).toBeLessThan(100_000);
    expect(listFiles(mail?.parsed)).toEqual([]);
    expect(mail?.parsed.text).toMatch(/Followers: [\d,]+/);
    expect(mail?.parsed.text).toMatch(/https:\/\/reports\.acme\.test\/weekly\/\d{4}-W\d\d\/report\.html/);
    expect(mail?.parsed.text).toContain("No file is attached");
  });

  it("sends once from two processes at the same time", async () => {
    const recipients = "{ to: [a@acme.test, b@acme.test, c@acme.test], attach: [] }";
    await using house = await startMailJourney({}, { recipients });
    await Promise.all([house.send(), house.send()]);
    expect(house.server.mails.map(({ to }) => to[0]).toSorted()).toEqual(["a@acme.test", "b@acme.test", "c@acme.test"]);
  });

  it("is looked at by check, which logs in and sends nothing", async () => {
    await using house = await startMailJourney();
    const check = async () => {
      const ended = await house.gazette("check", "--json");
      const { checks } = ended.json<{ checks: readonly { name: string; state: string }[] }>();
      return { code: ended.code, server: checks.find(({ name }) => name === "mail server") };
    };
    expect(await check()).toMatchObject({ code: 0, server: { state: "ok" } });
    expect(house.server.mails).toEqual([]);
    expect(house.server.visits()).toBe(1);
  });
});
