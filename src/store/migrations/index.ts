import type { ColumnTypes } from "../database.ts";
import { createDataset } from "./0001-dataset.ts";
import { createOutboxTables } from "./0002-outbox.ts";
import { createModeration } from "./0003-moderation.ts";
import { createSealedReports } from "./0004-sealed-reports.ts";
import { createReportIndexes } from "./0005-report-indexes.ts";
import { arrangeByAccount } from "./0006-by-account.ts";
import { createReadings } from "./0009-readings.ts";
import { createOperation } from "./0010-comments-and-operation.ts";
import { createCallPauses } from "./0011-call-pauses.ts";
import { createNamesAndPictures } from "./0012-names-and-pictures.ts";
import type { Migration } from "./migration.ts";

/** Every migration by name, in order. A released one is frozen: what it got wrong, the next one mends. */
export function listMigrations(types: ColumnTypes): Readonly<Record<string, Migration>> {
  return {
    "0001-dataset": (db) => createDataset(db, types),
    "0002-outbox": (db) => createOutboxTables(db, types),
    "0003-moderation": (db) => createModeration(db, types),
    "0004-sealed-reports": (db) => createSealedReports(db, types),
    "0005-report-indexes": (db) => createReportIndexes(db),
    "0006-by-account": (db) => arrangeByAccount(db, types),
    "0009-readings": (db) => createReadings(db, types),
    "0010-comments-and-operation": (db) => createOperation(db, types),
    "0011-call-pauses": (db) => createCallPauses(db, types),
    "0012-names-and-pictures": (db) => createNamesAndPictures(db, types),
  };
}
