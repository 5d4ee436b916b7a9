// A sealed report with all that is known of it, for its page and what is done there.
import type { DeliveryRow, SealedReport } from "../../store/index.ts";
import { toNotFound } from "../desk-error.ts";
import type { DeskPorts, ReportPlace } from "../ports.ts";
import { listOwned } from "../whose.ts";

/** For `about`: whose a sealed report is; nobody's where there is none. */
export async function findClientsOfReport(
  { reportId }: { readonly reportId: string },
  { store }: DeskPorts,
): Promise<readonly string[]> {
  const sealed = await store.sealed.find(reportId);
  return sealed === undefined ? [] : [sealed.client];
}

export async function findReport(reportId: string, { store }: DeskPorts): Promise<SealedReport> {
  const sealed = await store.sealed.find(reportId);
  if (sealed === undefined) throw toNotFound();
  return sealed;
}

/** Where it is made again and again; undefined once its client or report has left the configuration. */
export function findPlace(
  { client, reportKey }: Pick<SealedReport, "client" | "reportKey">,
  { reports }: DeskPorts,
): ReportPlace | undefined {
  return reports.places().find((place) => place.client === client && place.reportKey === reportKey);
}

/** For what is done: a report that is not configured any more is only looked at. */
export function needPlace(sealed: Pick<SealedReport, "client" | "reportKey">, ports: DeskPorts): ReportPlace {
  const place = findPlace(sealed, ports);
  if (place === undefined) throw toNotFound();
  return place;
}

/** The client's name; the house's own where the report is nobody's in particular. */
export function nameClient(sealed: Pick<SealedReport, "client" | "reportKey">, ports: DeskPorts): string {
  if (sealed.client !== "") return sealed.client;
  return findPlace(sealed, ports)?.settings.report.brand.name ?? "All accounts";
}

/** User names of the accounts a report is about by their ids: its client's; where there are no clients, all of them. */
export async function nameAccountsOf(
  { client }: Pick<SealedReport, "client">,
  ports: DeskPorts,
): Promise<ReadonlyMap<string, string>> {
  const isWhole = client === "" && ports.settings.clients.length === 0;
  const owned = await listOwned(ports);
  return new Map(
    owned
      .filter(({ clients }) => isWhole || clients.includes(client))
      .map(({ account }) => [account.accountId, account.username]),
  );
}

/** Mail of a report's client, kind and days: of this seal and of its siblings. */
export async function listDeliveries(sealed: SealedReport, { store }: DeskPorts): Promise<readonly DeliveryRow[]> {
  const siblings = await listSiblings(sealed, store);
  const reportIds = [...new Set([sealed.reportId, ...siblings.map(({ reportId }) => reportId)])];
  const rows = await store.outbox.list({ reportIds });
  return rows.filter(
    ({ kind, client, reportKey, period }) =>
      kind === "report" &&
      client === sealed.client &&
      reportKey === sealed.reportKey &&
      period.from === sealed.period.from &&
      period.to === sealed.period.to,
  );
}

/** Other seals of the same client, report and days: earlier ones, and its cuts. */
export async function listSiblings(
  { client, reportKey, period }: SealedReport,
  store: DeskPorts["store"],
): Promise<readonly Omit<SealedReport, "sha256">[]> {
  const text = `${period.from} ${period.to}`;
  const found = await store.sealed.search({ clients: [client], text, limit: 200 });
  return found.filter(
    (one) => one.reportKey === reportKey && one.period.from === period.from && one.period.to === period.to,
  );
}
