export type { AccountBook } from "./account-book.ts";
export type { NewAction } from "./comment-actions.ts";
export type { ActionQuery, CommentQuery, CommentStore } from "./comment-store.ts";
export type {
  Claim,
  DeliveryEnd,
  DeliveryFilter,
  DeliveryRow,
  DeliveryState,
  LetterFile,
  NewDelivery,
  NewLetter,
  Outbox,
} from "./delivery.ts";
export type { DeskEntry, DeskLog } from "./desk-log.ts";
export type { Forgotten, ForgottenRows } from "./erase.ts";
export { exportParquet } from "./export-parquet.ts";
export type { Fence } from "./fence.ts";
export type { InboxPage, InboxStore, InboxThread, Presence, SavedReply } from "./inbox.ts";
export { type MovedStore, moveStore } from "./move-store.ts";
export type { DataKind } from "./old-data.ts";
export { openStore } from "./open-store.ts";
export type { ConnectionRun, ConnectionTally, OperationBook, Trouble } from "./operation.ts";
export type { ReportNotes } from "./report-notes.ts";
export type { Restatement } from "./restatement.ts";
export type { RunProgress } from "./run-progress.ts";
export type { ReportOwner, SealedReport, SealedReports, SealQuery } from "./sealed-reports.ts";
export type { ShareLink, ShareLinks } from "./share-links.ts";
export { shareReads } from "./share-reads.ts";
export type { ClaimOutcome, NewSlot, SlotBook, SlotClaim, SlotEnd, SlotRow, SlotState } from "./slot-book.ts";
export type { SpentHour, SpentPart } from "./spent-hour.ts";
export type {
  CallLedger,
  CallPause,
  DatasetReader,
  Held,
  JoinedRun,
  Lesson,
  Run,
  RunRow,
  SpentCalls,
  Store,
} from "./store.ts";
export { StoreError } from "./store-error.ts";
export type {
  CountedFilter,
  ThreadPlace,
  ThreadQuery,
  ThreadScope,
} from "./thread-query.ts";
export type { ThreadState } from "./threads.ts";
