// When an account's posts and audience were last read, as a table of its own. Indexes over every reading told it before, and
// cost a second write for each row that was kept.
import { sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./index.ts";

export async function createAccountReads(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const text = sql`${types.text}`;
  let table = db.schema
    .createTable("account_reads")
    .addColumn("account_id", text, (column) => column.notNull())
    .addColumn("kind", text, (column) => column.notNull())
    .addColumn("taken_at", text, (column) => column.notNull())
    .addPrimaryKeyConstraint("account_reads_key", ["account_id", "kind"]);
  if (types.keyedTable !== undefined) table = table.modifyEnd(sql`${types.keyedTable}`);
  await table.execute();
  for (const kind of ["media", "audience"]) {
    await sql`
      insert into account_reads (account_id, kind, taken_at)
      select account_id, ${sql.lit(kind)}, max(taken_at) from ${sql.table(kind)} group by account_id
    `.execute(db);
    await db.schema.dropIndex(`${kind}_by_reading`).execute();
  }
}
