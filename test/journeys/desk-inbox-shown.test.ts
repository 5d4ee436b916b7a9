// What the inbox shows, in a real browser: how it scrolls, what axe finds in every state, and that texts are words.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { press } from "../desk/inbox-keys.ts";
import { openBrowser, openInbox, signIn } from "../desk/open-inbox.ts";
import { captions } from "../report/render/captions.ts";

const JANA = { name: "jana", role: "moderator" } as const;
const TOM = { name: "tom", role: "moderator" } as const;
const REPLIES = "comments: { most: 5, replies: { hours: 'We are open from 8 to 14.' } }\n";

let browser: Browser;
let axe = "";

beforeAll(async () => {
  browser = await openBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(() => browser?.close());

const said = (page: Page) => page.$eval(".said", (one) => one.textContent ?? "");
const chosen = (page: Page) => page.$eval(".comment strong", (one) => one.textContent ?? "");

async function findViolations(page: Page): Promise<readonly string[]> {
  // A script handed in by the debugger is not the page's, and no policy of it.
  await page.evaluate(axe);
  const found = await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, any }) => html + JSON.stringify(any[0]?.data ?? null)).join(" ").slice(0, 400)))`,
  );
  return found as readonly string[];
}

describe("what is shown", () => {
  it("scrolls in its two halves alone, and hides nothing that has the focus", async () => {
    await using inbox = await openInbox([JANA]);
    const { page } = await signIn(browser, inbox, "jana");
    await page.goto(`${inbox.url}/comments`);
    await press(page, "j");
    const path = page.url();
    await press(page, "h");
    expect(await said(page)).toBe("Hidden.");
    const height = (of: string) => page.evaluate(`document.documentElement.${of}`);
    expect(await height("scrollHeight")).toBe(await height("clientHeight"));
    const ends = await page.$$eval(".pane-list, .pane-thread", (all) =>
      all.map((one) => Math.round(one.getBoundingClientRect().bottom)),
    );
    expect(ends).toEqual([800, 800]);
    await press(page, "h");
    const countKeys = () => page.$$eval("kbd", (all) => all.filter((one) => one.checkVisibility()).length);
    expect(await countKeys()).toBeGreaterThan(5);
    await page.setViewport({ width: 390, height: 500 });
    for (const one of [path, `${inbox.url}/comments/bulk`, `${inbox.url}/accounts`]) {
      await page.goto(one);
      const under = (await page.evaluate(`(async () => {
        const bar = document.querySelector(".side nav");
        const fields = [...document.querySelectorAll("main a, main button, main input, main select, main summary, main textarea")];
        const hidden = [];
        for (const field of fields) {
          if (!field.checkVisibility() || field.type === "hidden") continue;
          field.focus();
          await new Promise(requestAnimationFrame);
          const { top, bottom } = field.getBoundingClientRect();
          if (bottom > bar.getBoundingClientRect().top || top < 0) hidden.push(field.textContent || field.name);
        }
        return hidden;
      })()`)) as readonly string[];
      expect(under, one).toEqual([]);
    }
    // Keys are told where there are some.
    await page.setViewport({ width: 390, height: 800, isMobile: true, hasTouch: true });
    await page.goto(path);
    expect(await countKeys()).toBe(0);
  });

  it("has no fault that axe finds, light and dark, wide and narrow, in every state", async () => {
    await using inbox = await openInbox([JANA, TOM], { extra: REPLIES, before: ["collect"] });
    const { page, happened } = await signIn(browser, inbox, "jana");
    await page.goto(`${inbox.url}/comments`);
    await press(page, "j");
    const plain = page.url();
    await press(page, "d");
    const waiting = page.url();
    const [account] = inbox.accounts;
    const paths = [
      plain,
      waiting,
      ...[
        "/comments",
        "/comments?view=deleting",
        "/comments?view=all&q=e&age=7d&language=latin",
        "/comments?q=nobodywritesthis",
        "/comments/bulk",
        "/accounts",
        "/accounts?q=nobody",
        `/accounts/${account?.accountId}`,
      ].map((path) => inbox.url + path),
    ];
    for (const [scheme, width] of [
      ["light", 1280],
      ["dark", 1280],
      ["light", 390],
    ] as const) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: 800 });
      for (const path of paths) {
        await page.goto(path);
        expect(await findViolations(page), `${path} ${scheme} ${width}`).toEqual([]);
      }
    }
    expect(happened).toEqual([]);
  });

  it("is words and nothing else, whatever people have written", async () => {
    await using inbox = await openInbox([JANA], { extra: REPLIES });
    const { page, happened } = await signIn(browser, inbox, "jana");
    const [account] = inbox.accounts;
    if (account === undefined) throw new Error("an empty world");
    const short = captions.filter((text) => text.length <= 3_000);
    const start = Date.parse("2020-01-01T00:00:00Z");
    const mediaId = "17999999999999999";
    await inbox.store.comments.keep(
      short.map((text, nth) => ({
        commentId: String(18_999_000_000_000_000n + BigInt(nth)),
        mediaId,
        accountId: account.accountId,
        username: "guest",
        text: text || "(no words)",
        createdAt: new Date(start + nth * 1_000).toISOString(),
        takenAt: inbox.clock.now().toISOString(),
      })),
      [
        {
          mediaId,
          accountId: account.accountId,
          startedAt: new Date(0).toISOString(),
          walkedAt: inbox.clock.now().toISOString(),
          returned: short.length,
          isWhole: false,
          caption: short.find((text) => text.includes("<script")),
        },
      ],
    );
    let path = `/comments?media=${mediaId}&view=all&sort=oldest`;
    const seen: string[] = [];
    while (path !== "") {
      await page.goto(`${inbox.url}${path}`);
      seen.push(...(await page.$$eval(".thread-row .text", (all) => all.map((one) => one.textContent ?? ""))));
      path = (await page.evaluate(`document.querySelector('a[rel="next"]')?.getAttribute("href") ?? ""`)) as string;
    }
    expect(seen.length).toBe(short.length);
    // A thread's own page shows each whole.
    for (const [nth, text] of short.entries()) {
      if (nth % 6 !== 0) continue;
      await page.goto(`${inbox.url}/comments/${18_999_000_000_000_000n + BigInt(nth)}`);
      const shown = await page.$eval(".comment .words", (one) => one.textContent ?? "");
      expect(shown.replaceAll("\r\n", "\n")).toBe(
        (text || "(no words)")
          .toWellFormed()
          .replaceAll("\0", "\uFFFD")
          .replaceAll("\r\n", "\n")
          .replaceAll("\r", "\n"),
      );
    }
    expect(await page.evaluate("document.querySelectorAll('main script:not([src])').length")).toBe(0);
    expect(happened).toEqual([]);
    expect(await chosen(page)).toBe("guest");
  });
});
