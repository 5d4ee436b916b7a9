// The desk's pages with fifty readers on a store as a large agency has it, beside an empty page of Fastify in the same run.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { hashPassword } from "../../src/desk/index.ts";
import { PASSWORD } from "../desk/open-inbox.ts";
import { visit } from "../desk/visit.ts";
import { type DeskPage, listPages } from "./desk-pages.ts";
import { fillDesk } from "./fill-desk.ts";
import { readMessage } from "./start-sandbox.ts";

export interface PageResult {
  readonly page: string;
  readonly p50: number;
  readonly p95: number;
  /** p95 over that of the empty page. */
  readonly ratio: number;
  readonly kib: number;
}

export interface DeskResult {
  readonly engine: string;
  readonly accounts: number;
  readonly comments: number;
  readonly fillSeconds: number;
  readonly threadsSeconds: number;
  readonly empty: PageResult;
  readonly pages: readonly PageResult[];
  /** Heap after all pages over that after the first round. */
  readonly memoryRatio: number;
  readonly rssMiB: number;
}

const READERS = 50;
const CLICKS = 8;
/** A person looks before they click again. */
const LOOK_MS = 1_000;
const MOST_MS = 150;

export async function measureDesk(
  {
    accounts,
    comments,
    urls,
  }: { readonly accounts: number; readonly comments: number; readonly urls: readonly string[] },
  say: (step: string) => void,
): Promise<readonly DeskResult[]> {
  const results: DeskResult[] = [];
  const folder = await mkdtemp(join(tmpdir(), "gazette-bench-desk-"));
  const server = urls.length > 0 ? undefined : await startPostgres();
  try {
    const places =
      urls.length > 0 ? urls : [`sqlite:${join(folder, "desk.db")}`, ...(server === undefined ? [] : [server.url])];
    for (const url of places) {
      const engine = url.startsWith("sqlite") ? "SQLite" : "PostgreSQL";
      const startedAt = performance.now();
      let threadsMs = 0;
      if (urls.length === 0) {
        say(`${engine}: filling ${accounts} accounts, ${comments} comments`);
        ({ threadsMs } = await fillDesk(url, accounts, comments));
      }
      const fillSeconds = (performance.now() - startedAt - threadsMs) / 1_000;
      const measured = await measureEngine(folder, url, engine, listPages(accounts, comments), say);
      results.push({ engine, accounts, comments, fillSeconds, threadsSeconds: threadsMs / 1_000, ...measured });
    }
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

async function measureEngine(
  folder: string,
  url: string,
  engine: string,
  pages: readonly DeskPage[],
  say: (step: string) => void,
) {
  const hash = await hashPassword(PASSWORD);
  const child = fork(new URL("./desk-process.ts", import.meta.url), [folder, url, hash], {
    execArgv: ["--expose-gc", "--no-warnings"],
  });
  try {
    const { url: deskUrl, emptyUrl } = (await readMessage(child)) as {
      readonly url: string;
      readonly emptyUrl: string;
    };
    const cookies = { ada: (await visit(deskUrl, "ada")).cookie(), nora: (await visit(deskUrl, "nora")).cookie() };
    // The first look at each page reads templates' helpers, indexes and names.
    for (const [, toPath, person] of pages) await ask(deskUrl + toPath(0), cookies[person], new Agent());
    const before = await readMemory(child);
    say(`${engine}: an empty page`);
    const empty = toResult("empty", await readAtOnce(() => `${emptyUrl}/`, ""), undefined);
    const results: PageResult[] = [];
    for (const [page, toPath, person] of pages) {
      say(`${engine}: ${page}`);
      results.push(toResult(page, await readAtOnce((click) => deskUrl + toPath(click), cookies[person]), empty));
    }
    const after = await readMemory(child);
    return { empty, pages: results, memoryRatio: after.heapMiB / before.heapMiB, rssMiB: after.rssMiB };
  } finally {
    child.disconnect();
    await once(child, "exit");
  }
}

async function readMemory(child: ChildProcess): Promise<{ readonly rssMiB: number; readonly heapMiB: number }> {
  child.send("memory");
  return (await readMessage(child)) as { readonly rssMiB: number; readonly heapMiB: number };
}

interface Timing {
  readonly ms: number;
  readonly bytes: number;
}

/** Fifty readers, each from an address of its own, as the limit of requests counts them. */
async function readAtOnce(toUrl: (click: number) => string, cookie: string): Promise<readonly Timing[]> {
  const readers = Array.from({ length: READERS }, async (_, nth) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.1.${nth + 1}` });
    const timings: Timing[] = [];
    // Evenly spread over the second, and so after an answer that all of them waited for.
    const begun = performance.now() + (LOOK_MS * nth) / READERS;
    for (let click = 0; click < CLICKS; click += 1) {
      const seconds = Math.max(0, Math.ceil((performance.now() - begun) / LOOK_MS));
      await new Promise((done) => setTimeout(done, begun + seconds * LOOK_MS - performance.now()));
      timings.push(await ask(toUrl(click * READERS + nth), cookie, agent));
    }
    agent.destroy();
    return timings.slice(1);
  });
  return (await Promise.all(readers)).flat();
}

async function ask(url: string, cookie: string, agent: Agent): Promise<Timing> {
  const startedAt = performance.now();
  const sent = request(url, { agent, headers: { cookie } });
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  return { ms: performance.now() - startedAt, bytes };
}

function toResult(page: string, timings: readonly Timing[], empty: PageResult | undefined): PageResult {
  const sorted = timings.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  const [p50, p95] = [at(0.5), at(0.95)];
  return { page, p50, p95, ratio: p95 / (empty?.p95 ?? p95), kib: (timings[0]?.bytes ?? 0) / 1024 };
}

async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> } | undefined> {
  const program = join(import.meta.dirname, "../store/processes/serve-postgres.ts");
  const child = spawn(process.execPath, ["--no-warnings", program], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  const { value: url } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (typeof url !== "string") return undefined;
  return {
    url,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

export function printDesk(results: readonly DeskResult[]): string {
  return results
    .flatMap(({ engine, accounts, comments, threadsSeconds, empty, pages, memoryRatio, rssMiB }) => [
      `The desk on ${engine}, ${accounts} accounts, ${comments} comments, ${READERS} readers who click once a second:`,
      `  ${"empty page of Fastify".padEnd(24)} p50 ${empty.p50.toFixed(1)} ms, p95 ${empty.p95.toFixed(1)} ms`,
      ...pages.map(
        ({ page, p50, p95, ratio, kib }) =>
          `  ${page.padEnd(24)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ×${ratio.toFixed(1)}, ${kib.toFixed(0)} KiB, goal ${MOST_MS} ms ${p95 <= MOST_MS ? "met" : "MISSED"}`,
      ),
      `  heap after all pages over after one of each ×${memoryRatio.toFixed(2)}, ${rssMiB.toFixed(0)} MiB resident; the inbox of an older store made in ${threadsSeconds.toFixed(0)} s`,
      "",
    ])
    .join("\n");
}
