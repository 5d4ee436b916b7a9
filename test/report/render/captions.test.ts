// V13 for page and mail: three hundred hostile texts in a real browser, our own script allowed. They stand there as they
// were written; nothing opens, asks, or changes the page.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { findBrowser, render } from "../../../src/report/render/index.ts";
import { renderMail } from "../../../src/report/render/mail/mail.ts";
import type { MediaCard, ReportModel, Section } from "../../../src/report/summarise/index.ts";
import { captions, toExpected } from "./captions.ts";
import { sampleModel } from "./sample-model.ts";

const FINDINGS_A_MAIL = 3;
/** Instagram takes 2,200 characters; what is longer tries the limits of a workbook's cells and is no matter of pages. */
const short = captions.filter((caption) => caption.length <= 3_000);
const sample = sampleModel();
const summary = sample.sections[0] as Section;
let folder = "";
let browser: Browser;
let page: Page;
let happened: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-captions-"));
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await puppeteer.launch({ executablePath: await findBrowser(), pipe: true, args });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  happened = [];
  page = await browser.newPage();
  page.on("dialog", (dialog) => {
    happened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => happened.push(message.text()));
  page.on("pageerror", (error) => happened.push(String(error)));
  page.on("popup", () => happened.push("a window opened"));
  page.on("request", (request) => {
    if (!/^(data:|about:|file:)/.test(request.url())) happened.push(request.url());
  });
});
afterEach(() => page.close());

/** Words of each element, line ends included. */
const READ = (selector: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => { const copy = one.cloneNode(true); for (const end of copy.querySelectorAll("br")) end.replaceWith("\\n"); return copy.textContent; })`;
const read = async (selector: string): Promise<readonly string[]> =>
  (await page.evaluate(READ(selector))) as readonly string[];
const toLine = (text: string): string => text.replace(/\s*\n\s*/g, " ");

function toModel(): ReportModel {
  const cards = short.map(
    (caption, at): MediaCard => ({
      mediaId: `m${at}`,
      accountId: "1",
      account: caption,
      format: "Post",
      publishedAt: "2026-11-18T10:00:00.000Z",
      permalink: caption,
      caption,
      image: "picture",
      figures: [],
    }),
  );
  const rows = short.map((caption, at) => ({
    key: caption,
    cells: [
      { kind: "text" as const, text: caption },
      { kind: "link" as const, text: caption, href: caption },
      { kind: "absent" as const, because: caption },
    ],
    note: at % 50 === 0 ? caption : undefined,
  }));
  const columns = (["text", "link", "count"] as const).map((unit) => ({ key: unit, label: unit, unit, addsUp: false }));
  const blocks: Section["blocks"] = [
    { kind: "cards", title: "Cards", cards, whenEmpty: "" },
    { kind: "table", table: { id: "texts", title: "Texts", columns, rows, whenEmpty: "" } },
    { kind: "findings", title: "Findings", findings: short.map((text) => ({ tone: "plain", text })) },
  ];
  return { ...sample, sheets: [], sections: [{ ...summary, blocks }] };
}

it("on the page every text is shown as it was written, and none is obeyed", async () => {
  const { files, failures } = await render(toModel(), {
    formats: ["html"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const path = join(folder, "report.html");
  await writeFile(path, files[0]?.bytes ?? "");
  await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
  expect(short.length).toBeGreaterThanOrEqual(300);
  const expected = short.map(toExpected);
  expect(await read(".card-caption bdi")).toEqual(expected);
  expect(await read(".card-head bdi")).toEqual(expected.map(toLine));
  expect(await read(".findings .what")).toEqual(expected.map(toLine));
  expect(await read("table tbody th > bdi, table tbody th > a > bdi")).toEqual(expected.map(toLine));
  expect(
    await page.evaluate(`[...document.querySelectorAll("table tbody th")].map((head) => head.dataset.value)`),
  ).toEqual(expected);
  // Our script has moved the reasons of what is absent from its title to a button.
  const shape = `({ scripts: document.scripts.length, styles: document.querySelectorAll("style").length, odd: document.querySelectorAll("main :is(script, style, iframe, object, embed, form, base, meta, link, b, input:not(.filter))").length, handlers: [...document.querySelectorAll("main *")].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith("on")).length, links: [...document.querySelectorAll("main a")].map((link) => link.protocol).filter((protocol) => !/^(https?|file):$/.test(protocol)) })`;
  expect(await page.evaluate(shape)).toEqual({ scripts: 1, styles: 1, odd: 0, handlers: 0, links: [] });
  // Words that a reader types are looked for, not run.
  await page.type(".filter", `<img src=x onerror=alert(1)>`);
  expect(happened).toEqual([]);
});

it("in the mail every finding is one sentence in both forms, and none is obeyed", async () => {
  const groups = Array.from({ length: Math.ceil(captions.length / FINDINGS_A_MAIL) }, (_, at) =>
    captions.slice(at * FINDINGS_A_MAIL, (at + 1) * FINDINGS_A_MAIL),
  );
  const oneLine = (text: string): string => toExpected(text).replace(/\s+/g, " ").trim();
  for (const group of groups) {
    const findings = group.map((text) => ({ tone: "plain" as const, text }));
    const blocks: Section["blocks"] = [
      ...summary.blocks.filter(({ kind }) => kind === "tiles"),
      { kind: "findings", title: "Findings", findings },
    ];
    const { html, plain } = await renderMail(
      { ...sample, sections: [{ ...summary, blocks }] },
      { template: "weekly", files: { attached: [], reduced: "no", links: [] } },
    );
    await page.setContent(html, { waitUntil: "load" });
    const shown = await read("bdi");
    const lines = plain.split("\n");
    for (const text of group.map(oneLine)) {
      const isHere = (words: string): boolean =>
        words === text || (text.length > 600 && words.endsWith("…") && text.startsWith(words.slice(0, -1).trimEnd()));
      if (text === "") continue;
      expect(shown.some(isHere), JSON.stringify(text.slice(0, 60))).toBe(true);
      expect(
        lines.some((line) => isHere(line.replace(/^\* (?:[▲▼!•] )?/, ""))),
        JSON.stringify(text.slice(0, 60)),
      ).toBe(true);
    }
    expect(
      await page.evaluate(
        `document.querySelectorAll("script, img, iframe, object, form, base, link, b, body style").length`,
      ),
    ).toBe(0);
  }
  expect(happened).toEqual([]);
});
