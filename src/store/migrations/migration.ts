import type { Kysely } from "kysely";

/** What a migration may use. It knows no types: it meets tables of its time, not of this program's. */
export type MigratedDatabase = Pick<Kysely<unknown>, "schema" | "getExecutor">;

export type Migration = (db: MigratedDatabase) => Promise<void>;
