// Ways to an account's own comments, by its name and by what was written through Gazette; what each connection came to in each
// run; and what the operator has been told of.
import { sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

export async function createOperation(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  await db.schema.createIndex("comments_by_writer").on("comments").columns(["account_id", "username"]).execute();
  await db.schema
    .createIndex("comment_actions_by_account")
    .on("comment_actions")
    .columns(["account_id", "kind"])
    .execute();
  const text = sql`${types.text}`;
  const integer = sql`bigint`;
  await db.schema
    .createTable("run_connections")
    .addColumn("run_id", text, (column) => column.notNull())
    .addColumn("connection", text, (column) => column.notNull())
    .addColumn("scope", text, (column) => column.notNull())
    .addColumn("asked", integer, (column) => column.notNull())
    .addColumn("answered", integer, (column) => column.notNull())
    .addColumn("came", integer, (column) => column.notNull())
    .addColumn("lost", integer, (column) => column.notNull())
    .addColumn("refused", text, (column) => column.notNull())
    .addColumn("failure", text)
    .addPrimaryKeyConstraint("run_connections_key", ["run_id", "connection"])
    .execute();
  await db.schema
    .createTable("troubles")
    .addColumn("trouble_id", text, (column) => column.notNull().primaryKey())
    .addColumn("kind", text, (column) => column.notNull())
    .addColumn("connection", text, (column) => column.notNull())
    .addColumn("message", text, (column) => column.notNull())
    .addColumn("since", text, (column) => column.notNull())
    .addColumn("over_at", text)
    .addColumn("is_told", integer, (column) => column.notNull())
    .execute();
}
