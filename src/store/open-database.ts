import type { Database } from "./database.ts";
import { toPostgresPlace } from "./postgres-address.ts";
import { openSqlite } from "./sqlite.ts";
import { StoreError } from "./store-error.ts";

export interface OpenedDatabase {
  readonly database: Database;
  /** How errors name the place; never with a password. */
  readonly path: string;
}

/** The engine a store URL names, opened but not yet migrated. Throws `STORE_UNAVAILABLE`. */
export async function openDatabase(url: string): Promise<OpenedDatabase> {
  const [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/is.exec(url) ?? [];
  if (scheme === "sqlite" && rest !== "") {
    // "sqlite:///var/gazette.db" is a common spelling of an absolute path.
    const path = rest.replace(/^\/\/(?=\/)/, "");
    return { database: await openSqlite({ path }), path };
  }
  if (scheme === "postgres" || scheme === "postgresql") {
    const { openPostgres } = await import("./postgres.ts");
    return { database: await openPostgres({ url }), path: toPostgresPlace(url) };
  }
  // The URL itself stays out of the sentence: it may hold a password.
  throw new StoreError({
    code: "STORE_UNAVAILABLE",
    sentence: "Could not open the store: store.url names neither a SQLite file nor a PostgreSQL server.",
    hint: 'Set store.url to "sqlite:data/gazette.db" or "postgres://user:password@host/database".',
  });
}
