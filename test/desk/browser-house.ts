// A desk on what a real run has left, and a real browser at it; one of each for a test file.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { createDeskPorts } from "../../src/cli/desk/desk-ports.ts";
import { loadSettings } from "../../src/config/index.ts";
import { serveDesk } from "../../src/desk/index.ts";
import { findTemplateFolder } from "../../src/report/index.ts";
import { findBrowser } from "../../src/report/render/pdf/find-browser.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type Journey, startJourney } from "../support/journey.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startClock, USUAL } from "../support/test-clock.ts";

const toClient = (name: string, account: string, review: string): string =>
  `  - { name: ${name}, accounts: ["${account}"], review: { by: lead@agency.test, ${review} }, reports: [{ every: week, cron: "0 9 * * 2", to: [${name.toLowerCase()}@x.test], attach: [html] }] }`;

const CONFIG = [
  "report: { formats: [html], brand: { name: Nordlicht Agency } }",
  "delivery: { smtp: '${SMTP_URL}', from: 'Reports <reports@agency.test>', operator: op@agency.test }",
  "clients:",
  toClient("Mouse", "kaffee_nord*", "when: always"),
  toClient("Keys", "fjellvik", "when: always"),
  toClient("Plain", "fjellvik.fr", "when: always"),
  toClient("Live", "fjellvik_de", "when: always"),
  toClient("Again", "fjellvik_de", "when: always"),
  toClient("Trusts", "fjellvik_jp", "when: never"),
].join("\n");

export interface BrowserHouse extends AsyncDisposable {
  readonly url: string;
  readonly browser: Browser;
  readonly store: Store;
  readonly mail: MailServer;
  readonly journey: Journey;
  /** Id of the client's newest report. */
  reportOf(client: string): Promise<string>;
  /** Every page, and what each shows when it is empty or wrong. */
  paths(): Promise<readonly string[]>;
  /** The newest link of the terminal. */
  link(): string;
  /** Ends the desk and starts it anew, at the same address. */
  restart(): Promise<void>;
  /** A page of somebody who has come in by the link. */
  enter(options?: { readonly javaScript?: boolean }): Promise<Page>;
  readonly mistakes: readonly unknown[];
}

export async function openBrowserHouse(): Promise<BrowserHouse> {
  const mail = await startMailServer();
  // Its reports are due on Tuesdays at nine.
  const start = startClock(USUAL);
  const journey = await startJourney({ accounts: 9, seed: 7 }, CONFIG, start);
  const env = { GAZETTE_TOKEN: journey.sandbox.token, SMTP_URL: `smtp://127.0.0.1:${mail.port}?tls=off` };
  const ran = await journey.gazette(["run"], { env });
  if (ran.code !== 3 && ran.code !== 0) throw new Error(`the run ended with ${ran.code}: ${ran.stderr}`);
  const clock = start.clock;
  const load = { file: join(journey.folder, "gazette.yaml"), env, cwd: journey.folder };
  const settings = loadSettings(load);
  const store = await openStore({ url: settings.store.url.reveal(), clock });
  const links: string[] = [];
  const mistakes: unknown[] = [];
  const serve = (port: number) =>
    serveDesk({
      ports: createDeskPorts({ settings, load, store, clock }),
      templates: findTemplateFolder("desk"),
      owner: "owner",
      host: "127.0.0.1",
      port,
      onLink: (url) => links.push(url),
      onMistake: (error) => mistakes.push(error),
    });
  let server = await serve(0);
  const browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    pipe: true,
    args: userInfo().uid === 0 ? ["--no-sandbox"] : [],
  });
  const link = (): string => links.at(-1) ?? "";
  const reportOf = async (client: string): Promise<string> =>
    (await store.sealed.search({ clients: [client], limit: 1 }))[0]?.reportId ?? "";
  return {
    url: server.url,
    browser,
    store,
    mail,
    journey,
    mistakes,
    link,
    reportOf,
    async paths() {
      const mouse = await reportOf("Mouse");
      const [account] = await store.read.accounts();
      return [
        "/today",
        "/reports",
        "/reports?q=nothing%20fits",
        `/reports/${mouse}`,
        `/reports/${await reportOf("Keys")}`,
        `/reports/${mouse}/compare`,
        `/reports/${mouse}/restated`,
        "/accounts",
        `/accounts/${account?.accountId}`,
        "/comments",
        "/calls",
        "/calls/forecast",
        "/settings",
        "/settings?client=Mouse",
        "/settings/log",
        "/sign-in",
        "/nowhere",
      ];
    },
    async restart() {
      const { port } = new URL(server.url);
      await server[Symbol.asyncDispose]();
      server = await serve(Number(port));
    },
    async enter({ javaScript = true } = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      await page.setJavaScriptEnabled(javaScript);
      await page.goto(link());
      if (javaScript) await page.waitForFunction(`location.pathname === "/today"`);
      else await page.goto(`${server.url}/today`);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await store.close();
      await journey[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    },
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe has to say of a page; the report within its frame has a test of its own. */
export async function listViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return (await page.evaluate(`
    axe.run(document, { resultTypes: ["violations"], iframes: false }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target.join(" ")).join(", ")))
  `)) as readonly string[];
}
