// The HTML report in a real browser, as its reader has it: opened from disk, offline, by mouse and by keyboard, light and
// dark, wide and narrow, with scripts and without.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ConfigData, HtmlValidate, StaticConfigLoader } from "html-validate";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBrowser, render } from "../../../src/report/render/index.ts";
import { toPicture } from "./pictures.ts";
import { sampleModel } from "./sample-model.ts";

let folder = "";
let address = "";
let html = "";
let browser: Browser;
let page: Page;
/** What the page asked of the world beyond its own file, and what it complained of. */
let asked: string[] = [];
let complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-page-"));
  const { files, failures } = await render(sampleModel(), {
    formats: ["html"],
    template: "weekly",
    images: async (key) => (key === "picture-2" ? undefined : toPicture(key.length * 20)),
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  html = new TextDecoder().decode(files[0]?.bytes);
  const path = join(folder, "report.html");
  await writeFile(path, html);
  address = pathToFileURL(path).href;
  const isRoot = process.getuid?.() === 0;
  browser = await puppeteer.launch({
    executablePath: await findBrowser(),
    pipe: true,
    args: isRoot ? ["--no-sandbox"] : [],
  });
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  asked = [];
  complaints = [];
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.on("request", (request) => {
    if (!/^(data:|about:)/.test(request.url()) && request.url().split("#")[0] !== address) asked.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
});

afterEach(async () => {
  expect({ asked, complaints }).toEqual({ asked: [], complaints: [] });
  await page.close();
});

const open = (hash = ""): Promise<unknown> => page.goto(address + hash, { waitUntil: "load" });
const textOf = (selector: string): Promise<string> => page.$eval(selector, (found) => found.textContent?.trim() ?? "");
const evaluate = async <T>(script: string): Promise<T> => (await page.evaluate(script)) as T;
const names = (): Promise<readonly string[]> =>
  evaluate(
    `[...document.querySelectorAll("#league-section tbody tr:not([hidden]) th")].map((head) => head.textContent)`,
  );

/** Scrolls past every section, so that all figures are alive, and back. */
async function wakeAll(): Promise<void> {
  await evaluate(`(async () => {
    for (const section of document.querySelectorAll(".section")) {
      section.scrollIntoView({ behavior: "instant" });
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
    scrollTo({ top: 0, behavior: "instant" });
  })()`);
  await page.waitForFunction(`document.querySelector("span.figure[title]") === null`);
}

describe("a table", () => {
  it("sorts by any column, both ways, and says so", async () => {
    await open();
    const heads = await page.$$("#league-section thead button");
    await heads[2]?.click();
    expect((await names())[0]).toBe("@mega.brand");
    const sorted = `[...document.querySelectorAll("#league-section thead th")].flatMap((head, at) => head.hasAttribute("aria-sort") ? [[at, head.getAttribute("aria-sort")]] : [])`;
    expect(await evaluate(sorted)).toEqual([[2, "descending"]]);
    await heads[2]?.click();
    expect((await names())[0]).toBe("@tiny_new");
    expect(await evaluate(sorted)).toEqual([[2, "ascending"]]);
    await heads[1]?.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect((await names())[0]).toBe("@bakery.north");
  });

  it("keeps what is absent at the end, whichever way it is sorted", async () => {
    await open();
    const head = (await page.$$("#league-section thead button"))[4];
    await head?.click();
    expect((await names()).at(-1)).toBe("@tiny_new");
    await head?.click();
    expect((await names()).at(-1)).toBe("@tiny_new");
  });

  it("filters, tells how many rows are left, and hides a total that is not theirs", async () => {
    await open();
    await page.type("#league-section .filter", "TOKYO");
    expect(await names()).toEqual(["@tokyo.roast"]);
    expect(await textOf("#said")).toBe("1 of 14 rows shown");
    expect(await evaluate(`document.querySelector("#said").getAttribute("role")`)).toBe("status");
    expect(await evaluate(`document.querySelector("#league-section tfoot").hidden`)).toBe(true);
    await page.$eval("#league-section .filter", (field) => ((field as unknown as { value: string }).value = ""));
    await page.type("#league-section .filter", " ");
    expect(await names()).toHaveLength(14);
    expect(await evaluate(`document.querySelector("#league-section tfoot").hidden`)).toBe(false);
  });
});

describe("a filtered table", () => {
  it("keeps one of its figures in reach of the Tab key, and no more than one", async () => {
    await open();
    await wakeAll();
    const reached = () =>
      evaluate(
        `[...document.querySelectorAll("#league-section tbody button[aria-haspopup]")].filter((one) => one.tabIndex === 0).map((one) => one.closest("tr").hidden)`,
      );
    expect(await reached()).toEqual([false]);
    await page.type("#league-section .filter", "TOKYO");
    expect(await reached()).toEqual([false]);
  });
});

describe("finding one's way", () => {
  it("jumps to the account that is typed, without its accents, and gives its heading the focus", async () => {
    await open();
    await page.type("#find", "studio sud");
    expect(await textOf("#said")).toBe("1 of 19 entries");
    await page.keyboard.press("Enter");
    await page.waitForFunction(`document.activeElement.tagName === "H2"`);
    expect(await evaluate(`document.activeElement.textContent`)).toBe("Studio Süd – Façade & Œuvre");
    expect(await evaluate(`document.querySelector("#find").value`)).toBe("studio sud");
  });

  it("opens at a deep link, whatever was filtered before", async () => {
    const id = sampleModel().sections.filter((section) => section.account !== undefined)[4]?.id ?? "";
    await open(`#${id}`);
    await page.waitForFunction(`document.activeElement.id === ${JSON.stringify(`${id}-title`)}`);
    await page.waitForFunction(
      `Math.abs(document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top) < 100`,
    );
    await page.type("#league-section .filter", "nothing has this name");
    await evaluate(`document.querySelector("#league-section tbody tr").id = "row"; location.hash = "row"; 0`);
    await page.waitForFunction(`document.querySelectorAll("#league-section tr[hidden]").length === 0`);
    expect(await names()).toHaveLength(14);
  });

  it("has a link past the contents as its first stop", async () => {
    await open();
    await page.keyboard.press("Tab");
    expect(await evaluate(`document.activeElement.getAttribute("href")`)).toBe("#report");
    await page.keyboard.press("Enter");
    await page.waitForFunction(`document.activeElement.id === "report"`);
  });

  it("has one of each landmark, and no level of headings left out", async () => {
    await open();
    const landmarks = `["header:not(section header)", "nav", "main", "footer"].map((one) => document.querySelectorAll(one).length)`;
    expect(await evaluate(landmarks)).toEqual([1, 1, 1, 1]);
    const levels = await evaluate<readonly number[]>(
      `[...document.querySelectorAll("h1,h2,h3,h4")].map((head) => Number(head.tagName[1]))`,
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, at) => at > 0 && level - (levels[at - 1] ?? 0) > 1)).toEqual([]);
  });
});

