// The steps of a run, done by workers: what was this process's own work is sent as jobs, and waited for.
import type { HandOut, Stretch, StretchResult } from "../../collect/index.ts";
import type { CarriedJob, Carrier, EditionOrder, JobResult } from "../../jobs/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { DeliveryRow, Store } from "../../store/index.ts";
import type { CallOptions } from "../compose.ts";
import type { ReportStep } from "../run/report-step.ts";
import { tendReviews } from "../run/reviews.ts";
import type { RunSteps } from "../run/run-steps.ts";
import type { StepFailure } from "../run/run-summary.ts";
import { tellTroubles } from "../run/troubles.ts";

export interface CarriedSteps extends RunSteps {
  /** Sends letters that wait, these or whatever is due. */
  deliver(store: Store, only: ReadonlySet<string> | undefined, signal: AbortSignal): Promise<void>;
}

export interface Carrying {
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly calls: CallOptions;
}

/** Minutes since then are a priority: who was due first goes first. */
const EPOCH_MS = Date.UTC(2020, 0, 1);

export function createCarriedSteps({ carrier, clock, calls }: Carrying): CarriedSteps {
  /** By what a report is of, the letters that were made for it. */
  const letters = new Map<string, readonly string[]>();

  async function deliver(store: Store, only: ReadonlySet<string> | undefined, signal: AbortSignal): Promise<void> {
    const due = (await store.outbox.list({ states: ["queued"], isDueNow: true })).filter(
      ({ deliveryId }) => only?.has(deliveryId) !== false,
    );
    const jobs = due.map(({ deliveryId, client, queuedAt }) => ({
      kind: "deliver" as const,
      order: { deliveryId, client },
      priority: toPriority(new Date(queuedAt)),
    }));
    // Also who has to be told of what waits, or was refused before.
    const rest = only === undefined ? [{ kind: "deliver" as const, order: { deliveryId: null, client: "" } }] : [];
    await carrier.run(jobs, signal);
    await carrier.run(rest, signal);
  }

  return {
    deliver,

    // Those who carry them have bounds of their own.
    parallel: Number.POSITIVE_INFINITY,

    collecting(services, waiting) {
      let carried = 0;
      const { graph } = services;
      return {
        ...services,
        waiting,
        graph: { ...graph, callsSent: () => graph.callsSent() + carried },
        handOut: createHandOut({ carrier, clock, calls }, (some) => {
          carried += some;
        }),
        tidyUp: async ({ keepDays, keepKinds }) => {
          await carrier.send("apply-retention", { keepDays, keepKinds }, { once: "apply-retention" });
        },
      };
    },

    async report(_store, step, failures) {
      const { settings, signal } = step;
      const job = {
        kind: "render-edition" as const,
        order: toEditionOrder(step),
        priority: toPriority(step.dueAt),
        group: settings.client?.name,
      };
      const [result] = await carrier.run([job], signal);
      if (result?.kind !== "done") {
        failures.push(toDeadFailure("report", result?.why ?? ""));
        return [];
      }
      const { made, failures: own, deliveryIds } = result.output;
      failures.push(...own.map((failure) => ({ hint: undefined, ...failure })));
      letters.set(toKey(step), deliveryIds);
      return made;
    },

    async send(store, step, made) {
      if (made.length === 0) return [];
      const ids = new Set(letters.get(toKey(step)));
      await deliver(store, ids, step.signal);
      return listDeliveries(store, ids);
    },

    async sendWaiting(store, { settings, clock: time, signal }) {
      await tellTroubles(settings, store, time.now());
      await tendReviews(settings, store);
      await deliver(store, undefined, signal);
    },
  };
}

/** As configured: by cut, then by address. */
async function listDeliveries(store: Store, ids: ReadonlySet<string>): Promise<readonly DeliveryRow[]> {
  const rows = new Map((await store.outbox.list()).map((row) => [row.deliveryId, row]));
  return [...ids].flatMap((id) => rows.get(id) ?? []);
}

