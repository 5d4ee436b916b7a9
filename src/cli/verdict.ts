// The user's word on mail that waits for it, for `send` and the desk.
import type { DeliveryRow, Store } from "../store/index.ts";
import type { ReportTask } from "./clients/report-tasks.ts";
import { toOwner } from "./report-options.ts";

/** `by`: whose word it was, where that is known. */
export type Verdict =
  | { readonly kind: "release"; readonly note?: string | undefined; readonly by?: string | undefined }
  | { readonly kind: "reject"; readonly why: string; readonly by?: string | undefined }
  /** Mail whose answer was lost has arrived. */
  | { readonly kind: "settle" };

/**
 * Settling and rejecting end it. Without a note exactly what was looked at goes, once the outbox is tried; with one the report
 * is made anew with the note on it, and goes then (`deliverPeriod`, with `released`).
 */
export async function applyVerdict(
  { outbox, notes }: Store,
  { settings, span }: Pick<ReportTask, "settings" | "span">,
  verdict: Verdict,
  isMeant: (row: DeliveryRow) => boolean = () => true,
): Promise<{ readonly rows: readonly DeliveryRow[]; readonly isNothing: boolean }> {
  const owner = toOwner(settings) ?? { client: "", reportKey: "" };
  const states = [verdict.kind === "settle" ? "unknown" : "held"] as const;
  const waiting = (await outbox.list({ states })).filter(
    (row) =>
      row.kind === "report" &&
      row.client === owner.client &&
      row.reportKey === owner.reportKey &&
      row.period.from === span.from &&
      row.period.to === span.to &&
      isMeant(row),
  );
  const ids = waiting.map(({ deliveryId }) => deliveryId);
  const isNothing = ids.length === 0;
  if (verdict.kind === "settle") return { rows: await outbox.settleUnknown(ids), isNothing };
  const by = verdict.by === undefined ? "" : ` by ${verdict.by}`;
  if (verdict.kind === "reject") return { rows: await outbox.reject(ids, `Rejected${by}: ${verdict.why}`), isNothing };
  if (verdict.note === undefined) return { rows: await outbox.release(ids, `Released${by}.`), isNothing };
  if (!isNothing) await notes.keep(owner, span, verdict.note);
  return { rows: waiting, isNothing };
}

/** What the log says of mail that is made anew; undefined where it goes as it was looked at. */
export function toReleasedWords({ note, by }: Extract<Verdict, { kind: "release" }>): string | undefined {
  return note === undefined ? undefined : `Released${by === undefined ? "" : ` by ${by}`}, with a note: ${note}`;
}
