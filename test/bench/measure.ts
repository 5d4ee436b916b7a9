// One world, measured: our calls in each form, the minimum, the per-media way, and our time against the bare requests.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Collected, collectWeek, FIRST_WEEK, type Server, STEADY_WEEK, teachFormTwo } from "./collection.ts";
import { countKinds } from "./count-kinds.ts";
import { walkPerMedia } from "./per-media.ts";
import { replay } from "./replay.ts";
import type { SentCall } from "./sandbox-process.ts";
import { type BenchSandbox, readMessage, startBenchSandbox } from "./start-sandbox.ts";

export type FormName = "form 1" | "form 2" | "form 3";

export interface FormResult {
  readonly form: FormName;
  readonly outcome: Collected["outcome"];
  readonly gaps: number;
  /** Of one weekly run with the week before held, as the server counted them. */
  readonly calls: number;
  /** The same calls by what they asked. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Our time over the time of the same requests sent bare, to a server that answers at once; median of the rounds. */
  readonly overhead: number;
  /** The same when each call takes `LATENCY_MS` on its way, one round. */
  readonly overheadAfar: number;
}

export interface WorldResult {
  readonly accounts: number;
  readonly discovery: number;
  /** ⌈Pages/100⌉ + one call an account and 100 posts of the last 35 days (CALL-COST §4.1). */
  readonly minimum: number;
  readonly perMedia: number;
  readonly forms: readonly FormResult[];
}

const REREAD_DAYS = 35;
const MOST_A_PAGE = 100;

export async function measureWorld(
  accounts: number,
  rounds: number,
  onStep: (step: string) => void,
): Promise<WorldResult> {
  await using sandbox = await startBenchSandbox(accounts, FIRST_WEEK.startedAt);
  const forms: FormResult[] = [];
  for (const form of ["form 1", "form 2", "form 3"] as const) {
    onStep(`${accounts} accounts, ${form}`);
    forms.push(await measureForm(sandbox, form, rounds));
  }
  onStep(`${accounts} accounts, per media`);
  const walk = await walkPerMedia(sandbox, STEADY_WEEK);
  if (walk.refused > 0) throw new Error(`${walk.refused} requests of the per-media walk were refused`);
  const oldest = STEADY_WEEK.startedAt.getTime() - REREAD_DAYS * 86_400_000;
  const discovery = Math.ceil((accounts + 1) / MOST_A_PAGE);
  const pages = walk.published.map((dates) => {
    const due = dates.filter((date) => date.getTime() >= oldest).length;
    return Math.max(1, Math.ceil(due / MOST_A_PAGE));
  });
  return {
    accounts,
    discovery,
    minimum: discovery + pages.reduce((sum, one) => sum + one, 0),
    perMedia: walk.calls,
    forms,
  };
}

async function measureForm(sandbox: BenchSandbox, form: FormName, rounds: number): Promise<FormResult> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-bench-"));
  try {
    await sandbox.tell("configure", { aliases: form === "form 3" ? "refused" : "allowed" });
    await sandbox.tell("setNow", FIRST_WEEK.startedAt.toISOString());
    if (form === "form 2") await teachFormTwo(folder);
    await collectWeek(sandbox, folder, FIRST_WEEK);
    await sandbox.tell("setNow", STEADY_WEEK.startedAt.toISOString());
    const near: Round[] = [];
    for (let nth = 0; nth < rounds; nth += 1) near.push(await measureRound(sandbox, sandbox, folder));
    const afar = await measureRound(sandbox, { ...sandbox, url: sandbox.slowUrl }, folder);
    const { collected, calls } = afar;
    return {
      form,
      outcome: collected.outcome,
      gaps: collected.gaps,
      calls: calls.length,
      kinds: countKinds(calls),
      overhead: toMedian(near.map(({ overhead }) => overhead)),
      overheadAfar: afar.overhead,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Round {
  readonly collected: Collected;
  readonly calls: readonly SentCall[];
  readonly overhead: number;
}

/** The steady week into a copy of the store, then its requests again, bare. */
async function measureRound(sandbox: BenchSandbox, server: Server, folder: string): Promise<Round> {
  const copy = `${folder}-copy`;
  await cp(folder, copy, { recursive: true });
  try {
    const before = await sandbox.tell("countLogged");
    const collected = await collectWeek(server, copy, STEADY_WEEK);
    if (collected.accounts !== sandbox.accounts) throw new Error(`only ${collected.accounts} accounts were collected`);
    const calls = await sandbox.tell("readLog", before);
    return { collected, calls, overhead: collected.ms / (await replay(server, calls)) };
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** Peak memory of two weekly runs over so many accounts, in KiB, measured in a process of its own. */
export async function measurePeakRss(accounts: number): Promise<number> {
  await using sandbox = await startBenchSandbox(accounts, FIRST_WEEK.startedAt);
  const child: ChildProcess = fork(new URL("./memory-process.ts", import.meta.url), [sandbox.url, sandbox.token]);
  let peak = 0;
  for (const week of ["first", "steady"] as const) {
    await sandbox.tell("setNow", (week === "first" ? FIRST_WEEK : STEADY_WEEK).startedAt.toISOString());
    child.send(week);
    ({ peakRssKiB: peak } = (await readMessage(child)) as { readonly peakRssKiB: number });
  }
  child.disconnect();
  await once(child, "exit");
  return peak;
}

function toMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
