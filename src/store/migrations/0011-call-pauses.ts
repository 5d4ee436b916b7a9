// Pauses with their reason and their account, and the time the ledger goes by on one machine.
import { sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

/**
 * A pause of an earlier edition is not taken along: it may be one that never ends, and who is still throttled is told so
 * by the next call.
 */
export async function createCallPauses(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const text = sql`${types.text}`;
  await db.schema.dropTable("call_blocks").execute();
  await db.schema
    .createTable("call_pauses")
    .addColumn("connection", text, (column) => column.notNull())
    .addColumn("pool", text, (column) => column.notNull())
    .addColumn("account_id", text, (column) => column.notNull())
    .addColumn("since_at", text, (column) => column.notNull())
    .addColumn("until_at", text, (column) => column.notNull())
    .addColumn("why", text, (column) => column.notNull())
    .addPrimaryKeyConstraint("call_pauses_key", ["connection", "pool", "account_id"])
    .execute();
  await db.schema
    .createTable("boot_times")
    .addColumn("boot", text, (column) => column.notNull().primaryKey())
    .addColumn("elapsed_ms", sql`bigint`, (column) => column.notNull())
    .addColumn("at", text, (column) => column.notNull())
    .execute();
}
