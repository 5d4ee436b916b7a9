// The pages that are printed: without scripts, without network, each checked for what is missing on it.
import type { Browser, CDPSession, Page } from "puppeteer";

export interface PageOptions {
  /** To be laid over other pages: without backgrounds and tags. */
  readonly isOverlay?: boolean | undefined;
  /** As the pages below were drawn; 1 when absent. */
  readonly scale?: number | undefined;
  /** Asked when it is printed: whether its page may be kept for the next that is laid over. */
  readonly mayKeep?: (() => boolean) | undefined;
}

/** A page without scripts and network, and a line to it of our own. */
interface Sealed {
  readonly page: Page;
  readonly session: CDPSession;
}

const CLEAR = { r: 0, g: 0, b: 0, a: 0 };

/** The page's own process is gone, and the browser's is not. */
export class PageCrashed extends Error {}

/** The pages of one browser: to open one, a process has to start. */
export class PrintPages {
  readonly #browser: Browser;
  /** Sealed, and have printed nothing yet. */
  readonly #fresh: Promise<Sealed>[];
  /** Have printed, and hold of it what the browser has not cleared yet: for what is small. */
  readonly #used: Promise<Sealed>[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
    // Every browser opens with a page of its own.
    const first = browser.pages().then(([page]) => toSealed(page ?? browser.newPage()));
    first.catch(() => undefined);
    this.#fresh = [first];
  }

  /** PDF of a page. What it held is given back before this ends, or before the next is printed that may be large. */
  async print(html: string, options: PageOptions): Promise<Uint8Array> {
    const sealed = await this.#take(options);
    const { page } = sealed;
    const { promise: crash, reject } = Promise.withResolvers<never>();
    crash.catch(() => undefined);
    // Of a page that crashed no order is ever answered.
    page.once("error", (cause: unknown) => reject(new PageCrashed("the page crashed", { cause })));
    let isKept = false;
    try {
      const printed = await Promise.race([print(sealed, html, options), crash]);
      isKept = options.mayKeep?.() ?? false;
      return printed;
    } finally {
      page.removeAllListeners("error");
      if (isKept) this.#keep(sealed);
      else await page.close().catch(() => undefined);
    }
  }

  async #take({ isOverlay = false }: PageOptions): Promise<Sealed> {
    const kept = isOverlay ? this.#used.shift() : undefined;
    if (!isOverlay)
      for (const used of this.#used.splice(0)) void used.then(({ page }) => page.close()).catch(() => undefined);
    return kept ?? this.#fresh.shift() ?? toSealed(this.#browser.newPage());
  }

  #keep(sealed: Sealed): void {
    const emptied = sealed.page.goto("about:blank", { timeout: 0 }).then(() => sealed);
    emptied.catch(() => undefined);
    this.#used.push(emptied);
  }
}

async function print({ page, session }: Sealed, html: string, options: PageOptions): Promise<Uint8Array> {
  const { isOverlay = false, scale = 1 } = options;
  await page.setContent(html, { waitUntil: "load", timeout: 0 });
  await checkPage(page);
  if (isOverlay) await session.send("Emulation.setDefaultBackgroundColorOverride", { color: CLEAR });
  // Puppeteer's `pdf` asks for the file in hundreds of pieces, one after the other, after it is made.
  const { data } = await session.send("Page.printToPDF", {
    generateTaggedPDF: !isOverlay,
    generateDocumentOutline: !isOverlay,
    preferCSSPageSize: true,
    scale,
    printBackground: !isOverlay,
    transferMode: "ReturnAsBase64",
  });
  if (isOverlay) await session.send("Emulation.setDefaultBackgroundColorOverride");
  const pdf = Buffer.from(data, "base64");
  if (pdf.toString("latin1", 0, 5) !== "%PDF-") throw new Error("the browser printed no PDF");
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
async function toSealed(opened: Page | Promise<Page>): Promise<Sealed> {
  const page = await opened;
  page.on("request", (request) => {
    const isOurs = request.url() === "about:blank" || request.url().startsWith("data:");
    void (isOurs ? request.continue() : request.abort("blockedbyclient")).catch(() => undefined);
  });
  const [session] = await Promise.all([
    page.createCDPSession(),
    page.setJavaScriptEnabled(false),
    page.setOfflineMode(true),
    page.setRequestInterception(true),
  ]);
  return { page, session };
}
