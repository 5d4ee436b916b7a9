// What Prometheus is told; the names stand in docs/operations.md.
import { Counter, Gauge, Registry } from "prom-client";
import type { ClientHealth, ConnectionHealth } from "./connection-health.ts";

/** By client and report; there are none, and no names of them, until there are clients. */
function createClientMeters(registry: Registry): (clients: readonly ClientHealth[]) => void {
  const registers = [registry];
  const of = (name: string, help: string): Gauge<"client" | "report"> =>
    new Gauge({ name, help, labelNames: ["client", "report"], registers });
  const create = () => ({
    next: of("gazette_client_next_report_timestamp_seconds", "When the client's report is due next."),
    last: of("gazette_client_last_report_timestamp_seconds", "When the client's report was last made."),
    mails: new Gauge({
      name: "gazette_client_mails",
      help: "Mails of the client's report in the last 35 days, by their state.",
      labelNames: ["client", "report", "state"],
      registers,
    }),
  });
  let meters: ReturnType<typeof create> | undefined;
  return (clients) => {
    if (clients.length === 0 && meters === undefined) return;
    meters ??= create();
    for (const gauge of [meters.next, meters.last, meters.mails]) gauge.reset();
    for (const { client, report, nextAt, lastReportAt, mails } of clients) {
      const labels = { client, report };
      if (nextAt !== null) meters.next.set(labels, Date.parse(nextAt) / 1000);
      if (lastReportAt !== null) meters.last.set(labels, Date.parse(lastReportAt) / 1000);
      for (const [state, count] of Object.entries(mails)) meters.mails.set({ ...labels, state }, count);
    }
  };
}

/** A registry of its own: two schedules in one process must not add up. */
export function createMeters() {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string): Gauge<"job"> => new Gauge({ name, help, labelNames: ["job"], registers });
  const counter = (name: string, help: string): Counter<"job"> =>
    new Counter({ name, help, labelNames: ["job"], registers });
  const ofConnection = (name: string, help: string): Gauge<"connection"> =>
    new Gauge({ name, help, labelNames: ["connection"], registers });
  const up = ofConnection("gazette_connection_up", "1 while the connection is of use, 0 once it is lost.");
  const reached = ofConnection(
    "gazette_connection_last_success_timestamp_seconds",
    "When a run last ended with an answer of the connection.",
  );
  const asked = ofConnection("gazette_connection_accounts_asked", "Accounts asked by the newest run over all of them.");
  const answered = ofConnection("gazette_connection_accounts_answered", "Accounts of these that answered.");
  const coverage = ofConnection(
    "gazette_connection_coverage_ratio",
    "Share of the values that came in that run, of those the API could have told.",
  );
  const tokenDays = ofConnection(
    "gazette_connection_token_days_left",
    "Days until the token or its data access ends; absent when it does not, or nobody has asked.",
  );
  const callsLeft = ofConnection("gazette_connection_calls_left", "Calls left this hour.");
  return {
    registry,
    degraded: new Gauge({ name: "gazette_degraded", help: "1 while /healthz is not ok.", registers }),
    /** What is not known has no sample. */
    setConnections(connections: readonly ConnectionHealth[]): void {
      for (const gauge of [up, reached, asked, answered, coverage, tokenDays, callsLeft]) gauge.reset();
      const set = (gauge: Gauge<"connection">, connection: string, value: number | null): void => {
        if (value !== null) gauge.set({ connection }, value);
      };
      for (const { connection, failure, lastSuccessAt, ...one } of connections) {
        set(up, connection, failure === null ? 1 : 0);
        set(reached, connection, lastSuccessAt === null ? null : Date.parse(lastSuccessAt) / 1000);
        set(asked, connection, one.accountsAsked);
        set(answered, connection, one.accountsAnswered);
        set(coverage, connection, one.coverage);
        set(tokenDays, connection, one.tokenDaysLeft);
        set(callsLeft, connection, one.callsLeft);
      }
    },
    setClients: createClientMeters(registry),
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
