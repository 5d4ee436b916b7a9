// The hour of each connection and every pause a server asked for, as `status` and `budget` tell them.
import type { Settings } from "../config/index.ts";
import type { Clock } from "../shared/index.ts";
import type { CallPause, Store } from "../store/index.ts";
import { toPerHour } from "./compose.ts";
import type { Print } from "./print.ts";

export interface ConnectionHour {
  readonly connection: string;
  readonly perHour: number;
  readonly left: number;
  /** UTC ISO; null while some are left. */
  readonly nextAt: string | null;
  /** The API asked for a pause, and why in its words. */
  readonly isHeldBack?: true;
  readonly why?: string;
  readonly commentWritesPerHour: number;
  readonly commentWritesLeft: number;
}

export interface PauseView {
  /** What `--unblock` takes: the connection, or the account as @username where it is one account's. */
  readonly name: string;
  readonly connection: string;
  readonly pool: CallPause["pool"];
  readonly accountId?: string | undefined;
  /** UTC ISO, both. */
  readonly since: string;
  readonly until: string;
  readonly why: string;
}

export interface Hours {
  readonly connections: readonly ConnectionHour[];
  readonly pauses: readonly PauseView[];
}

export async function readHours(settings: Settings, store: Store, clock: Clock): Promise<Hours> {
  const { writesPerHour } = settings.comments;
  const connections = settings.connections.map(async ({ name, callsPerHour }): Promise<ConnectionHour> => {
    const perHour = toPerHour(settings, callsPerHour);
    const calls = await store.ledger.callsLeft(name, "calls", perHour);
    const writes = await store.ledger.callsLeft(name, "comment-writes", writesPerHour);
    const { waitMs, why } = calls;
    return {
      connection: name,
      perHour,
      left: calls.left,
      nextAt: waitMs === undefined ? null : toLater(clock, waitMs),
      ...(why === undefined ? {} : { isHeldBack: true, why }),
      commentWritesPerHour: writesPerHour,
      commentWritesLeft: writes.left,
    };
  });
  const pauses = await store.ledger.pauses();
  const names = await store.accountBook.names(pauses.flatMap(({ accountId }) => accountId ?? []));
  return {
    connections: await Promise.all(connections),
    pauses: pauses.map(({ lastedMs, leftMs, ...pause }) => ({
      name: toName(pause, names),
      ...pause,
      since: toLater(clock, -lastedMs),
      until: toLater(clock, leftMs),
    })),
  };
}

/** `toMore`: a further line about a connection, where there is one to say. */
export function printHours(
  { connections, pauses }: Hours,
  print: Print,
  toMore: (connection: string) => string | undefined = () => undefined,
): void {
  for (const { connection, left, perHour, nextAt, isHeldBack } of connections) {
    const why = isHeldBack === true ? ": the API asked for a pause" : "";
    const next = nextAt === null ? "" : `, the next one at ${nextAt}${why}`;
    print.result(`Connection ${connection}: ${left} of ${perHour} calls left this hour${next}`);
    const more = toMore(connection);
    if (more !== undefined) print.result(`  ${more}`);
  }
  for (const { name, pool, until, since, why } of pauses) {
    const what = pool === "comment-writes" ? " (comment writes)" : "";
    print.result(`Paused: ${name}${what} until ${until}, since ${since}: ${why}`, "warn");
  }
}

function toName(
  { connection, accountId }: Pick<CallPause, "connection" | "accountId">,
  names: ReadonlyMap<string, string>,
) {
  if (accountId === undefined) return connection;
  const name = names.get(accountId);
  return name === undefined ? accountId : `@${name}`;
}

function toLater(clock: Clock, ms: number): string {
  return new Date(clock.now().getTime() + ms).toISOString();
}
