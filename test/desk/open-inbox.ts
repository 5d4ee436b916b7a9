// The desk's inbox against the stand-in: a store with its comments, the desk on a port of its own, and people who sign in.

import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { createDeskPorts } from "../../src/cli/desk/desk-ports.ts";
import { loadSettings, type Settings } from "../../src/config/index.ts";
import type { AccountRecord } from "../../src/dataset/index.ts";
import { hashPassword, serveDesk } from "../../src/desk/index.ts";
import { findBrowser, findTemplateFolder } from "../../src/report/render/index.ts";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import type { Clock } from "../../src/shared/index.ts";
import { systemClock } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type Journey, startJourney } from "../support/journey.ts";

export const PASSWORD = "a sentence to sign in";

export interface User {
  readonly name: string;
  readonly role: "viewer" | "moderator" | "manager" | "admin";
  readonly clients?: readonly string[];
}

export interface OpenInbox extends AsyncDisposable {
  readonly url: string;
  readonly store: Store;
  readonly settings: Settings;
  readonly journey: Journey;
  readonly clock: Clock;
  readonly accounts: readonly AccountRecord[];
  readonly mistakes: readonly string[];
  /** Writes the stand-in performed, as "POST /178…/replies". */
  writes(): readonly string[];
}

let hash: Promise<string> | undefined;

/** `extra` is YAML of the configuration. Comments are read before the desk opens. */
export async function openInbox(
  users: readonly User[],
  {
    extra = "",
    options = {},
    before = [],
  }: { readonly extra?: string; readonly options?: SandboxOptions; readonly before?: readonly string[] } = {},
): Promise<OpenInbox> {
  hash ??= hashPassword(PASSWORD);
  const own = await hash;
  const lines = users.map((user) => `    - ${JSON.stringify({ ...user, hash: own })}`);
  const desk = users.length === 0 ? "" : `desk:\n  users:\n${lines.join("\n")}\n`;
  const world = { accounts: 3, seed: 7, settings: { pictures: "none", callsPerHour: 100_000 } as const, ...options };
  const journey = await startJourney(world, `budget: { callsPerHour: 100000 }\n${desk}${extra}`);
  const read = await journey.gazette(["comments", "list", "--live", "--limit", "1", "--json"]);
  if (read.code !== 0) throw new Error(read.stderr);
  for (const command of before) {
    const ended = await journey.gazette([command]);
    if (ended.code !== 0 && ended.code !== 3) throw new Error(ended.stderr);
  }
  const file = join(journey.folder, "gazette.yaml");
  const load = { file, env: { GAZETTE_TOKEN: journey.sandbox.token }, cwd: journey.folder };
  const settings = loadSettings(load);
  const clock: Clock = { ...systemClock, now: journey.now };
  const store = await openStore({ url: `sqlite:${join(journey.folder, "gazette.db")}`, clock });
  const mistakes: string[] = [];
  const server = await serveDesk({
    ports: createDeskPorts({ settings, load, store, clock }),
    templates: findTemplateFolder("desk"),
    owner: "owner",
    host: "127.0.0.1",
    port: 0,
    onLink: () => undefined,
    onMistake: (error, request) => mistakes.push(`${request}: ${error instanceof Error ? error.stack : String(error)}`),
  });
  return {
    url: server.url,
    store,
    settings,
    journey,
    clock,
    accounts: await store.read.accounts(),
    mistakes,
    writes: () =>
      journey.sandbox
        .log()
        .filter(({ method, parameters, status }) => method !== "GET" && parameters.method === undefined && status < 400)
        .map(({ method, path }) => `${method} ${path.replace(/^\/v[\d.]+/, "")}`),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await store.close();
      await journey[Symbol.asyncDispose]();
      if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
    },
  };
}

export async function openBrowser(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return puppeteer.launch({ executablePath: await findBrowser(), pipe: true, args });
}

/** A browser of its own for one person, signed in; `happened` collects what no page should do. */
export async function signIn(
  browser: Browser,
  { url }: Pick<OpenInbox, "url">,
  name: string,
  { scripts = true, width = 1280 }: { readonly scripts?: boolean; readonly width?: number } = {},
): Promise<{ readonly page: Page; readonly happened: string[] }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const happened: string[] = [];
  page.on("dialog", (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => happened.push(message.text()));
  page.on("pageerror", (error) => happened.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) happened.push(request.url());
  });
  await page.setJavaScriptEnabled(scripts);
  await page.setViewport({ width, height: 800 });
  await page.goto(`${url}/sign-in`);
  await page.type('input[name="name"]', name);
  await page.type('input[name="password"]', PASSWORD);
  await Promise.all([page.waitForNavigation(), page.click("button.primary")]);
  return { page, happened };
}
