// What the configuration's names meant when they were last told of, and the pictures of sealed reports.
import { sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

export async function createNamesAndPictures(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const text = sql`${types.text}`;
  await db.schema
    .createTable("name_matches")
    .addColumn("config_key", text, (column) => column.notNull())
    .addColumn("name", text, (column) => column.notNull())
    .addColumn("account_ids", text, (column) => column.notNull())
    .addPrimaryKeyConstraint("name_matches_key", ["config_key", "name"])
    .execute();
  await db.schema
    .createTable("sealed_pictures")
    .addColumn("sha256", text, (column) => column.notNull().primaryKey())
    .addColumn("bytes", sql`${types.blob}`, (column) => column.notNull())
    .execute();
}
