import { type Kysely, sql } from "kysely";
import { createTables } from "./create-tables.ts";
import type { Database } from "./database.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import { StoreError } from "./store-error.ts";

/** Kysely's name and shape, so that its tools read it. */
const MIGRATION_TABLE = "kysely_migration";

/** What a database says that was made from the description of `tables.ts`; older stores ended with the same shape and name. */
const BASELINE = "0012-names-and-pictures";

/**
 * Brings the database to this program's shape: an empty one gets its tables, an older one each migration it lacks, all in
 * one transaction. Throws `STORE_NEWER_SCHEMA`, before anything is written, when the database knows a migration this
 * program does not, and `STORE_UNAVAILABLE` when there are tables of another program in the way; nothing is changed then.
 *
 * Not Kysely's own Migrator: inside a transaction of PostgreSQL it hides the first error behind "transaction is
 * aborted", and its lock belongs to the session, which a connection pooler hands to somebody else.
 */
export async function migrate(database: Database, path: string, migrations = MIGRATIONS): Promise<void> {
  try {
    await applyMigrations(database, path, migrations);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw toForeign(path, error);
  }
}

async function applyMigrations(
  database: Database,
  path: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const known = [BASELINE, ...Object.keys(migrations).sort()];
  const applied = await readApplied(database.queries, database.schemaName);
  refuseForeign(applied, known, path);
  if (known.every((name) => applied.includes(name))) return;
  await database.write(async (trx) => {
    // Another process may have been here while this one waited for its turn.
    const appliedNow = await readApplied(trx, database.schemaName);
    const isEmpty = appliedNow.length === 0;
    await trx.schema
      .createTable(MIGRATION_TABLE)
      .ifNotExists()
      .addColumn("name", "varchar(255)", (column) => column.notNull().primaryKey())
      .addColumn("timestamp", "varchar(255)", (column) => column.notNull())
      .execute();
    if (isEmpty) await createTables(trx, database.columnTypes);
    for (const name of known) {
      if (appliedNow.includes(name)) continue;
      if (!isEmpty) await migrations[name]?.(trx, database.columnTypes);
      await sql`
        insert into ${sql.table(MIGRATION_TABLE)} (name, timestamp) values (${name}, ${new Date().toISOString()})
      `.execute(trx);
    }
  });
}

async function readApplied(queries: Kysely<Schema>, schemaName: string | undefined): Promise<readonly string[]> {
  const tables = await queries.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE && table.schema === schemaName)) return [];
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(MIGRATION_TABLE)} order by name
  `.execute(queries);
  return rows.map((row) => row.name);
}

function refuseForeign(applied: readonly string[], known: readonly string[], path: string): void {
  if (applied.length === 0) return;
  if (!applied.includes(BASELINE)) throw toForeign(path);
  const newer = applied.filter((name) => name > BASELINE && !known.includes(name));
  if (newer.length === 0) return;
  throw new StoreError({
    code: "STORE_NEWER_SCHEMA",
    sentence:
      `Could not use the store ${path}: a newer Gazette has written it ` +
      `(the store is at "${newer.at(-1)}", this program knows up to "${known.at(-1)}").`,
    hint: "Update Gazette, or let store.url name another store.",
  });
}

/** Tables that are not ours, or not as ours are: the file or database was made by somebody else. */
function toForeign(path: string, cause?: unknown): StoreError {
  return new StoreError({
    code: "STORE_UNAVAILABLE",
    sentence: `Could not use the store ${path}: it holds tables of another program.`,
    hint: "Let store.url name a file or a database of its own; Gazette makes what it needs there.",
    cause,
  });
}
