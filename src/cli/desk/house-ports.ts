// What the desk tells of the house itself: as `status`, `budget`, `plan`, `config show` and `check` do.

import { previewPlan, toLikelyCost } from "../../collect/index.ts";
import { explainSettings, type LoadInput, loadSettings, type Settings } from "../../config/index.ts";
import type { HousePorts } from "../../desk/index.ts";
import type { Clock } from "../../shared/index.ts";
import type { Store } from "../../store/index.ts";
import { type ComingTask, chooseDue } from "../clients/report-tasks.ts";
import { toSharedOptions } from "../clients/shared-collections.ts";
import { openServices } from "../compose.ts";
import type { Check } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { readHours } from "../hours.ts";
import { listTroubles } from "../run/list-troubles.ts";
import { findDeadJobs, readOperation } from "../run/read-operation.ts";
import { EVERYBODY } from "../selection.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface HousePortsInput {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  /** How the settings were read, to read them anew. */
  readonly load: LoadInput;
}

export function createHousePorts({ settings, store, clock, load }: HousePortsInput): HousePorts {
  // Asked of the queue by a connection of its own.
  const readDead = oncePerMinute(() => findDeadJobs(settings), clock);
  return {
    hours: () => readHours(settings, store, clock),

    async operation() {
      const operation = await readOperation(settings, store, clock.now(), readDead);
      const troubles = listTroubles(operation, settings.delivery.warnBelowCoverage);
      const about = new Map(operation.lostRoles.map(({ message, id }) => [message, id]));
      return {
        connections: operation.connections,
        troubles: troubles.map(({ kind, connection, message }) => ({
          kind,
          connection,
          message,
          about: kind === "role-lost" ? about.get(message) : undefined,
        })),
      };
    },

    forecast: oncePerMinute(async () => {
      const { due, coming } = chooseDue(settings, { client: [] }, clock.now());
      const next = listNext(coming, clock.now());
      const tasks = [...due.map((task) => ({ ...task, dueAt: clock.now() })), ...next];
      if (tasks.length === 0) return { due: [], costs: [] };
      await using services = await openServices(settings, clock, { whenSpent: "stop" });
      const accounts = await store.read.accounts();
      const plan = await previewPlan(services, accounts, {
        ...toSharedOptions(settings, tasks, EVERYBODY),
        mayWait: true,
      });
      const byConnection = Map.groupBy(plan.calls, ({ connection }) => connection);
      return {
        due: next.map(({ client = "", report = "", span, dueAt }) => ({
          client,
          report,
          span,
          dueAt: dueAt.toISOString(),
        })),
        costs: [...byConnection].map(([connection, calls]) => ({
          connection,
          calls: calls.reduce((sum, call) => sum + toLikelyCost(call), 0),
          accounts: new Set(calls.map(({ accountId }) => accountId)).size,
        })),
      };
    }, clock),

    explain(client) {
      return explainSettings({ ...load, secrets: "optional" }, client === undefined ? undefined : [client]);
    },

    async check(signal) {
      const lines: Check[] = [];
      const readSettings = () => loadSettings(load);
      await examine(
        { readSettings, narrowing: EVERYBODY, mustCalibrate: false, clock, signal, onCalls: () => undefined },
        (line) => lines.push(line),
      );
      return lines;
    },
  };
}

/** What takes long to make: whoever asks within the minute gets the same one. */
function oncePerMinute<T>(make: () => Promise<T>, clock: Clock): () => Promise<T> {
  let last: { readonly at: number; readonly made: Promise<T> } | undefined;
  return () => {
    const at = clock.now().getTime();
    if (last !== undefined && Math.abs(at - last.at) < MINUTE_MS) return last.made;
    const made = make();
    last = { at, made };
    made.catch(() => {
      last = undefined;
    });
    return made;
  };
}

/** Until this time tomorrow; where nothing is due so soon, the very next. */
function listNext(coming: readonly ComingTask[], now: Date): readonly ComingTask[] {
  const until = now.getTime() + DAY_MS;
  const soon = coming.filter(({ dueAt }) => dueAt.getTime() <= until);
  if (soon.length > 0) return soon;
  const first = Math.min(...coming.map(({ dueAt }) => dueAt.getTime()));
  return coming.filter(({ dueAt }) => dueAt.getTime() === first);
}
