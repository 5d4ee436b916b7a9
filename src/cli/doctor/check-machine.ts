// What the machine must have for a PDF. Spends nothing.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findBrowser, findMissingFonts } from "../../report/render/index.ts";
import { CollectorError } from "../../shared/index.ts";
import type { Check } from "./check.ts";

const VERSION_TIMEOUT_MS = 15_000;

/** Whether a browser is found and starts; without one there is no PDF, everything else goes on. */
export async function checkBrowser(): Promise<Check> {
  const name = "browser";
  try {
    const path = await findBrowser();
    const version = await readVersion(path);
    if (version !== undefined) return { name, state: "ok", message: `${version} at ${path}` };
    return {
      name,
      state: "warn",
      message: `${path} is there, but does not tell its version: it may not start.`,
      hint: "Start it once by hand, or name another in GAZETTE_BROWSER.",
    };
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    return { name, state: "warn", message: error.message, hint: error.hint };
  }
}

/** "Google Chrome 142.0.1"; undefined when it does not say. On Windows `--version` opens a window, so it is not asked. */
async function readVersion(path: string): Promise<string | undefined> {
  if (process.platform === "win32") return "a browser";
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], { timeout: VERSION_TIMEOUT_MS });
    return stdout.trim().split("\n")[0] || undefined;
  } catch {
    return undefined;
  }
}

/** Whether the fonts the package ships are all there. */
export function checkFonts(): Check {
  const { found, missing } = findMissingFonts();
  if (missing.length === 0) return { name: "fonts", state: "ok", message: `${found} families, shipped with Gazette` };
  return {
    name: "fonts",
    state: "warn",
    message: `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing: such letters may print as boxes.`,
    hint: "Install Gazette's packages again with npm ci.",
  };
}
