// How a delivery is told, to people and to programs.
import type { DeliveryRow } from "../store/index.ts";

/** One line for people. */
export function toDeliveryLine({ state, recipient, client, cut, message, nextAt }: DeliveryRow): string {
  const whose = [client, cut].filter((part) => part !== "").join(", ");
  const who = whose === "" ? recipient : `${recipient} (${whose})`;
  const next = nextAt === undefined ? "" : ` Next try at ${nextAt}.`;
  return `${state.padEnd(8)} ${who}: ${message ?? ""}${next}`;
}

/** What `--json` tells of a delivery. */
export function toDeliveryDocument(row: DeliveryRow): Readonly<Record<string, unknown>> {
  const { recipient, cut, state, message, code, reportId, messageId, round, tries, nextAt, sentAt } = row;
  return {
    recipient,
    cut,
    state,
    message: message ?? null,
    code: code ?? null,
    reportId,
    messageId,
    round,
    tries,
    nextAt: nextAt ?? null,
    sentAt: sentAt ?? null,
    ...(row.client === "" ? {} : { client: row.client, report: row.reportKey }),
  };
}
