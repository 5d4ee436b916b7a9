// How every connection is, out of the store. Spends nothing.

import type { Settings } from "../../config/index.ts";
import { toTallyScope } from "../../dataset/index.ts";
import type { DeadJob } from "../../jobs/index.ts";
import type { ConnectionHealth } from "../../schedule/index.ts";
import type { ConnectionRun, Store } from "../../store/index.ts";
import { isOnServer, toPerHour } from "../compose.ts";
import { countTokenDays, readTokenMemory } from "./token-memory.ts";

export interface Operation {
  readonly connections: readonly ConnectionHealth[];
  /** Accounts that were refused for want of a role or permission, or are listed no more, with what was told of them. */
  readonly lostRoles: readonly LostRole[];
  /** Jobs of the workers that were given up after three tries. */
  readonly deadJobs: readonly DeadJob[];
}

export interface LostRole {
  readonly connection: string;
  /** The account's id, or its Page's. */
  readonly id: string;
  readonly message: string;
}

/** `readDead`: where the jobs that were given up are asked for. */
export async function readOperation(
  settings: Settings,
  store: Store,
  now: Date,
  readDead: (settings: Settings) => Promise<readonly DeadJob[]> = findDeadJobs,
): Promise<Operation> {
  const { include, exclude } = settings.accounts;
  const [runs, looks, words, successes, lessons, missed, deadJobs] = await Promise.all([
    store.operation.newestRuns(toTallyScope({ include, exclude })),
    store.operation.newestRuns(toTallyScope({ include, exclude }, true)),
    store.operation.lastWords(),
    store.operation.lastSuccesses(),
    store.lessons(),
    store.read.missing(),
    readDead(settings),
  ]);
  const tokens = readTokenMemory(lessons);
  const connections: ConnectionHealth[] = [];
  for (const { name, callsPerHour } of settings.connections) {
    const run = runs.find(({ connection }) => connection === name);
    const token = tokens.get(name);
    const { left } = await store.ledger.callsLeft(name, "calls", toPerHour(settings, callsPerHour));
    // The later word counts: a token that was looked at after the run, or a run after that.
    const word = words.get(name);
    const isTokenNewer = token !== undefined && token.readAt > (word?.endedAt ?? "");
    connections.push({
      connection: name,
      failure: (isTokenNewer ? token.failure : word?.failure) ?? null,
      lastSuccessAt: successes.get(name) ?? null,
      accountsAsked: run?.asked ?? null,
      accountsAnswered: run?.answered ?? null,
      coverage: run === undefined ? null : toCoverage(run),
      tokenDaysLeft: token === undefined ? null : countTokenDays(token, now),
      callsLeft: left,
    });
  }
  const configured = new Set(settings.connections.map(({ name }) => name));
  const missing = missed.flatMap(({ connection, pageId, reason, message }) =>
    reason === "no-longer-listed" && pageId !== undefined ? [{ connection, id: pageId, message }] : [],
  );
  // A look at the stories since the run tells what it was refused; the rest is as the run left it.
  const isSince = (look: ConnectionRun): boolean =>
    !runs.some(({ connection, endedAt }) => connection === look.connection && endedAt >= look.endedAt);
  const told = [...runs, ...looks.filter(isSince)];
  const names = await store.accountBook.names(told.flatMap(({ refused: ids }) => ids));
  const refused = told.flatMap((run) => listRefused(run, names));
  const lostRoles = new Map([...missing, ...refused].map((role) => [`${role.connection} ${role.id}`, role]));
  return {
    connections,
    deadJobs,
    lostRoles: [...lostRoles.values()].filter(({ connection }) => configured.has(connection)),
  };
}

/** The queue's room is loaded where there may be one. */
export async function findDeadJobs(settings: Settings): Promise<readonly DeadJob[]> {
  if (!isOnServer(settings)) return [];
  const { readDeadJobs } = await import("../../jobs/index.ts");
  return readDeadJobs(settings.store.url.reveal());
}

/** Null where nothing was to be asked. */
function toCoverage({ asked, answered, came, lost }: ConnectionRun): number | null {
  if (asked === 0) return null;
  // Of an account refused as a whole nobody counts the values: it weighs as one that answered.
  return (answered / asked) * (came + lost === 0 ? 1 : came / (came + lost));
}

function listRefused(run: ConnectionRun, names: ReadonlyMap<string, string>): readonly LostRole[] {
  return run.refused.map((id) => {
    const name = names.get(id) ?? id;
    const message =
      `@${name} was refused for want of a permission or role. Ask an admin of its Page to grant it, then run again; ` +
      "`gazette check` tells what is missing.";
    return { connection: run.connection, id, message };
  });
}
