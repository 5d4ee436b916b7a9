// The desk in a real browser: by mouse, by keyboard alone, without scripts; read by axe in every light and width.
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { HANG } from "../support/hang.ts";
import { type BrowserHouse, listViolations, openBrowserHouse } from "./browser-house.ts";
import { follow, tabTo } from "./inbox-keys.ts";

let house: BrowserHouse;
beforeAll(async () => {
  house = await openBrowserHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const text = (page: Page): Promise<string> => page.evaluate("document.body.innerText") as Promise<string>;
const waitFor = (page: Page, words: string) =>
  page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`, { timeout: HANG.timeout });

describe("the desk in a browser", () => {
  it("by mouse: says why a report waits, and lets it go with a word", async () => {
    const page = await house.enter();
    expect(await text(page)).toContain("waits for a review");
    await page.click(`a[aria-label^="Look and release: Mouse"]`);
    await page.waitForSelector("#release");
    const frame = await page.waitForFrame((one) => one.url().endsWith("/page"));
    await frame.waitForSelector("h1");
    await page.type("#release textarea", "Two shops were closed.");
    await page.click("#release button");
    await waitFor(page, "Released.");
    await waitFor(page, "sent to 1 of 1");
    const letter = house.mail.mails.find(({ to }) => to[0] === "mouse@x.test");
    expect(JSON.stringify(letter?.parsed.attachments.map(({ content }) => content.toString()))).toContain(
      "Two shops were closed.",
    );
    const [row] = (await house.store.outbox.list({ states: ["sent"] })).filter(({ client }) => client === "Mouse");
    expect(row).toMatchObject({ recipient: "mouse@x.test", round: 1 });
    const log = await house.store.deskLog.list(5);
    expect(log.map(({ person, action, outcome }) => `${person} ${action} ${outcome}`)).toContain(
      "owner report-release done",
    );
    await page.browserContext().close();
  });

  it("by keyboard alone: keeps a report back, and says why", async () => {
    const page = await house.enter();
    await tabTo(page, "Reject: Keys");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#reject");
    await tabTo(page, "Why it is not to be sent");
    await page.keyboard.type("The logo is old");
    await tabTo(page, /^Reject$/);
    await page.keyboard.press("Enter");
    await waitFor(page, "Rejected.");
    expect(await text(page)).toContain("rejected by owner: The logo is old");
    expect(house.mail.mails.some(({ to }) => to[0] === "keys@x.test")).toBe(false);
    await page.browserContext().close();
  });

  it("without scripts: reads, searches, releases", async () => {
    const page = await house.enter({ javaScript: false });
    await page.goto(`${house.url}/reports?q=plain`);
    await Promise.all([page.waitForNavigation(), page.click("tbody a")]);
    await Promise.all([page.waitForNavigation(), page.click("#release button")]);
    expect(await page.$eval(".said", (one) => one.textContent)).toContain("Released");
    await page.goto(`${house.url}/today`);
    expect(await page.$eval("main", (one) => one.textContent)).toContain("Calls this hour");
    await page.browserContext().close();
  });

  it("tells by itself what has changed, whoever changed it", async () => {
    const page = await house.enter();
    await waitFor(page, "live");
    const rows = (await house.store.outbox.list({ states: ["held"] })).filter(({ client }) => client === "Live");
    await house.store.outbox.reject(
      rows.map(({ deliveryId }) => deliveryId),
      "Rejected: from a terminal elsewhere",
    );
    await waitFor(page, "from a terminal elsewhere");
    await page.browserContext().close();
  });

  it("goes on by itself after a restart, once somebody has signed in again", async () => {
    const page = await house.enter();
    await waitFor(page, "live");
    await house.restart();
    await waitFor(page, "signed out");
    const other = await page.browserContext().newPage();
    await other.goto(house.link());
    await other.waitForFunction(`location.pathname === "/today"`);
    await page.bringToFront();
    await page.waitForSelector("#live .state.good", HANG);
    const rows = (await house.store.outbox.list({ states: ["held"] })).filter(({ client }) => client === "Again");
    await house.store.outbox.reject(
      rows.map(({ deliveryId }) => deliveryId),
      "Rejected: after the restart",
    );
    await waitFor(page, "after the restart");
    await page.browserContext().close();
  });

  it("by keyboard alone: forgets a lesson, looks at a client's settings and the log, and checks", async () => {
    const learnt = { connection: "default", topic: "form", finding: "2", message: "Too much at once" };
    await house.store.learn({ ...learnt, learntAt: house.journey.now().toISOString() });
    const page = await house.enter();
    await tabTo(page, /^Calls$/);
    await follow(page, "Enter");
    expect(await text(page)).toContain("Too much at once");
    await tabTo(page, /^Forget of default: How questions are put together/);
    await follow(page, "Enter");
    expect(await text(page)).toContain("Forgotten.");
    expect((await house.store.lessons()).filter(({ topic }) => topic === "form")).toEqual([]);
    await tabTo(page, /^Settings$/);
    await follow(page, "Enter");
    await tabTo(page, /^Mouse$/);
    await follow(page, "Enter");
    expect(page.url()).toContain("client=Mouse");
    await tabTo(page, "Who did what");
    await follow(page, "Enter");
    expect(await text(page)).toContain("Forget a lesson");
    await page.goBack();
    await tabTo(page, /^Check$/);
    await follow(page, "Enter");
    expect(await text(page)).toContain("configuration");
    await page.browserContext().close();
  });

  it("by keyboard alone: shares a report by link, and takes the link back", async () => {
    const page = await house.enter();
    const path = `/reports/${await house.reportOf("Plain")}`;
    await page.goto(house.url + path);
    // Past the report, which has a hundred stops of its own.
    await tabTo(page, /^Share$/);
    await page.keyboard.press("Enter");
    await tabTo(page, "Open for");
    await page.keyboard.press("ArrowUp");
    await tabTo(page, /^Share by link$/);
    await follow(page, "Enter");
    const address = await page.$eval("input.link", (one) => (one as unknown as { readonly value: string }).value);
    expect((await fetch(address)).status).toBe(200);
    const [link] = await house.store.links.list(await house.reportOf("Plain"));
    expect(Math.round((Date.parse(link?.endsAt ?? "") - Date.parse(link?.madeAt ?? "")) / 86_400_000)).toBe(7);
    await page.goto(house.url + path);
    await tabTo(page, /^Share$/);
    await page.keyboard.press("Enter");
    await tabTo(page, "Revoke link");
    await follow(page, "Enter");
    expect((await fetch(address)).status).not.toBe(200);
    await page.browserContext().close();
  });

  it("shows a report in a frame that reaches neither the desk nor the network", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/reports/${await house.reportOf("Mouse")}`);
    const frame = await page.waitForFrame((one) => one.url().endsWith("/page"));
    await frame.waitForSelector("h1");
    const tried = (await frame.evaluate(`(async () => {
      const result = [];
      try { result.push("cookie " + document.cookie); } catch { result.push("no cookie"); }
      try { result.push("parent " + parent.document.title); } catch { result.push("no parent"); }
      try { await fetch("/today"); result.push("network"); } catch { result.push("no network"); }
      return result;
    })()`)) as readonly string[];
    expect(tried).toEqual(["no cookie", "no parent", "no network"]);
    await page.browserContext().close();
  });

  it("asks twice before anybody gets a report a second time", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/reports/${await house.reportOf("Trusts")}`);
    await page.click("#deliveries summary");
    await page.click(`#deliveries input[name="recipients"]`);
    await page.click("#deliveries details button");
    expect(page.url()).not.toContain("again");
    expect(await text(page)).not.toContain("sent once more");
    await page.click(`#deliveries input[name="sure"]`);
    await Promise.all([page.waitForNavigation(), page.click("#deliveries details button")]);
    await waitFor(page, "asked for 2 times");
    const listMails = () => house.mail.mails.filter(({ to }) => to[0] === "trusts@x.test");
    await vi.waitFor(() => expect(listMails()).toHaveLength(2), HANG);
    await waitFor(page, "sent to 1 of 1");
    await page.browserContext().close();
  });

  it("keeps what is searched for in the address, over a reload", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/reports`);
    await page.type('input[name="q"]', "trusts");
    await page.waitForFunction('document.querySelectorAll("#reports tbody tr").length === 1');
    expect(new URL(page.url()).search).toBe("?q=trusts");
    await page.reload();
    expect(await page.$$eval("#reports tbody tr", (rows) => rows.length)).toBe(1);
    await page.browserContext().close();
  });

  it("gives away a link that shows the report and nothing else", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/reports/${await house.reportOf("Trusts")}`);
    await Promise.all([page.waitForNavigation(), page.click("#links form.row button")]);
    const address = await page.$eval("input.link", (one) => (one as unknown as { readonly value: string }).value);
    const stranger = await (await house.browser.createBrowserContext()).newPage();
    await stranger.goto(address);
    expect(await stranger.$eval("h1", (one) => one.textContent)).toBeTruthy();
    await stranger.goto(`${house.url}/today`);
    expect(await text(stranger)).toContain("not signed in");
    await page.browserContext().close();
    await stranger.browserContext().close();
  });

  it("can be read without scripts, on any page, on a phone in the dark", async () => {
    const page = await house.enter({ javaScript: false });
    await page.setViewport({ width: 390, height: 844 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    for (const path of await house.paths()) {
      await page.goto(`${house.url}${path}`);
      const words = await page.$eval("main", (main) => main.textContent?.replace(/\s+/g, " ").trim() ?? "");
      expect(words.length, path).toBeGreaterThan(40);
      expect(words, path).not.toMatch(/connecting/);
      expect(await page.$$eval("h1", (all) => all.length), path).toBe(1);
    }
    // What scripts would bring by themselves is behind a link.
    await page.goto(`${house.url}/calls`);
    expect(await page.$$eval('main a[href="/calls/forecast"]', (all) => all.length)).toBe(1);
    await page.browserContext().close();
  });

  it("shows what has the focus, the last of a page as well, above the row of pages of a phone", async () => {
    const page = await house.enter();
    await page.setViewport({ width: 390, height: 500 });
    for (const path of await house.paths()) {
      await page.goto(`${house.url}${path}`);
      const [lowest, end] = (await page.evaluate(`(() => {
        const all = [...document.querySelectorAll("main a, main button, main input, main select, main summary")];
        const last = all.filter((one) => one.checkVisibility() && one.type !== "hidden").at(-1);
        last?.focus();
        return [last?.getBoundingClientRect().bottom ?? 0, document.querySelector(".side nav")?.getBoundingClientRect().top ?? 500];
      })()`)) as readonly [number, number];
      expect(lowest, path).toBeLessThanOrEqual(end);
    }
    await page.browserContext().close();
  });

  it("has nothing for axe to find, on any page, light, dark and narrow", async () => {
    const page = await house.enter();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      const isAsked = message.location().url?.includes("/nowhere") === true;
      if (message.type() === "error" && !isAsked) complaints.push(message.text());
    });
    for (const path of await house.paths()) {
      for (const [theme, width] of [
        ["light", 1280],
        ["dark", 1280],
        ["light", 390],
        ["dark", 390],
      ] as const) {
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
        await page.goto(`${house.url}${path}`, { waitUntil: "load" });
        expect(await listViolations(page), `${path} ${theme} ${width}`).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth"), `${path} ${width}`).toBe(width);
      }
    }
    // Between the two, no column is so narrow that its words fall into letters.
    await page.setViewport({ width: 800, height: 900 });
    await page.goto(`${house.url}/today`);
    const widths = await page.$$eval(".rows td:not(:empty)", (all) =>
      all.map((one) => one.getBoundingClientRect().width),
    );
    expect(Math.min(...widths)).toBeGreaterThan(70);
    await page.goto(`${house.url}/settings`);
    await Promise.all([page.waitForNavigation({ timeout: 0 }), page.click("#check button")]);
    expect(await text(page)).toContain("configuration");
    expect(await listViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(house.mistakes).toEqual([]);
    await page.browserContext().close();
  });
});
