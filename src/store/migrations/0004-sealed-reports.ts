// Reports as they were told: the whole model of each, so that it can be rendered again when the dataset has moved on.
import { sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

export async function createSealedReports(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const text = sql`${types.text}`;
  await db.schema
    .createTable("sealed_reports")
    .addColumn("report_id", text, (column) => column.notNull().primaryKey())
    .addColumn("cut", text, (column) => column.notNull())
    .addColumn("period_from", text, (column) => column.notNull())
    .addColumn("period_to", text, (column) => column.notNull())
    .addColumn("sealed_at", text, (column) => column.notNull())
    .addColumn("sha256", text, (column) => column.notNull())
    .addColumn("model", sql`${types.blob}`, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("sealed_reports_by_period")
    .on("sealed_reports")
    .columns(["period_from", "sealed_at"])
    .execute();
}
