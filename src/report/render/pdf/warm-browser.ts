// The one browser of this process: started by the first print, shared by all of them, replaced when it is gone, and closed
// when nobody keeps it any more.
import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { BrowserDied, openBrowser, type PrintBrowser, type PrintPageOptions, TakenAlong } from "./browser.ts";
import { type BrowserOptions, findBrowser } from "./find-browser.ts";
import { orAborted } from "./or-aborted.ts";

/** A page while it is printed, and what stands behind it here: what is counted on for a report (cli/run/side-by-side.ts). */
const BYTES_A_PAGE = 700_000_000;
const PAGES_MOST = 8;

interface Kept {
  readonly opening: Promise<PrintBrowser>;
  /** Ends the start; a browser that has started minds it no more. */
  readonly end: AbortController;
}

/** By the program's path; there is one, unless one was named for this print alone. */
const browsers = new Map<string, Kept>();
let keepers = 0;
const limit = pLimit(1);

/** Pages that are printed at once: by cores, and never so many that the memory that is free would not do. */
export function toPagesAtOnce(
  machine = { cores: availableParallelism(), freeBytes: process.availableMemory() },
): number {
  return Math.max(1, Math.min(machine.cores, PAGES_MOST, Math.floor(machine.freeBytes / BYTES_A_PAGE)));
}

/**
 * Keeps the browser once one was started: it is closed when the last that keeps it is disposed, and nothing of it is left
 * when that has ended. Costs nothing where nobody prints.
 */
export function keepBrowser(): AsyncDisposable {
  keepers += 1;
  let isKept = true;
  return {
    [Symbol.asyncDispose]: async () => {
      if (!isKept) return;
      isKept = false;
      keepers -= 1;
      if (keepers === 0) await Promise.all([...browsers.keys()].map(close));
    },
  };
}

/**
 * PDF of a page, printed when its turn has come; whoever prints keeps the browser meanwhile. Throws RENDER_NO_BROWSER,
 * RENDER_TIMED_OUT, BrowserDied, or the signal's reason at once when aborted. A page that another one took along is printed
 * again.
 */
export async function printWarm(html: string, options: BrowserOptions & PrintPageOptions): Promise<Uint8Array> {
  const { signal } = options;
  const path = await findBrowser(options);
  if (limit.activeCount === 0) limit.concurrency = toPagesAtOnce();
  const printed = limit(async () => {
    for (;;) {
      signal.throwIfAborted();
      const browser = await take(path, options);
      try {
        // While others wait, each needs the memory of the one before it.
        return await browser.print(html, { ...options, mayKeep: () => limit.pendingCount === 0 });
      } catch (error) {
        if (!(error instanceof TakenAlong)) throw error;
      }
    }
  });
  return orAborted(printed, signal);
}

async function take(path: string, options: PrintPageOptions): Promise<PrintBrowser> {
  const kept = browsers.get(path);
  const browser = await kept?.opening;
  if (browser?.isUsable === true) return browser;
  // Others may have seen that it is gone, and be starting the next.
  if (kept !== undefined && browsers.get(path) === kept) await close(path);
  if (browsers.has(path)) return take(path, options);
  options.signal.throwIfAborted();
  return start(path, options);
}

function start(path: string, { deadlineMs }: PrintPageOptions): Promise<PrintBrowser> {
  const end = new AbortController();
  const opening = openBrowser(path, { deadlineMs, signal: end.signal });
  const kept = { opening, end };
  browsers.set(path, kept);
  opening.catch(() => {
    if (browsers.get(path) === kept) browsers.delete(path);
  });
  return opening;
}

/** Forgets the browser at once and ends it, whatever became of it. */
async function close(path: string): Promise<void> {
  const kept = browsers.get(path);
  browsers.delete(path);
  kept?.end.abort(new BrowserDied("nobody waits for the browser any more"));
  const browser = await kept?.opening.catch(() => undefined);
  await browser?.[Symbol.asyncDispose]();
}
