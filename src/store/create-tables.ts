import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./database.ts";
import { listColumns, SPECIAL_INDEXES, TABLES, type Table, type TableName } from "./tables/index.ts";

/** What a migration may use. It knows no types: it meets tables of its time, not of this program's. */
export type MigratedDatabase = Pick<Kysely<unknown>, "schema" | "getExecutor">;

/** Makes the tables in an empty database. */
export async function createTables(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const kinds = { integer: sql`bigint`, flag: sql`bigint`, real: sql`double precision`, blob: types.blob };
  for (const name of Object.keys(TABLES) as TableName[]) {
    const { key, indexes = {}, isLarge }: Table = TABLES[name];
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const { name: column, kind, isNullable } of listColumns(name)) {
      const type = kind in kinds ? kinds[kind as keyof typeof kinds] : types.text;
      table = table.addColumn(column, sql`${type}`, (built) => (isNullable ? built : built.notNull()));
    }
    table = table.addPrimaryKeyConstraint(`${name}_key`, [...key]);
    if (types.keyedTable !== undefined && isLarge !== true) table = table.modifyEnd(sql`${types.keyedTable}`);
    await table.execute();
    for (const [index, columns] of Object.entries(indexes)) {
      await db.schema
        .createIndex(index)
        .on(name)
        .columns([...columns])
        .execute();
    }
  }
  for (const index of SPECIAL_INDEXES) await index.execute(db);
}
