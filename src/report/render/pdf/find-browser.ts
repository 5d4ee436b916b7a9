// Finds the one browser a PDF needs, and says clearly why there is none (RELIABILITY C1–C3).
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { RenderError } from "../render-error.ts";

const WHY_MS_MOST = 5_000;

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
  const { default: puppeteer } = await import("puppeteer");
  const own = await Promise.resolve(puppeteer.executablePath()).catch(() => "");
  if (existsSync(own)) return own;
  throw noBrowser("no Chrome or Chromium was found");
}

/** Why a browser did not start, as an error that says what to do. */
export async function toStartError(
  executablePath: string,
  args: readonly string[],
  error: unknown,
): Promise<RenderError> {
  const words = await askWhy(executablePath, args);
  const library = /error while loading shared libraries: ([\w.+-]+)/.exec(words)?.[1];
  if (library !== undefined) {
    return noBrowser(
      `${executablePath} needs the system library ${library}, which is not installed`,
      error,
      "Install the distribution's own package (on Debian and Ubuntu `apt-get install chromium`), which brings every library it needs; HTML and XLSX do not need it.",
    );
  }
  if (/No usable sandbox/.test(words)) {
    return noBrowser(
      `${executablePath} has no usable sandbox, because this system does not let it make user namespaces`,
      error,
      "Allow user namespaces, or set GAZETTE_BROWSER_SANDBOX=off: the report's page runs no script and reaches no network.",
    );
  }
  if (/without --no-sandbox is not supported/.test(words)) {
    return noBrowser(
      `${executablePath} does not start its sandbox for root`,
      error,
      "Run Gazette as another user, or set GAZETTE_BROWSER_SANDBOX=off: the report's page runs no script and reaches no network.",
    );
  }
  return noBrowser(`${executablePath} did not start`, error);
}

/** Over a pipe nobody hears what a browser says before it ends; started again by itself it says it once more. */
async function askWhy(executablePath: string, args: readonly string[]): Promise<string> {
  const options = { timeout: WHY_MS_MOST, killSignal: "SIGKILL" } as const;
  return promisify(execFile)(executablePath, [...args, "--headless", "--dump-dom", "about:blank"], options).then(
    ({ stderr }) => stderr,
    (error: unknown) => String((error as { readonly stderr?: string }).stderr ?? ""),
  );
}

function noBrowser(
  why: string,
  cause?: unknown,
  hint = "Install Chrome or Chromium, or name one in GAZETTE_BROWSER; HTML and XLSX do not need it.",
): RenderError {
  return new RenderError("RENDER_NO_BROWSER", `Could not make the PDF: ${why}.`, hint, cause);
}
