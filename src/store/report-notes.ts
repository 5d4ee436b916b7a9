// What was written about a report when it was released; stands on its summary whenever it is made again.
import type { DaySpan } from "../dataset/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Database } from "./database.ts";
import { toInstant } from "./rows.ts";
import type { ReportOwner } from "./sealed-reports.ts";

export interface ReportNotes {
  /** The note of a report of a period; undefined where none was written. */
  read(owner: ReportOwner, period: DaySpan): Promise<string | undefined>;
  /** Takes the place of an earlier one. */
  keep(owner: ReportOwner, period: DaySpan, note: string): Promise<void>;
}

export function createReportNotes({ queries, write }: Database, clock: Clock): ReportNotes {
  return {
    async read({ client, reportKey }, { from, to }) {
      const row = await queries
        .selectFrom("report_notes")
        .select("note")
        .where("client", "=", client)
        .where("report_key", "=", reportKey)
        .where("period_from", "=", from)
        .where("period_to", "=", to)
        .executeTakeFirst();
      return row?.note;
    },

    async keep({ client, reportKey }, { from, to }, note) {
      const key = { client, report_key: reportKey, period_from: from, period_to: to };
      const value = { note, noted_at: toInstant(clock.now()) };
      await write((trx) =>
        trx
          .insertInto("report_notes")
          .values({ ...key, ...value })
          .onConflict((conflict) =>
            conflict.columns(["client", "report_key", "period_from", "period_to"]).doUpdateSet(value),
          )
          .execute(),
      );
    },
  };
}
