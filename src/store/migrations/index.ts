import type { Migration } from "kysely/migration";
import type { ColumnTypes } from "../database.ts";
import { createDataset } from "./0001-dataset.ts";

/** Every migration by name, in order. A released one is frozen: what it got wrong, the next one mends. */
export function listMigrations(types: ColumnTypes): Record<string, Migration> {
  return {
    "0001-dataset": { up: (db) => createDataset(db, types) },
  };
}
