import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import { listMigrations } from "./migrations/index.ts";
import { StoreError } from "./store-error.ts";

const MIGRATION_TABLE = "kysely_migration";

/**
 * Brings the database to this program's shape: each migration once, all pending ones in one transaction.
 * Throws `STORE_NEWER_SCHEMA`, before anything is written, when the database knows a migration this program does not.
 */
export async function migrate(database: Database, path: string): Promise<void> {
  const migrations = listMigrations(database.columnTypes);
  if ((await countPending(database, migrations, path)) === 0) return;
  await database.write(async (trx) => {
    await database.lock(trx, "migrate");
    const provider = { getMigrations: async () => migrations };
    const { error } = await new Migrator({ db: trx, provider }).migrateToLatest();
    if (error !== undefined) throw error;
  });
}

async function countPending(
  { queries }: Database,
  migrations: Readonly<Record<string, unknown>>,
  path: string,
): Promise<number> {
  const known = Object.keys(migrations).sort();
  const tables = await queries.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return known.length;
  const applied = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)} order by name`.execute(
    queries,
  );
  const names = applied.rows.map((row) => row.name);
  const foreign = names.filter((name) => !known.includes(name));
  if (foreign.length > 0) {
    throw new StoreError({
      code: "STORE_NEWER_SCHEMA",
      sentence:
        `Could not use the store ${path}: a newer Gazette has written it ` +
        `(the store is at "${foreign.at(-1)}", this program knows up to "${known.at(-1)}").`,
      hint: "Update Gazette, or let store.url name another store.",
    });
  }
  return known.filter((name) => !names.includes(name)).length;
}
