// How every client's reports are, out of the store. Spends nothing.
import type { Settings } from "../../config/index.ts";
import type { ClientHealth } from "../../schedule/index.ts";
import type { DeliveryRow, SealedReport, Store } from "../../store/index.ts";
import { toNextSlot } from "../clients/report-tasks.ts";

/** Older mail is no news. */
const NEWS_MS = 35 * 86_400_000;

/** One entry a report, in the order of the file; none where the configuration has no clients. */
export async function readClients(settings: Settings, store: Store, now: Date): Promise<readonly ClientHealth[]> {
  if (settings.clients.length === 0) return [];
  const since = new Date(now.getTime() - NEWS_MS).toISOString();
  const mails = Map.groupBy(
    (await store.outbox.list()).filter(({ kind, updatedAt }) => kind === "report" && updatedAt >= since),
    toKey,
  );
  const sealed = new Map<string, SealedReport>();
  for (const one of await store.sealed.newest()) if (!sealed.has(toKey(one))) sealed.set(toKey(one), one);
  return settings.clients.flatMap(({ name, reports }) =>
    reports.map((report): ClientHealth => {
      const key = toKey({ client: name, reportKey: report.key });
      const last = sealed.get(key);
      const rows = mails.get(key) ?? [];
      return {
        client: name,
        report: report.key,
        nextAt: toNextSlot(report, now)?.toISOString() ?? null,
        lastReportAt: last?.sealedAt ?? null,
        lastPeriod: last?.period ?? null,
        mails: countStates(rows),
      };
    }),
  );
}

function toKey({ client, reportKey }: Pick<SealedReport, "client" | "reportKey">): string {
  return JSON.stringify([client, reportKey]);
}

function countStates(rows: readonly DeliveryRow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
