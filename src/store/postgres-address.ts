import { StoreError } from "./store-error.ts";

/**
 * How errors name a PostgreSQL store: "gazette on db.example:5432". Holds neither user nor password. Throws
 * `STORE_UNAVAILABLE` for an address that cannot be read, without repeating it.
 */
export function toPostgresPlace(url: string): string {
  const address = URL.parse(url);
  // An unescaped "#", "?" or "/" in a password ends the host early, and what is left of it holds the "@".
  if (address === null || `${address.pathname}${address.search}${address.hash}`.includes("@")) {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: "Could not open the store: the PostgreSQL address in store.url cannot be read.",
      hint:
        "Write it as postgres://user:password@host:5432/database, with special characters of the password " +
        "percent-encoded (# as %23, / as %2F, @ as %40).",
    });
  }
  const database = address.pathname.slice(1);
  return `${database === "" ? "of the user" : database} on ${address.host === "" ? "this machine" : address.host}`;
}
