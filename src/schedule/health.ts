// How the schedule is: one place that hears every event and can say it as a line, as JSON and as metrics.
import type { Clock } from "../shared/index.ts";
import type { SlotRow } from "../store/index.ts";
import type { ClientHealth, ConnectionHealth, OperationHealth } from "./connection-health.ts";
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
  /**
   * "stuck": the loop has not turned for too long although nothing is at work. "degraded": it turns, and what it does falls
   * short; a restart would mend nothing.
   */
  readonly status: "ok" | "degraded" | "stuck";
  /** Why it is degraded; empty otherwise. */
  readonly reasons: readonly string[];
  readonly connections: readonly ConnectionHealth[];
  /** Absent where the configuration has no clients. */
  readonly clients?: readonly ClientHealth[] | undefined;
  readonly jobs: Readonly<Record<string, JobHealth>>;
  /** The store's last complaint, until it answers again. */
  readonly trouble: string | null;
}

export interface Health {
  hear(event: ScheduleEvent): void;
  /**
   * Takes up what came of the slots before this process was started, so that an alert on the last success outlives a restart.
   * @param slots newest first, as `SlotBook.recent` gives them; of a partial one it is not known who answered, and it counts
   */
  recall(slots: readonly SlotRow[]): void;
  /** Takes note of how the connections are now. */
  see(operation: OperationHealth): void;
  turn(now: Date): void;
  view(): HealthView;
  /** Prometheus text. */
  metrics(): Promise<string>;
  readonly metricsType: string;
}

/** Three turns of thirty seconds. */
const STUCK_MS = 90_000;
const NOTHING: JobHealth = { nextAt: null, runningSince: null, last: null, lastSuccessAt: null, missed: 0 };

export async function openHealth(clock: Clock, jobs: readonly string[]): Promise<Health> {
  const states = new Map<string, JobHealth>(jobs.map((job) => [job, NOTHING]));
  const { createMeters } = await import("./meters.ts");
  const meters = createMeters();
  let turnedAt = clock.now();
  let trouble: string | null = null;
  let operation: OperationHealth = { connections: [], reasons: [] };

  function change(job: string, part: Partial<JobHealth>): void {
    states.set(job, { ...(states.get(job) ?? NOTHING), ...part });
  }

  function isStuck(): boolean {
    const isAtWork = [...states.values()].some(({ runningSince }) => runningSince !== null);
    return !isAtWork && clock.now().getTime() - turnedAt.getTime() > STUCK_MS;
  }

  function listReasons(): readonly string[] {
    return trouble === null ? operation.reasons : [trouble, ...operation.reasons];
  }

  function toStatus(): HealthView["status"] {
    if (isStuck()) return "stuck";
    return listReasons().length > 0 ? "degraded" : "ok";
  }

  return {
    see(seen) {
      operation = seen;
      meters.setConnections(seen.connections);
      meters.setClients(seen.clients ?? []);
    },
    recall(slots) {
      for (const { job, slotAt, finishedAt, outcome, message = null } of slots) {
        const state = states.get(job);
        if (state === undefined || finishedAt === undefined || outcome === undefined) continue;
        if (state.last === null) change(job, { last: { slotAt, endedAt: finishedAt, outcome, message } });
        if (state.lastSuccessAt !== null || (outcome !== "complete" && outcome !== "partial")) continue;
        change(job, { lastSuccessAt: finishedAt });
        meters.success.set({ job }, Date.parse(finishedAt) / 1000);
      }
    },
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
          const { outcome, message = null, calls = 0, gaps, answered } = event.end;
          // What nobody has answered is no success, though the run came to its end.
          const isGood = outcome === "complete" || (outcome === "partial" && answered !== 0);
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
    view: () => ({
      status: toStatus(),
      reasons: listReasons(),
      connections: operation.connections,
      ...(operation.clients === undefined ? {} : { clients: operation.clients }),
      jobs: Object.fromEntries(states),
      trouble,
    }),
    metrics() {
      meters.degraded.set(toStatus() === "ok" ? 0 : 1);
      return meters.registry.metrics();
    },
    metricsType: meters.registry.contentType,
  };
}
