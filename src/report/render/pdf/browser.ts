// Starts and always ends a browser: no network, its own profile that is removed, its processes gone on every way out
// (RELIABILITY C1–C9). Pages are printed in it side by side.
import { statfs } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "puppeteer";
import { RenderError } from "../render-error.ts";
import { toBrowserEnvironment } from "./browser-environment.ts";
import { endGroup, isGroupAlive, openProfile, removeProfile } from "./browser-profile.ts";
import { toStartError } from "./find-browser.ts";
import { orAborted } from "./or-aborted.ts";
import { PageCrashed, type PageOptions, PrintPages } from "./print-page.ts";

const SHARED_MEMORY_LEAST = 512 * 1024 * 1024;
const CLOSE_MS_MOST = 3_000;
/** What was killed is gone in a moment, on a busy machine in some moments. */
const END_MS_MOST = 5_000;
const END_STEP_MS = 5;

export interface PrintPageOptions extends PageOptions {
  readonly deadlineMs: number;
  /** Gives up this page; the browser and its other pages go on. */
  readonly signal: AbortSignal;
}

export interface PrintBrowser {
  /** It takes pages. */
  readonly isUsable: boolean;
  /**
   * PDF of a page. Throws RENDER_TIMED_OUT when it takes too long, which ends the browser; TakenAlong when another's
   * lateness did; BrowserDied when browser or page are gone for a reason of their own; the signal's reason at once when
   * aborted.
   */
  print(html: string, options: PrintPageOptions): Promise<Uint8Array>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The browser, or the page in it, went away in the middle of its work. */
export class BrowserDied extends Error {}

/** The browser was ended in the middle of this page's work, because of another page. */
export class TakenAlong extends BrowserDied {}

/**
 * Starts a browser of our own; the signal is minded until it has started. Disposing it ends every process of it and removes
 * its profile, whatever happened.
 */
export async function openBrowser(
  executablePath: string,
  { deadlineMs, signal }: Pick<PrintPageOptions, "deadlineMs" | "signal">,
): Promise<PrintBrowser> {
  signal.throwIfAborted();
  const profile = await openProfile();
  let browser: Browser;
  // Puppeteer minds the signal as long as the browser lives: what ends the start has to end with the start.
  const end = new AbortController();
  const giveUp = (): void => end.abort();
  const timer = setTimeout(giveUp, deadlineMs);
  signal.addEventListener("abort", giveUp);
  try {
    browser = await start(executablePath, profile, end.signal);
  } catch (error) {
    await removeProfile(profile);
    signal.throwIfAborted();
    throw end.signal.aborted ? timedOut(deadlineMs, error) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
  return toPrintBrowser(browser, profile);
}

function toPrintBrowser(browser: Browser, profile: string): PrintBrowser {
  const pid = browser.process()?.pid;
  const pages = new PrintPages(browser);
  /** Pages that were given up or are being printed. */
  let working = 0;
  let isEnded = false;
  const endAll = (): void => {
    isEnded = true;
    if (pid !== undefined) endGroup(pid);
  };
  return {
    get isUsable() {
      return browser.connected && !isEnded;
    },
    print: async (html, options) => {
      const { deadlineMs, signal } = options;
      signal.throwIfAborted();
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        endAll();
      }, deadlineMs);
      working += 1;
      const work = pages.print(html, options).finally(() => {
        working -= 1;
      });
      try {
        return await orAborted(work, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (isLate) throw timedOut(deadlineMs, error);
        if (error instanceof RenderError) throw error;
        if (isEnded) throw new TakenAlong("another page took the browser along", { cause: error });
        if (error instanceof PageCrashed || !browser.connected || hasDied(error))
          throw new BrowserDied("the browser died", { cause: error });
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    [Symbol.asyncDispose]: async () => {
      // A browser that closes itself takes its children along; one that is killed leaves them to whoever reaps here, and in
      // a container that is often nobody (RELIABILITY C8). One that is still at work would take its time.
      if (browser.connected && working === 0)
        await Promise.race([browser.close().catch(() => undefined), delay(CLOSE_MS_MOST, undefined, { ref: false })]);
      endAll();
      if (pid !== undefined) await waitForEnd(pid);
      await removeProfile(profile);
    },
  };
}

async function start(executablePath: string, userDataDir: string, signal: AbortSignal): Promise<Browser> {
  const args = [
    ...(isWithoutSandbox() ? ["--no-sandbox"] : []),
    ...(await toMemoryFlags("/dev/shm")),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    // What draws without a graphics card needs no process of its own.
    "--in-process-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    // Nothing may leave even before the page is sealed.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--font-render-hinting=none",
  ];
  const { default: puppeteer } = await import("puppeteer");
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
