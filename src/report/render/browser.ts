// Finds, starts and always ends the one browser a PDF needs: no scripts, no network, its own profile that is removed, its
// processes gone on every way out (RELIABILITY C1–C9).
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer";
import { RenderError } from "./render-error.ts";

export interface BrowserOptions {
  readonly executablePath?: string | undefined;
}

const WELL_KNOWN: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * Path of the browser to use: the configured one, `GAZETTE_BROWSER` or `PUPPETEER_EXECUTABLE_PATH`, an installed
 * Chrome or Chromium, Puppeteer's own. Throws RENDER_NO_BROWSER; a path that was named but is not there is not replaced.
 */
export async function findBrowser(options: BrowserOptions = {}): Promise<string> {
  const { GAZETTE_BROWSER, PUPPETEER_EXECUTABLE_PATH } = process.env;
  const named = options.executablePath ?? GAZETTE_BROWSER ?? PUPPETEER_EXECUTABLE_PATH;
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw noBrowser(`the browser that was named, ${named}, is not there`);
  }
  const installed = WELL_KNOWN[process.platform]?.find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  const own = await Promise.resolve(puppeteer.executablePath()).catch(() => "");
  if (existsSync(own)) return own;
  throw noBrowser("no Chrome or Chromium was found");
}

/**
 * Opens one page in a browser of its own, does the work, and ends the browser whatever happened: on success, failure,
 * abort or when `deadlineMs` has passed (RENDER_TIMED_OUT).
 */
export async function withPage<T>(
  options: BrowserOptions & { readonly deadlineMs: number; readonly signal: AbortSignal },
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const executablePath = await findBrowser(options);
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const stop = AbortSignal.any([deadline, options.signal]);
  const profile = await mkdtemp(join(tmpdir(), "gazette-browser-"));
  let browser: Browser | undefined;
  try {
    options.signal.throwIfAborted();
    browser = await start(executablePath, profile, options.deadlineMs, stop);
    const page = await browser.newPage();
    await seal(page);
    return await work(page);
  } catch (error) {
    options.signal.throwIfAborted();
    if (!deadline.aborted) throw error;
    throw new RenderError(
      "RENDER_TIMED_OUT",
      `Could not make the PDF: the browser did not finish within ${Math.round(options.deadlineMs / 1000)} seconds.`,
      "Run the report again when the machine is less busy, or leave the PDF out with --format html,xlsx.",
      error,
    );
  } finally {
    await end(browser);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function start(
  executablePath: string,
  userDataDir: string,
  protocolTimeout: number,
  signal: AbortSignal,
): Promise<Browser> {
  try {
    return await puppeteer.launch({
      executablePath,
      userDataDir,
      headless: true,
      // Our deadline alone decides: the signal kills the whole process group at once, while Puppeteer's own time-out
      // would leave it alive for five seconds more.
      signal,
      timeout: 0,
      protocolTimeout,
      args: [
        // Chromium refuses to start its sandbox as root; the page runs no script and reaches no network either way.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        // Nothing may leave even before the page is sealed.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--font-render-hinting=none",
      ],
    });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const library = /error while loading shared libraries: ([\w.+-]+)/.exec(words)?.[1];
    if (library !== undefined) throw noBrowser(`${executablePath} needs the system library ${library}`, error);
    if (/No usable sandbox/.test(words)) throw noBrowser(`${executablePath} has no usable sandbox here`, error);
    throw noBrowser(`${executablePath} did not start`, error);
  }
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

async function end(browser: Browser | undefined): Promise<void> {
  if (browser === undefined) return;
  const child = browser.process();
  const gone = new Promise<void>((resolve) => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
  await browser.close().catch(() => undefined);
  child?.kill("SIGKILL");
  await gone;
}

function noBrowser(why: string, cause?: unknown): RenderError {
  return new RenderError(
    "RENDER_NO_BROWSER",
    `Could not make the PDF: ${why}.`,
    "Install Chrome or Chromium, or name one in GAZETTE_BROWSER; HTML and XLSX do not need it.",
    cause,
  );
}
