// A page of its own for each print: without scripts, without network, checked for what is missing on it.
import type { Browser, Page } from "puppeteer";

export interface PageOptions {
  /** To be laid over other pages: without backgrounds and tags. */
  readonly isOverlay?: boolean | undefined;
  /** As the pages below were drawn; 1 when absent. */
  readonly scale?: number | undefined;
}

/** The page's own process is gone, and the browser's is not. */
export class PageCrashed extends Error {}

/** PDF of a page. What it held is given back before this ends. */
export async function printPage(browser: Browser, html: string, options: PageOptions): Promise<Uint8Array> {
  const page = await browser.newPage();
  const crashed = new Promise<never>((_resolve, reject) => {
    // Of a page that crashed no order is ever answered.
    page.once("error", (cause) => reject(new PageCrashed("the page crashed", { cause })));
  });
  crashed.catch(() => undefined);
  try {
    return await Promise.race([print(page, html, options), crashed]);
  } finally {
    await page.close().catch(() => undefined);
  }
}

async function print(page: Page, html: string, { isOverlay = false, scale = 1 }: PageOptions): Promise<Uint8Array> {
  await seal(page);
  await page.setContent(html, { waitUntil: "load", timeout: 0 });
  await checkPage(page);
  const pdf = await page.pdf({
    tagged: !isOverlay,
    outline: !isOverlay,
    preferCSSPageSize: true,
    scale,
    printBackground: !isOverlay,
    omitBackground: isOverlay,
    waitForFonts: false,
    timeout: 0,
  });
  if (Buffer.from(pdf.subarray(0, 5)).toString("latin1") !== "%PDF-") throw new Error("the browser printed no PDF");
  return pdf;
}

/**
 * A picture or a font that could not be read would be a hole on paper (RELIABILITY C10). A page that shows nothing on a
 * screen asks for no font by itself, so they are asked for here. Our question runs; page scripts do not.
 */
async function checkPage(page: Page): Promise<void> {
  const broken = await page.evaluate(
    `Promise.allSettled([...document.fonts].map((font) => font.load())).then((fonts) => [...document.images].filter((image) => !image.complete || image.naturalWidth === 0).length + fonts.filter((font) => font.status === "rejected").length)`,
  );
  if (broken !== 0) throw new Error(`${String(broken)} pictures or fonts of the page could not be read`);
}

/** Scripts off, network off, every request but the document itself and data: refused. */
async function seal(page: Page): Promise<void> {
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const isOurs = request.url() === "about:blank" || request.url().startsWith("data:");
    void (isOurs ? request.continue() : request.abort("blockedbyclient")).catch(() => undefined);
  });
}
