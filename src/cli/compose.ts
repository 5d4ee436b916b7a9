// Builds the services: settings → clock, store, graph, and the options of each wing. The only place that knows all rooms.

import type { CollectContext, CollectOptions } from "../collect/index.ts";
import type { Settings } from "../config/index.ts";
import { addDays, type DaySpan, parsePeriod, toDayInZone, toPeriodName } from "../dataset/index.ts";
import type { Graph, GraphOptions } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { UsageError } from "./exit.ts";
import { EVERYBODY, type Narrowing, toFilter } from "./selection.ts";

/** Accounts asked at once: enough to hide the API's latency, few enough to stop at once when throttled. */
const CONCURRENCY = 6;

export type Services = CollectContext & AsyncDisposable;

export type CallOptions = Pick<GraphOptions, "whenSpent" | "onWait"> & {
  /** Told at the end, whatever that is, how many calls were spent. */
  readonly onClosed?: ((calls: number) => void) | undefined;
  /** A store that is open already, and stays so: a job's own. */
  readonly store?: Store | undefined;
};

/** Whether several machines may share the store. */
export function isOnServer({ store }: Settings): boolean {
  return /^postgres(ql)?:/i.test(store.url.reveal());
}

/** Opens the store; SQLite files are created on first use. */
export function openDataset(settings: Settings, clock: Clock): Promise<Store> {
  return openStore({ url: settings.store.url.reveal(), clock });
}

/** Opens store and graph; dispose to close both. */
export async function openServices(
  settings: Settings,
  clock: Clock,
  { onClosed, store: given, ...calls }: CallOptions,
): Promise<Services> {
  const store = given ?? (await openDataset(settings, clock));
  const graph = await openGraph(settings, store, clock, calls);
  return {
    store,
    graph,
    clock,
    async [Symbol.asyncDispose]() {
      onClosed?.(graph.callsSent());
      await graph.close();
      if (given === undefined) await store.close();
    },
  };
}

/** The line to Instagram, within the budgets of this store; close it. */
export async function openGraph(
  settings: Settings,
  store: Store,
  clock: Clock,
  calls: Pick<GraphOptions, "whenSpent" | "onWait">,
): Promise<Graph> {
  // Only here: what looks at the store alone starts without all that asks and fetches.
  const [{ createGraph }, { createPostedReadMemory }] = await Promise.all([
    import("../graph/index.ts"),
    import("../collect/index.ts"),
  ]);
  return createGraph(
    {
      url: settings.graph.url,
      version: settings.graph.version,
      timeoutMs: settings.graph.timeoutSeconds * 1000,
      connections: settings.connections.map(({ name, token, appSecret, callsPerHour }) => ({
        name,
        token,
        appSecret,
        perHour: toPerHour(settings, callsPerHour),
        writesPerHour: settings.comments.writesPerHour,
      })),
      ledger: store.ledger,
      postedReads: createPostedReadMemory(store, clock),
      ...calls,
    },
    clock,
  );
}

/** Calls of ours in any hour: the reserve is left to other users of the same app. Whole numbers until the end: 1 − 0.8 is less than 0.2. */
export function toPerHour(
  { budget }: { readonly budget: Pick<Settings["budget"], "reservePercent"> },
  callsPerHour: number,
): number {
  return Math.max(1, Math.floor((callsPerHour * (100 - budget.reservePercent)) / 100));
}

/** The days `--period` means, up to yesterday; refuses words nobody knows and periods that have not begun. */
export function toSpan(words: string | undefined, settings: Settings, now: Date): DaySpan {
  const rules = settings.period;
  const text = words ?? "last-week";
  const span = parsePeriod(text, now, rules);
  if (span === undefined) {
    throw new UsageError(
      `Could not understand the period "${text}".`,
      "Use last-week, last-month, last-quarter, last-28-days, a week as 2026-W46, a month as 2026-11, a quarter as 2026-Q3, or days as 2026-11-01..2026-11-15.",
    );
  }
  const today = toDayInZone(now, rules.timeZone);
  if (span.from >= today) {
    throw new UsageError(
      `Could not use the period "${text}": it lies in the future or has no complete day yet (today is ${today} in ${rules.timeZone}).`,
      `Choose one that began before today, for example ${toPeriodName(parsePeriod("last-week", now, rules) ?? span)}.`,
    );
  }
  // A day under way looks like a day of nothing (CONTRACT §13.2): a running period is told up to yesterday.
  return span.to >= today ? { from: span.from, to: addDays(today, -1) } : span;
}

/** Kinds of data that are not kept for good, with their days. */
function toKeptKinds({ store: { keep } }: Settings): CollectOptions["keepKinds"] {
  const { logs: _logs, ...kinds } = keep;
  return kinds;
}

/** The collector's options out of the settings. */
export function toCollectOptions(
  settings: Settings,
  span: DaySpan,
  narrowing: Narrowing = EVERYBODY,
  onProgress?: CollectOptions["onProgress"],
): CollectOptions {
  const { mediaDays, rereadDays, stories, audience, comments, extras } = settings.collect;
  return {
    span,
    filter: toFilter(settings, narrowing),
    mediaDays,
    rereadDays,
    stories,
    audience,
    comments,
    extras,
    stampReading: "end",
    keepDays: settings.store.keep.logs,
    keepKinds: toKeptKinds(settings),
    concurrency: CONCURRENCY,
    onProgress,
  };
}
