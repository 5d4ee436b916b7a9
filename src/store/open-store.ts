import type { Kysely } from "kysely";
import { type Clock, systemClock } from "../shared/index.ts";
import { createAccountBook } from "./account-book.ts";
import { createBootTime } from "./boot-time.ts";
import { createCallLedger } from "./call-ledger.ts";
import { createCommentStore } from "./comment-store.ts";
import type { Database, WriteTransaction } from "./database.ts";
import { createDeskLog } from "./desk-log.ts";
import { createEraser } from "./erase.ts";
import { readExportRows } from "./export-rows.ts";
import { withFence } from "./fence.ts";
import { guardLessons } from "./guards.ts";
import { readHeld } from "./held.ts";
import { createInbox } from "./inbox.ts";
import { migrate } from "./migrate.ts";
import { keepMonthsAhead } from "./months.ts";
import { createNameMatches } from "./name-matches.ts";
import { dropOldData } from "./old-data.ts";
import { dropOldLogs } from "./old-logs.ts";
import { openDatabase } from "./open-database.ts";
import { createOperationBook } from "./operation.ts";
import { createOutbox } from "./outbox.ts";
import { createReader, readLessons } from "./read-dataset.ts";
import { createReportNotes } from "./report-notes.ts";
import { toInstant } from "./rows.ts";
import { createHolder, releaseHolder } from "./run-lease.ts";
import { readFinishedRun, readScopes } from "./run-rows.ts";
import { createRuns } from "./runs.ts";
import { createScheduleSlots } from "./schedule-slots.ts";
import type { Schema } from "./schema.ts";
import { createSealedReports } from "./sealed-reports.ts";
import { createShareLinks } from "./share-links.ts";
import { openSharedClock, type SharedClock, toLedgerTime, toStoreClock } from "./shared-clock.ts";
import { createHourReader } from "./spent-hour.ts";
import type { Store } from "./store.ts";
import { listExports } from "./tables/index.ts";
import { upsertNewest } from "./upsert.ts";
import { replaceMissing, writeAccounts } from "./write-records.ts";

export interface StoreOptions {
  /** "sqlite:data/gazette.db" (relative to the working folder), "sqlite::memory:" or "postgres://user:password@host/database". */
  readonly url: string;
  /** Tells the time of leases and progress; the system's unless given. */
  readonly clock?: Clock | undefined;
  /**
   * What the machines on one server go by where it matters between them; that server's own clock unless given. Of no
   * meaning for SQLite, which is one machine's.
   */
  readonly serverClock?: Pick<Clock, "now"> | undefined;
  /** Names this process where runs are leased; unique, or two collections mistake each other for themselves. */
  readonly holder?: string | undefined;
}

/**
 * Opens the dataset and brings it to this program's shape; a missing SQLite file is created with its folder.
 * The store must be closed. Throws `StoreError`: STORE_UNAVAILABLE, STORE_NEWER_SCHEMA, STORE_LOCKED or STORE_FULL.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, clock = systemClock, serverClock, holder = createHolder() } = options;
  const { database, path } = await openDatabase(url);
  try {
    await migrate(database, path);
    if (database.readTime === undefined) return createStore(database, clock, holder);
    const readTime = serverClock === undefined ? database.readTime : async () => serverClock.now();
    const shared = await openSharedClock(clock, readTime);
    await keepMonthsAhead(database, shared.now());
    return createStore(database, clock, holder, shared);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** `shared`: what holds other machines back is told in this time, whatever `clock` says. */
