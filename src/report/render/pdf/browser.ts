// Finds, starts and always ends the one browser a PDF needs: no scripts, no network, its own profile that is removed, its
// processes gone on every way out (RELIABILITY C1–C9).
import { statfs } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { RenderError } from "../render-error.ts";
import { toBrowserEnvironment } from "./browser-environment.ts";
import { endGroup, isGroupAlive, openProfile, removeProfile } from "./browser-profile.ts";
import { type BrowserOptions, findBrowser, toStartError } from "./find-browser.ts";

const SHARED_MEMORY_LEAST = 512 * 1024 * 1024;
const CLOSE_MS_MOST = 3_000;
/** What was killed is gone in a moment, on a busy machine in some moments. */
const END_MS_MOST = 5_000;
const END_STEP_MS = 5;

export interface PrintPageOptions {
  readonly deadlineMs: number;
  /** To be laid over other pages: without backgrounds and tags. */
  readonly isOverlay?: boolean;
  /** Work of ours that is begun when the browser has all it needs, and awaited with it. */
  readonly meanwhile?: () => Promise<void>;
}

export interface PrintBrowser {
  /** PDF of a page. Throws RENDER_TIMED_OUT when it takes too long, and BrowserDied when the browser is gone. */
  print(html: string, options: PrintPageOptions): Promise<Uint8Array>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The browser went away in the middle of its work. */
export class BrowserDied extends Error {}

/**
 * Starts a browser of our own. Disposing it ends every process of it and removes its profile, whatever happened; an abort of
 * the signal ends it at once.
 */
export async function openBrowser(
  options: BrowserOptions & { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<PrintBrowser> {
  const executablePath = await findBrowser(options);
  options.signal.throwIfAborted();
  const profile = await openProfile();
  let browser: Browser;
  // Puppeteer minds the signal as long as the browser lives: the deadline of the start has to end with the start.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), options.deadlineMs);
  try {
    browser = await start(executablePath, profile, AbortSignal.any([late.signal, options.signal]));
  } catch (error) {
    await removeProfile(profile);
    options.signal.throwIfAborted();
    throw late.signal.aborted ? timedOut(options.deadlineMs, error) : error;
  } finally {
    clearTimeout(timer);
  }
  const pid = browser.process()?.pid;
  const endAll = (): void => {
    if (pid !== undefined) endGroup(pid);
  };
  options.signal.addEventListener("abort", endAll);
  return {
    print: async (html, printOptions) => {
      const { deadlineMs } = printOptions;
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        endAll();
      }, deadlineMs);
      try {
        return await printPage(browser, html, printOptions);
      } catch (error) {
        options.signal.throwIfAborted();
        if (isLate) throw timedOut(deadlineMs, error);
        if (error instanceof RenderError) throw error;
        if (!browser.connected || hasDied(error)) throw new BrowserDied("the browser died", { cause: error });
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    [Symbol.asyncDispose]: async () => {
      options.signal.removeEventListener("abort", endAll);
      // A browser that closes itself takes its children along; one that is killed leaves them to whoever reaps here, and in
      // a container that is often nobody (RELIABILITY C8).
      if (browser.connected)
        await Promise.race([browser.close().catch(() => undefined), delay(CLOSE_MS_MOST, undefined, { ref: false })]);
      endAll();
      if (pid !== undefined) await waitForEnd(pid);
      await removeProfile(profile);
    },
  };
}

async function printPage(
  browser: Browser,
  html: string,
  { isOverlay = false, meanwhile = async () => undefined }: PrintPageOptions,
): Promise<Uint8Array> {
  // A page of its own: what the last one held is given back before the next is laid out.
  const page = await browser.newPage();
  await seal(page);
  await page.setContent(html, { waitUntil: "load", timeout: 0 });
  if (!isOverlay) await checkPage(page);
  const printing = page.pdf({
    tagged: !isOverlay,
    outline: !isOverlay,
    preferCSSPageSize: true,
    printBackground: !isOverlay,
    omitBackground: isOverlay,
    waitForFonts: isOverlay,
    timeout: 0,
  });
  // Only when the order to print is on its way; what runs without a pause would hold it back.
  const [printed, done] = await Promise.allSettled([printing, new Promise(setImmediate).then(meanwhile)]);
  if (printed.status === "rejected") throw printed.reason;
  if (done.status === "rejected") throw done.reason;
  await page.close();
  const pdf = printed.value;
  if (Buffer.from(pdf.subarray(0, 5)).toString("latin1") !== "%PDF-") throw new Error("the browser printed no PDF");
  return pdf;
}

/** A picture or a font that could not be read would be a hole on paper (RELIABILITY C10). Our question runs; page scripts do not. */
async function checkPage(page: Page): Promise<void> {
  const broken = await page.evaluate(
    `document.fonts.ready.then((fonts) => [...document.images].filter((image) => !image.complete || image.naturalWidth === 0).length + [...fonts].filter((font) => font.status === "error").length)`,
  );
  if (broken !== 0) throw new Error(`${String(broken)} pictures or fonts of the page could not be read`);
}

async function start(executablePath: string, userDataDir: string, signal: AbortSignal): Promise<Browser> {
  const args = [
    ...(isWithoutSandbox() ? ["--no-sandbox"] : []),
    ...(await toMemoryFlags("/dev/shm")),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    // Nothing may leave even before the page is sealed.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--font-render-hinting=none",
  ];
  try {
    return await puppeteer.launch({
      executablePath,
      userDataDir,
      env: toBrowserEnvironment(process.env, userDataDir, process.platform),
      headless: true,
      // A browser that speaks through a pipe ends when the other side is gone, even by kill -9.
      pipe: true,
      // Our deadlines alone decide: Puppeteer's time-outs would leave processes behind, and its signal handlers would end ours.
      signal,
      timeout: 0,
      protocolTimeout: 0,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw await toStartError(executablePath, [...args, `--user-data-dir=${userDataDir}`], error);
  }
}

/**
 * Chromium has no sandbox for root, and none where user namespaces are off; for the second it has to be said, because the
 * machine could be mended. The page runs no script and reaches no network either way.
 */
function isWithoutSandbox(): boolean {
  return process.getuid?.() === 0 || process.env.GAZETTE_BROWSER_SANDBOX === "off";
}

/** Containers often give /dev/shm 64 MB, which a long page overruns (RELIABILITY C4); elsewhere it is quicker than a disk. */
export async function toMemoryFlags(sharedMemory: string): Promise<readonly string[]> {
  const about = await statfs(sharedMemory).catch(() => undefined);
  const isRoomy = about !== undefined && about.bavail * about.bsize >= SHARED_MEMORY_LEAST;
  return isRoomy ? [] : ["--disable-dev-shm-usage"];
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

function hasDied(error: unknown): boolean {
  return error instanceof Error && /closed|crashed|disconnected|detached/i.test(error.message);
}

/** A killed process is a moment in going. */
async function waitForEnd(pid: number): Promise<void> {
  for (let waited = 0; waited < END_MS_MOST && isGroupAlive(pid); waited += END_STEP_MS) await delay(END_STEP_MS);
}

function timedOut(deadlineMs: number, cause: unknown): RenderError {
  return new RenderError(
    "RENDER_TIMED_OUT",
    `Could not make the PDF: the browser did not finish within ${Math.round(deadlineMs / 1000)} seconds.`,
    "Run the report again when the machine is less busy, or leave the PDF out with --format html,xlsx.",
    cause,
  );
}