/** The earlier it was due, the higher; what has no time of its own goes by now. */
function toPriority(dueAt = new Date()): number {
  return -Math.floor((dueAt.getTime() - EPOCH_MS) / 60_000);
}

function toKey({ settings, span }: Pick<ReportStep, "settings" | "span">): string {
  return JSON.stringify([settings.client?.name, settings.client?.report, span.from, span.to]);
}

function toEditionOrder({ settings, span, narrowing, collected, runId, fresh = false }: ReportStep): EditionOrder {
  const { account, group } = narrowing;
  const { filter, windows, since } = collected;
  return {
    client: settings.client?.name,
    report: settings.client?.report,
    span: { from: span.from, to: span.to },
    narrowing: { account, group },
    collected: { span: collected.span, windows, since, filter },
    runId,
    fresh,
  };
}

export function toDeadFailure(step: StepFailure["step"], why: string): StepFailure {
  return {
    step,
    code: "JOB_DEAD",
    message: `The job was given up after three tries: ${why}`,
    hint: "See `gazette jobs --failed`; `gazette jobs --retry ID` puts it back once the reason is gone.",
  };
}

/** Stretches as jobs; where an hour is spent and waiting is wanted, what is left of a connection is sent again then. */
function createHandOut({ carrier, clock, calls }: Carrying, onCalls: (calls: number) => void): HandOut {
  return async (stretches, onEnd, signal) => {
    const results = new Map<Stretch, StretchResult>();
    const work = async (some: readonly Stretch[]): Promise<void> => {
      const jobs = some.map(
        (stretch): CarriedJob<"collect-accounts" | "catch-stories"> => ({
          kind: stretch.isOfStories ? "catch-stories" : "collect-accounts",
          order: stretch,
          group: stretch.connection,
          priority: toPriority(stretch.dueAt === undefined ? undefined : new Date(stretch.dueAt)),
        }),
      );
      const left: { readonly stretch: Stretch; readonly waitMs: number; readonly why: string }[] = [];
      const ends = await carrier.run(jobs, signal, (index, result) => {
        const stretch = some[index];
        if (stretch === undefined) return;
        if (result.kind === "done") onCalls(result.output.calls);
        if (result.kind === "dead" || result.output.stop === undefined) onEnd(stretch, toStretchResult(result));
      });
      for (const [index, end] of ends.entries()) {
        const stretch = some[index];
        if (stretch === undefined) continue;
        results.set(stretch, join(results.get(stretch), toStretchResult(end)));
        const stop = end.kind === "done" ? end.output.stop : undefined;
        if (stop?.kind === "spent") left.push({ stretch, waitMs: stop.waitMs, why: stop.why });
      }
      const [first] = left.toSorted((a, b) => a.waitMs - b.waitMs);
      if (first === undefined || calls.whenSpent !== "wait") return;
      const waitMs = Math.max(1_000, first.waitMs);
      const until = new Date(clock.now().getTime() + waitMs);
      calls.onWait?.({ connection: first.stretch.connection, until, why: first.why });
      await clock.sleep(waitMs, signal);
      await work(left.map(({ stretch }) => stretch));
    };
    await Promise.all([...Map.groupBy(stretches, ({ connection }) => connection).values()].map(work));
    return stretches.map((stretch) => results.get(stretch) ?? { kind: "dead", why: "It was not sent." });
  };
}

function toStretchResult(result: JobResult<"collect-accounts" | "catch-stories">): StretchResult {
  return result.kind === "dead" ? result : { kind: "ended", end: result.output };
}

/** What the same stretch came to before its hour was spent counts, too. */
function join(before: StretchResult | undefined, now: StretchResult): StretchResult {
  if (before?.kind !== "ended" || now.kind !== "ended") return now;
  const { tally, told, calls } = before.end;
  return {
    kind: "ended",
    end: {
      ...now.end,
      tally: [...tally, ...now.end.tally],
      told: [...told, ...now.end.told],
      calls: calls + now.end.calls,
    },
  };
}