function createStore(database: Database, clock: Clock, holder: string, shared?: SharedClock): Store {
  const { queries } = database;
  // It follows a clock that is set by itself, so nobody behind it needs to watch for that.
  const time = shared ?? toStoreClock(clock);
  const ledgerTime = shared === undefined ? createBootTime(clock) : toLedgerTime(shared);
  const runs = createRuns(database, time, holder);
  const { outbox, giveBack } = createOutbox(database, time, holder);
  const slots = createScheduleSlots(database, time, holder);
  let closing: Promise<void> | undefined;

  const close = (): Promise<void> => {
    closing ??= (async () => {
      try {
        await runs.release();
        await giveBack();
        await slots.release();
      } finally {
        releaseHolder(holder);
        await database.close();
      }
    })();
    return closing;
  };

  return {
    fenced: (fence) => createStore(withFence(database, fence), clock, createHolder(), shared),
    confirmHeld: async () => database.confirmHeld?.(),
    read: createReader(queries),
    ledger: createCallLedger(database, ledgerTime, time),
    accountBook: createAccountBook(queries),
    inbox: createInbox(database, time),
    comments: createCommentStore(database, holder, time),
    outbox,
    slots,
    async openRun(run) {
      // A schedule stays up for longer than months are made ahead.
      await keepMonthsAhead(database, time.now());
      return runs.open(run);
    },
    joinRun: runs.join,
    sealed: createSealedReports(database, clock),
    eraser: createEraser(database),
    notes: createReportNotes(database, clock),
    names: createNameMatches(database),
    operation: createOperationBook(database),
    links: createShareLinks(database, time),
    deskLog: createDeskLog(database, time),
    spentHour: createHourReader(database, ledgerTime),
    findUnfinishedRun: runs.findUnfinished,
    listScopes: (kind, limit) => readScopes(queries, kind, limit),
    findFinishedRun: (kind, scope) => readFinishedRun(queries, kind, scope),

    async keepDiscovery(accounts, missing) {
      await database.write(async (trx) => {
        await writeAccounts(trx, accounts);
        await replaceMissing(trx, missing);
      });
    },

    held: (accountIds, since) => readHeld(queries, accountIds, since),

    lessons: () => readLessons(queries),

    async learn({ learntAt, ...lesson }) {
      await database.write(
        async (trx) => {
          // The last word counts, or what a clock that ran ahead has dated would stand until its date has come (RELIABILITY D3).
          await dropLesson(trx, lesson.connection, lesson.topic);
          await upsertNewest(trx, "lessons", [{ ...lesson, learnt_at: toInstant(learntAt) }]);
        },
        "power-cut",
        guardLessons(lesson.connection),
      );
    },

    async forget(connection, topic) {
      await database.write((trx) => dropLesson(trx, connection, topic), "power-cut", guardLessons(connection));
    },

    dropOldLogs: (before, signal) => dropOldLogs(database, ledgerTime, before, signal),

    dropOldData: (kind, before) => dropOldData(database, kind, before),

    async keepThumbnail({ mediaId, mediaType, bytes, fetchedAt }) {
      const row = { media_id: mediaId, media_type: mediaType, bytes, fetched_at: toInstant(fetchedAt) };
      // Lost in a power cut, it is fetched again.
      await database.write((trx) => upsertNewest(trx, "thumbnails", [row]), "power-cut-soon", []);
    },

    thumbnailIds: (mediaIds) => readThumbnailIds(queries, mediaIds),

    tables: listExports(),
    exportRows: (table, exportOptions) => readExportRows(queries, table, exportOptions),

    close,
    [Symbol.asyncDispose]: close,
  };
}

async function dropLesson(trx: WriteTransaction, connection: string, topic: string): Promise<void> {
  await trx.deleteFrom("lessons").where("connection", "=", connection).where("topic", "=", topic).execute();
}

async function readThumbnailIds(queries: Kysely<Schema>, mediaIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const idsAQuery = 1_000;
  for (let start = 0; start < mediaIds.length; start += idsAQuery) {
    const rows = await queries
      .selectFrom("thumbnails")
      .select("media_id")
      .where("media_id", "in", mediaIds.slice(start, start + idsAQuery))
      .execute();
    for (const { media_id } of rows) found.add(media_id);
  }
  return found;
}