describe("a figure's receipt", () => {
  const shown = `({ open: document.querySelector(".receipt").open, figure: document.querySelector(".receipt-figure").textContent, facts: [...document.querySelectorAll(".receipt dt")].map((term) => term.textContent) })`;

  it("opens from the keyboard, closes with Escape, and gives the focus back", async () => {
    await open();
    await page.waitForSelector("#summary button.figure");
    await page.focus("#summary button.figure");
    await page.keyboard.press("Enter");
    expect(await evaluate(shown)).toEqual({
      open: true,
      figure: "Followers: 12,345,678",
      facts: ["Metric", "Formula", "Window", "Asked"],
    });
    expect(await evaluate(`document.activeElement.className`)).toBe("receipt-close");
    await page.keyboard.press("Escape");
    expect(await evaluate(`document.querySelector(".receipt").open`)).toBe(false);
    expect(await evaluate(`document.activeElement.textContent`)).toBe("12,345,678");
  });

  it("opens with the mouse, for what is absent too, and closes beside it", async () => {
    await open();
    await page.waitForSelector("#league-section button.absent");
    await page.click("#league-section button.absent");
    expect(await evaluate(shown)).toMatchObject({ open: true, figure: "@tiny_new, Reach: not measured" });
    expect(await textOf(".receipt-facts")).toBe("Meta gives reach from 100 followers on");
    await page.mouse.click(10, 10);
    expect(await evaluate(`document.querySelector(".receipt").open`)).toBe(false);
    expect(await evaluate(`document.activeElement.className`)).toContain("absent");
  });

  it("is one tab stop a table; arrow keys reach the others", async () => {
    await open();
    await page.waitForSelector("#league-section button[aria-haspopup]");
    expect(
      await evaluate(`document.querySelectorAll("#league-section tbody button[aria-haspopup][tabindex='0']").length`),
    ).toBe(1);
    await page.focus("#league-section tbody button[aria-haspopup][tabindex='0']");
    const at = `[document.activeElement.closest("tr").sectionRowIndex, document.activeElement.closest("td").cellIndex]`;
    const [row, column] = await evaluate<readonly [number, number]>(at);
    await page.keyboard.press("ArrowDown");
    expect((await evaluate<readonly number[]>(at))[1]).toBe(column);
    expect((await evaluate<readonly number[]>(at))[0]).toBeGreaterThan(row);
  });
});

