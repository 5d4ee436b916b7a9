import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { ColumnTypes } from "./database.ts";
import { listColumns, SPECIAL_INDEXES, TABLES, type Table, type TableName } from "./tables/index.ts";

/** What a migration may use. It knows no types: it meets tables of its time, not of this program's. */
export type MigratedDatabase = Pick<Kysely<unknown>, "schema" | "getExecutor">;

/** Makes the tables in an empty database. */
export async function createTables(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const kinds = { integer: sql`bigint`, flag: sql`bigint`, real: sql`double precision`, blob: types.blob };
  for (const name of Object.keys(TABLES) as TableName[]) {
    const { key, indexes = {}, isLarge, monthly }: Table = TABLES[name];
    const parted = monthly === undefined ? undefined : types.monthly?.(monthly);
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const { name: column, kind, isNullable } of listColumns(name)) {
      const type = kind in kinds ? kinds[kind as keyof typeof kinds] : types.text;
      table = table.addColumn(column, sql`${type}`, (built) => (isNullable ? built : built.notNull()));
    }
    const isLacking = parted !== undefined && monthly !== undefined && !key.includes(monthly);
    table = table.addPrimaryKeyConstraint(`${name}_key`, isLacking ? [...key, monthly] : [...key]);
    if (types.keyedTable !== undefined && isLarge !== true) table = table.modifyEnd(sql`${types.keyedTable}`);
    if (parted !== undefined) table = table.modifyEnd(sql`${parted}`);
    await table.execute();
    if (parted !== undefined)
      await sql`create table ${sql.table(`${name}_other`)} partition of ${sql.table(name)} default`.execute(db);
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
