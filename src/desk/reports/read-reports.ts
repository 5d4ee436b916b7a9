// Every client's reports as Today shows them: the newest that was made, what of earlier ones is open, and the next one.
import type { DaySpan } from "../../dataset/index.ts";
import type { DeliveryRow, RunProgress, SealedReport, SlotRow } from "../../store/index.ts";
import { isWithin, type Scope } from "../person.ts";
import type { DeskPorts, ReportPlace } from "../ports.ts";
import type { Workbench } from "../work.ts";
import { type ReportFacts, type ReportState, toState } from "./report-state.ts";

export interface ReportRow {
  readonly place: ReportPlace;
  readonly span: DaySpan;
  readonly state: ReportState;
  /** The whole report's newest seal of these days; absent before it was made. */
  readonly seal?: Seal | undefined;
  /** Addresses that have it, or will. */
  readonly reaches: readonly string[];
}

export type Seal = Omit<SealedReport, "sha256">;

/** Mail that was refused for good is news for so long. */
const NEWS_MS = 7 * 86_400_000;
const SLOTS_READ = 200;
const OPEN = ["held", "unknown", "failed", "queued", "sending"] as const;

interface Read {
  readonly seals: ReadonlyMap<string, readonly Seal[]>;
  readonly others: ReadonlyMap<string, readonly Seal[]>;
  readonly deliveries: ReadonlyMap<string, readonly DeliveryRow[]>;
  readonly runs: readonly RunProgress[];
  readonly slots: readonly SlotRow[];
  readonly work: Workbench;
  readonly now: Date;
}

/** What of the workbench is about a report of a period. */
export function toWorkKey({ client, reportKey }: Pick<ReportPlace, "client" | "reportKey">, span: DaySpan): string {
  return JSON.stringify([client, reportKey, span.from, span.to]);
}

export async function readReportRows(
  scope: Scope,
  { reports, store }: Pick<DeskPorts, "reports" | "store">,
  work: Workbench,
  now: Date,
): Promise<readonly ReportRow[]> {
  const places = reports.places().filter(({ client }) => isWithin(scope, [client]));
  const seals = (await store.sealed.newest()).filter(({ client }) => isWithin(scope, [client]));
  const reportIds = seals.map(({ reportId }) => reportId);
  const [ofSeals, open, runs, slots] = await Promise.all([
    reportIds.length === 0 ? [] : readInParts(reportIds, (ids) => store.outbox.list({ reportIds: ids })),
    store.outbox.list({ states: OPEN }),
    store.operation.underWay(),
    store.slots.recent(SLOTS_READ),
  ]);
  const { others, deliveries: earlier } = await readEarlier(places, seals, ofSeals, store);
  const rows = new Map([...ofSeals, ...open, ...earlier].map((row) => [row.deliveryId, row]));
  const read: Read = {
    seals: Map.groupBy(seals, toOwnerKey),
    others: Map.groupBy(others, toOwnerKey),
    deliveries: Map.groupBy(
      [...rows.values()].filter((row) => row.kind === "report" && isWithin(scope, [row.client])),
      toOwnerKey,
    ),
    runs: runs.filter(({ kind }) => kind === "collect"),
    slots,
    work,
    now,
  };
  return places.flatMap((place) => listOf(place, reports, read)).toSorted(byUrgency);
}

/** Seals looked through for what was sent before. */
const SEALS_READ = 500;

/**
 * Seals of the same days as a newest one of which nothing was sent, with their mail: what is made again after it was sent
 * has still been sent.
 */
async function readEarlier(
  places: readonly ReportPlace[],
  newest: readonly Seal[],
  deliveries: readonly DeliveryRow[],
  store: DeskPorts["store"],
): Promise<{ readonly others: readonly Seal[]; readonly deliveries: readonly DeliveryRow[] }> {
  const mailed = new Set(places.filter(({ settings }) => settings.delivery.recipients.length > 0).map(toOwnerKey));
  const known = new Set(deliveries.map(({ reportId }) => reportId));
  const unsent = newest.filter((seal) => mailed.has(toOwnerKey(seal)) && !known.has(seal.reportId));
  if (unsent.length === 0) return { others: [], deliveries: [] };
  const clients = [...new Set(unsent.map(({ client }) => client))];
  const found = await store.sealed.search({ clients, limit: SEALS_READ });
  const others = found.filter(({ reportId, ...one }) =>
    unsent.some(
      (seal) =>
        seal.reportId !== reportId &&
        seal.cut === one.cut &&
        toOwnerKey(seal) === toOwnerKey(one) &&
        toSpanKey(seal.period) === toSpanKey(one.period),
    ),
  );
  const reportIds = others.map(({ reportId }) => reportId);
  return { others, deliveries: reportIds.length === 0 ? [] : await store.outbox.list({ reportIds }) };
}

