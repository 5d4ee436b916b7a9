// Ways to the rows of a period, so that a report of the last week reads as little after ten years as after one.
import { sql } from "kysely";
import type { MigratedDatabase } from "./migration.ts";

export async function createReportIndexes(db: MigratedDatabase): Promise<void> {
  // A gap with one day only is a gap of that day, and one without any ends at ''. Spelt as the reader asks it.
  await db.schema
    .createIndex("gaps_by_end")
    .on("gaps")
    .expression(sql`coalesce(nullif(to_day, ''), from_day)`)
    .execute();
  await db.schema.createIndex("restatements_by_moment").on("restatements").column("new_taken_at").execute();
  await db.schema.dropIndex("comment_walks_by_account").execute();
  await db.schema
    .createIndex("comment_walks_by_moment")
    .on("comment_walks")
    .columns(["account_id", "walked_at"])
    .execute();
  await db.schema.createIndex("calls_by_moment").on("calls").column("reserved_at").execute();
}
