import type { Database } from "./database.ts";
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
  // The URL itself stays out of the sentence: it may hold a password.
  const isPostgres = scheme === "postgres" || scheme === "postgresql";
  throw new StoreError({
    code: "STORE_UNAVAILABLE",
    sentence: isPostgres
      ? "Could not open the store: this edition keeps its dataset in SQLite only, and store.url names a PostgreSQL server."
      : "Could not open the store: store.url does not name a SQLite file.",
    hint: 'Set store.url to "sqlite:data/gazette.db".',
  });
}