/** A statement takes so many values. */
const PART = 500;

async function readInParts<Row>(
  ids: readonly string[],
  read: (some: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / PART) }, (_, at) => ids.slice(at * PART, (at + 1) * PART));
  return (await Promise.all(parts.map(read))).flat();
}

function toOwnerKey({ client, reportKey }: { readonly client: string; readonly reportKey: string }): string {
  return JSON.stringify([client, reportKey]);
}

const toSpanKey = ({ from, to }: DaySpan): string => `${from}..${to}`;

function listOf(place: ReportPlace, reports: DeskPorts["reports"], read: Read): readonly ReportRow[] {
  const seals = read.seals.get(toOwnerKey(place)) ?? [];
  const newest = seals.toSorted((a, b) => (a.sealedAt < b.sealedAt ? 1 : -1))[0]?.period;
  const deliveries = read.deliveries.get(toOwnerKey(place)) ?? [];
  const spans = new Map<string, DaySpan>();
  const add = (span: DaySpan): void => void spans.set(toSpanKey(span), span);
  if (newest !== undefined) add(newest);
  for (const row of deliveries) if (isNews(row, read.now)) add(row.period);
  const last = reports.lastSpan(place, read.now);
  const slot = read.slots.find(
    ({ job, period }) => job === toJob(place) && period !== undefined && toSpanKey(period) === toSpanKey(last),
  );
  const run = read.runs.find(({ fromDay, toDay }) => fromDay <= last.to && toDay >= last.from);
  const next = reports.next(place, read.now);
  const isMade = seals.some(({ period }) => toSpanKey(period) === toSpanKey(last));
  const isBusy = read.work.list().has(toWorkKey(place, last));
  // Without a time of its own, it is there to be made.
  if (
    !isMade &&
    (run !== undefined || slot?.state === "failed" || slot?.state === "missed" || isBusy || next === undefined)
  )
    add(last);
  const made = [...spans.values()].map((span) =>
    toRow(place, span, {
      seals: seals.filter(({ period }) => toSpanKey(period) === toSpanKey(span)),
      deliveries: deliveries.filter(({ period }) => toSpanKey(period) === toSpanKey(span)),
      others: read.others.get(toOwnerKey(place)),
      work: read.work.list().get(toWorkKey(place, span)),
      ...(toSpanKey(span) === toSpanKey(last) && !isMade ? { run, slot } : {}),
    }),
  );
  if (next === undefined || spans.has(toSpanKey(next.span))) return made;
  return [...made, toRow(place, next.span, { seals: [], deliveries: [], dueAt: next.at.toISOString() })];
}

/** As `schedule` names its slots. */
function toJob({ client, reportKey }: ReportPlace): string {
  return client === "" ? "run" : `${client}/${reportKey}`;
}

function isNews({ state, updatedAt }: DeliveryRow, now: Date): boolean {
  if (state === "failed") return Date.parse(updatedAt) > now.getTime() - NEWS_MS;
  return OPEN.some((one) => one === state);
}

function toRow(place: ReportPlace, span: DaySpan, facts: ReportFacts): ReportRow {
  const { delivery } = place.settings;
  const seal = facts.seals.find(({ cut }) => cut === "") ?? facts.seals[0];
  const configured = delivery.recipients.flatMap(({ to }) => to);
  const had = facts.deliveries.map(({ recipient }) => recipient);
  return {
    place,
    span,
    state: toState({ ...facts, holdBelow: delivery.holdBelowCoverage }),
    seal,
    reaches: had.length > 0 ? had : configured,
  };
}

const URGENCY = [
  "review",
  "held",
  "unknown",
  "failed",
  "work-failed",
  "slot-failed",
  "working",
  "collecting",
  "sending",
  "open",
  "rejected",
  "made",
  "due",
  "sent",
] as const;

/** What needs somebody, what goes on, what comes next, what is over. */
function byUrgency(one: ReportRow, other: ReportRow): number {
  const rank = ({ state }: ReportRow): number => URGENCY.indexOf(state.code);
  const at = ({ state }: ReportRow): string => state.at ?? "";
  return rank(one) - rank(other) || (at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : 0);
}