describe("light and dark", () => {
  const background = `getComputedStyle(document.body).backgroundColor`;
  const LIGHT = "rgb(255, 255, 255)";
  const DARK = "rgb(20, 22, 26)";

  it("follows the system until the reader chooses, and keeps the choice", async () => {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await open();
    expect(await evaluate(background)).toBe(DARK);
    expect(await evaluate(`document.querySelector(".theme").getAttribute("aria-pressed")`)).toBe("true");
    await page.click(".theme");
    expect(await evaluate(background)).toBe(LIGHT);
    await page.reload({ waitUntil: "load" });
    expect(await evaluate(background)).toBe(LIGHT);
    await page.click(".theme");
    expect(await evaluate(background)).toBe(DARK);
  });

  it("prints light, and whole, whatever is on the screen", async () => {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await open();
    await page.type("#league-section .filter", "tokyo");
    await page.emulateMediaType("print");
    expect(await evaluate(background)).toBe(LIGHT);
    const rows = `[...document.querySelectorAll("#league-section tbody tr")].filter((row) => row.checkVisibility()).length`;
    expect(await evaluate(rows)).toBe(14);
    expect(await evaluate(`document.querySelector(".tools").checkVisibility()`)).toBe(false);
  });

  it("moves nothing for those who asked for stillness", async () => {
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await open();
    expect(await evaluate(`getComputedStyle(document.documentElement).scrollBehavior`)).toBe("auto");
  });
});

describe("everyone can read it", () => {
  it.each([
    ["light", 1280],
    ["light", 390],
    ["dark", 1280],
    ["dark", 390],
  ] as const)("axe finds nothing in %s at %i pixels", async (theme, width) => {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    await open();
    await wakeAll();
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const found = await evaluate<readonly { id: string; nodes: readonly { target: unknown }[] }[]>(
      `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)`,
    );
    expect(found.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`)).toEqual([]);
    expect(await evaluate(`document.documentElement.scrollWidth`)).toBe(width);
  });

  it("axe finds nothing in an open receipt", async () => {
    await open();
    await page.waitForSelector("#summary button.figure");
    await page.click("#summary button.figure");
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const found = await evaluate<readonly { id: string }[]>(
      `axe.run(document.querySelector("dialog")).then(({ violations }) => violations)`,
    );
    expect(found.map(({ id }) => id)).toEqual([]);
  });

  it("is whole without scripts", async () => {
    await page.setJavaScriptEnabled(false);
    await open();
    expect(await evaluate(`document.querySelectorAll("button:not(dialog button)").length`)).toBe(1);
    expect(await evaluate(`document.querySelector(".tools").checkVisibility()`)).toBe(false);
    expect(await names()).toHaveLength(14);
    expect(await page.$eval("#summary .figure", (figure) => figure.getAttribute("title"))).toContain("Metric: ");
    expect(await evaluate(`[...document.querySelectorAll(".section")].every((one) => one.checkVisibility())`)).toBe(
      true,
    );
  });

  it("html-validate finds no error", async () => {
    const config = JSON.parse(await readFile(join(import.meta.dirname, "html-validate.json"), "utf8")) as ConfigData;
    const report = await new HtmlValidate(new StaticConfigLoader(config)).validateString(html);
    const messages = report.results.flatMap(({ messages: all }) => all);
    expect(messages.map(({ ruleId, line, message }) => `${ruleId} in line ${line}: ${message}`)).toEqual([]);
  });
});
