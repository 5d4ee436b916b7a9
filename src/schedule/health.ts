// How the schedule is: one place that hears every event and can say it as a line, as JSON and as metrics.
import { Counter, Gauge, Registry } from "prom-client";
import type { Clock } from "../shared/index.ts";
import type { ScheduleEvent } from "./schedule-event.ts";

export interface JobHealth {
  readonly nextAt: string | null;
  /** The slot at work now. */
  readonly runningSince: string | null;
  readonly last: {
    readonly slotAt: string;
    readonly endedAt: string;
    readonly outcome: string;
    readonly message: string | null;
  } | null;
  readonly lastSuccessAt: string | null;
  /** Since this process was started. */
  readonly missed: number;
}

export interface HealthView {
  /** "stuck": the loop has not turned for too long although nothing is at work. */
  readonly status: "ok" | "stuck";
  readonly jobs: Readonly<Record<string, JobHealth>>;
  /** The store's last complaint, until it answers again. */
  readonly trouble: string | null;
}

export interface Health {
  hear(event: ScheduleEvent): void;
  turn(now: Date): void;
  view(): HealthView;
  /** Prometheus text. */
  metrics(): Promise<string>;
  readonly metricsType: string;
}

/** Three turns of thirty seconds. */
const STUCK_MS = 90_000;
const NOTHING: JobHealth = { nextAt: null, runningSince: null, last: null, lastSuccessAt: null, missed: 0 };

export function openHealth(clock: Clock, jobs: readonly string[]): Health {
  const states = new Map<string, JobHealth>(jobs.map((job) => [job, NOTHING]));
  const meters = createMeters();
  let turnedAt = clock.now();
  let trouble: string | null = null;

  function change(job: string, part: Partial<JobHealth>): void {
    states.set(job, { ...(states.get(job) ?? NOTHING), ...part });
  }

  function isStuck(): boolean {
    const isAtWork = [...states.values()].some(({ runningSince }) => runningSince !== null);
    return !isAtWork && clock.now().getTime() - turnedAt.getTime() > STUCK_MS;
  }

  return {
    hear(event) {
      const now = clock.now();
      switch (event.kind) {
        case "next":
          change(event.job, { nextAt: event.slotAt?.toISOString() ?? null });
          meters.next.set({ job: event.job }, (event.slotAt?.getTime() ?? 0) / 1000);
          break;
        case "started":
          change(event.job, { runningSince: now.toISOString() });
          meters.running.set({ job: event.job }, 1);
          break;
        case "ended": {
          const { outcome, message = null, calls = 0, gaps } = event.end;
          const isGood = outcome === "complete" || outcome === "partial";
          const last = { slotAt: event.slotAt.toISOString(), endedAt: now.toISOString(), outcome, message };
          change(event.job, { runningSince: null, last, ...(isGood ? { lastSuccessAt: now.toISOString() } : {}) });
          meters.running.set({ job: event.job }, 0);
          meters.ended.inc({ job: event.job, outcome });
          meters.calls.inc({ job: event.job }, calls);
          if (gaps !== undefined) meters.gaps.set({ job: event.job }, gaps);
          meters.seconds.set({ job: event.job }, event.tookMs / 1000);
          if (isGood) meters.success.set({ job: event.job }, now.getTime() / 1000);
          break;
        }
        case "missed":
        case "gave-up":
          change(event.job, { missed: (states.get(event.job)?.missed ?? 0) + 1 });
          meters.missed.inc({ job: event.job });
          break;
        case "trouble":
          trouble = event.error.message;
          meters.trouble.inc();
          for (const job of states.keys()) change(job, { runningSince: null });
          break;
        case "recovered":
          trouble = null;
          break;
        default:
      }
    },
    turn(now) {
      turnedAt = now;
      meters.turn.set(now.getTime() / 1000);
    },
    view: () => ({ status: isStuck() ? "stuck" : "ok", jobs: Object.fromEntries(states), trouble }),
    metrics: () => meters.registry.metrics(),
    metricsType: meters.registry.contentType,
  };
}

/** A registry of its own: two schedules in one process must not add up. */
function createMeters() {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string): Gauge<"job"> => new Gauge({ name, help, labelNames: ["job"], registers });
  const counter = (name: string, help: string): Counter<"job"> =>
    new Counter({ name, help, labelNames: ["job"], registers });
  return {
    registry,
    next: gauge("gazette_next_slot_timestamp_seconds", "When the job runs next; 0 when never."),
    running: gauge("gazette_job_running", "1 while the job is at work in this process."),
    success: gauge("gazette_last_success_timestamp_seconds", "When the job last ended complete or partial."),
    seconds: gauge("gazette_last_run_duration_seconds", "How long the job's last run took, waits included."),
    gaps: gauge("gazette_last_run_gaps", "Values that did not come in the job's last run."),
    calls: counter("gazette_calls_total", "Graph API calls the job has spent since the process was started."),
    missed: counter("gazette_slots_missed_total", "Slots that were never run or given up."),
    ended: new Counter({
      name: "gazette_runs_total",
      help: "Runs by how they ended.",
      labelNames: ["job", "outcome"],
      registers,
    }),
    trouble: new Counter({
      name: "gazette_store_trouble_total",
      help: "Times the store could not be asked.",
      registers,
    }),
    turn: new Gauge({
      name: "gazette_schedule_turn_timestamp_seconds",
      help: "When the schedule last looked at the clock.",
      registers,
    }),
  };
}
