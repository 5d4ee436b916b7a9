export { exportParquet } from "./export-parquet.ts";
export { openStore } from "./open-store.ts";
export type { CallLedger, DatasetReader, Held, Lesson, Run, RunRow, Store } from "./store.ts";
export { StoreError } from "./store-error.ts";
