// Telling the operator what is the matter: once when it begins, once when it is over.
import { explainBroken, type Settings } from "../../config/index.ts";
import type { DaySpan } from "../../dataset/index.ts";
import { queueNotice } from "../../report/index.ts";
import type { OperationHealth } from "../../schedule/index.ts";
import type { Store, Trouble } from "../../store/index.ts";
import { toDelivering } from "../delivery.ts";
import { listTroubles } from "./list-troubles.ts";
import { readClients } from "./read-clients.ts";
import { readOperation } from "./read-operation.ts";

/** Named in one mail; of more only the number is told. */
const NAMED = 20;

/** Reads how things are, and puts what the operator does not know yet into the outbox. */
export async function tellTroubles(settings: Settings, store: Store, now: Date): Promise<OperationHealth> {
  const operation = await readOperation(settings, store, now);
  const { from, operator, warnBelowCoverage } = settings.delivery;
  const troubles = listTroubles(operation, warnBelowCoverage);
  // Nobody to tell: what lasts is told once there is somebody.
  if (from !== undefined && operator !== undefined) {
    const silent = operation.connections.flatMap(({ connection, failure }) => (failure === null ? [] : [connection]));
    const untold = await store.operation.noteTroubles(troubles, now.toISOString(), new Set(silent));
    const alike = Map.groupBy(untold, ({ kind, connection, since, overAt }) =>
      [kind, connection, since, overAt].join("|"),
    );
    for (const [key, group] of alike) {
      await queueNotice(store.outbox, toDelivering(settings), toNotice(key, group, now));
      await store.operation.markTold(group);
    }
  }
  const clients = await readClients(settings, store, now);
  return {
    ...(clients.length === 0 ? {} : { clients }),
    connections: operation.connections,
    reasons: [...troubles.map(({ message }) => message), ...settings.brokenClients.map(explainBroken)],
  };
}

const SUBJECTS: Readonly<Record<string, string>> = {
  "connection-lost": "Connection lost",
  "coverage-low": "Little came",
  "token-ending": "Token ends soon",
  "role-lost": "Role lost",
  "job-dead": "Job given up",
};

function toNotice(key: string, troubles: readonly Trouble[], now: Date) {
  const [first] = troubles;
  const { kind = "", connection = "", since = "", overAt } = first ?? {};
  const what = `${SUBJECTS[kind] ?? kind}: ${connection}`;
  const messages = troubles.slice(0, NAMED).map(({ message }) => message);
  const more = troubles.length > NAMED ? [`… and ${troubles.length - NAMED} more.`] : [];
  const lines =
    overAt === undefined
      ? [...messages, ...more]
      : [`What was told on ${since.slice(0, 10)} is over:`, "", ...messages.map((message) => `- ${message}`), ...more];
  const day = now.toISOString().slice(0, 10);
  const period: DaySpan = { from: day, to: day };
  return { edition: `trouble|${key}`, subject: overAt === undefined ? what : `Over: ${what}`, lines, period };
}
