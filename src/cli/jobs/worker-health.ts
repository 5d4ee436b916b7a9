// How a worker is: what it has done and has in hand, and how the queue stands, as JSON and as metrics.
import { Counter, Gauge, Registry } from "prom-client";
import { ALL_KINDS, type JobEvent, type JobKind, type JobQueue } from "../../jobs/index.ts";
import type { ServedHealth } from "../../schedule/index.ts";
import type { Clock } from "../../shared/index.ts";

export interface WorkerHealth extends ServedHealth {
  hear(event: JobEvent): void;
  /** Since the worker was started. */
  counts(): { readonly done: number; readonly failed: number; readonly givenBack: number; readonly givenUp: number };
}

const LOOK_MS = 10_000;
/** A queue that could not be asked for so long is none. */
const STUCK_MS = 90_000;

/** Looks at the queue every few seconds until the signal. */
export async function openWorkerHealth(queue: JobQueue, clock: Clock, signal: AbortSignal): Promise<WorkerHealth> {
  const meters = createMeters();
  const counts = { done: 0, failed: 0, givenBack: 0, givenUp: 0 };
  const inHand = new Map<string, JobKind>();
  let askedAt = clock.now();
  let trouble: string | null = null;

  async function look(): Promise<void> {
    try {
      const [depths, workers, dead] = await Promise.all([queue.depths(), queue.workers(), queue.countDead()]);
      for (const kind of ALL_KINDS) {
        const depth = depths.find((one) => one.kind === kind);
        meters.waiting.set({ job: kind }, depth?.waiting ?? 0);
        meters.active.set({ job: kind }, depth?.active ?? 0);
        meters.oldest.set({ job: kind }, depth?.oldestSeconds ?? 0);
        meters.dead.set({ job: kind }, dead.find((one) => one.kind === kind)?.count ?? 0);
      }
      meters.workers.set(workers.length);
      askedAt = clock.now();
      trouble = null;
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
  }

  await look();
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  return {
    hear({ kind, id, state, tookMs = 0 }) {
      if (state === "started") return void inHand.set(id, kind);
      inHand.delete(id);
      meters.ended.inc({ job: kind, outcome: state });
      meters.seconds.inc({ job: kind }, tookMs / 1_000);
      if (state === "done") counts.done += 1;
      else if (state === "given-back") counts.givenBack += 1;
      else if (state === "given-up") counts.givenUp += 1;
      else counts.failed += 1;
    },
    counts: () => ({ ...counts }),
    view: () => ({
      status: clock.now().getTime() - askedAt.getTime() > STUCK_MS ? "stuck" : trouble === null ? "ok" : "degraded",
      trouble,
      isStopping: signal.aborted,
      inHand: Object.fromEntries(
        [...Map.groupBy(inHand.values(), (kind) => kind)].map(([kind, all]) => [kind, all.length]),
      ),
      ...counts,
    }),
    metrics: () => meters.registry.metrics(),
    metricsType: meters.registry.contentType,
  };
}

/** The names stand in docs/workers.md. */
function createMeters() {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string): Gauge<"job"> => new Gauge({ name, help, labelNames: ["job"], registers });
  return {
    registry,
    waiting: gauge("gazette_queue_waiting", "Jobs that wait, by kind."),
    active: gauge("gazette_queue_active", "Jobs under way at any worker, by kind."),
    oldest: gauge("gazette_queue_oldest_seconds", "How long the oldest job that is ready has waited; 0 where none is."),
    dead: gauge("gazette_queue_dead_letters", "Jobs given up after three tries that nobody has put back."),
    workers: new Gauge({ name: "gazette_workers_alive", help: "Workers alive on the queue.", registers }),
    ended: new Counter({
      name: "gazette_worker_jobs_total",
      help: "Jobs of this worker by how they ended: done, failed (and tried again), given-back, given-up.",
      labelNames: ["job", "outcome"],
      registers,
    }),
    seconds: new Counter({
      name: "gazette_worker_job_seconds_total",
      help: "Time this worker's jobs took.",
      labelNames: ["job"],
      registers,
    }),
  };
}
