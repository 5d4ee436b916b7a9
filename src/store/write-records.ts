import { type Insertable, sql } from "kysely";
import type {
  AccountRecord,
  CommentRecord,
  CommentWalk,
  CompletedWalk,
  MissingAccount,
  RecordBatch,
  SeenMedia,
} from "../dataset/index.ts";
import type { WriteTransaction } from "./database.ts";
import { readOwnSigns } from "./own-signs.ts";
import { noteRestatedDays, noteRestatedTotals } from "./restatements.ts";
import { toInstant, toRow } from "./rows.ts";
import type { Schema } from "./schema.ts";
import { compileOnce, defineChange, defineStatement, sendAlong, toBulks } from "./statement.ts";
import { refreshThreads, rejudgeThreads, THREAD_ID } from "./threads.ts";
import { keepNewest, upsertNewest } from "./upsert.ts";

/**
 * Writes what one answer is worth. Writing a batch twice equals once, and batches may come in any order: the newest
 * reading of each thing stays. Only the note of restatements depends on it, being a record of what was told when.
 */
export async function writeRecords(trx: WriteTransaction, batch: RecordBatch): Promise<void> {
  await writeAccounts(trx, batch.accounts);
  const dayReadings = batch.days.map((record) => toRow("account_days", record));
  const days = keepNewest("account_days", dayReadings);
  await noteRestatedDays(trx, days);
  await upsertNewest(trx, "account_days", days);
  await upsertNewest(trx, "account_day_readings", dayReadings);
  const totalReadings = batch.totals.map((record) => toRow("account_totals", record));
  const totals = keepNewest("account_totals", totalReadings);
  await noteRestatedTotals(trx, totals);
  await upsertNewest(trx, "account_totals", totals);
  await upsertNewest(trx, "account_total_readings", totalReadings);
  await upsertNewest(
    trx,
    "media",
    batch.media.map((record) => toRow("media", record)),
  );
  await noteSeen(trx, batch.seen ?? []);
  await upsertNewest(
    trx,
    "media_insights",
    batch.mediaInsights.map((record) => toRow("media_insights", record)),
  );
  await upsertNewest(
    trx,
    "audience",
    batch.audience.map((record) => toRow("audience", record)),
  );
  const reads = [...toReads("media", batch.media), ...toReads("audience", batch.audience)];
  await upsertNewest(trx, "account_reads", keepNewest("account_reads", reads));
  await writeComments(trx, batch.comments, batch.commentWalks ?? []);
  await deleteSettled(trx, batch.settled);
  await upsertNewest(
    trx,
    "gaps",
    batch.gaps.map((record) => toRow("gaps", record)),
  );
  for (const walk of batch.walks) await markVanished(trx, walk);
}

/** A held media that was listed is there, whatever else of it could not be read. */
async function noteSeen(trx: WriteTransaction, seen: readonly SeenMedia[]): Promise<void> {
  for (const { mediaId, accountId, seenAt } of seen) await markSeen(trx, toInstant(seenAt), mediaId, accountId);
}

const markSeen = defineChange<readonly [string, string, string]>(
  (seenAt, mediaId, accountId) => sql`
    update media set taken_at = ${seenAt}, deleted_at = null
    where media_id = ${mediaId} and account_id = ${accountId} and taken_at < ${seenAt}
  `,
);

/** When an account's posts or audience were last read: the planner's memory. */
function toReads(
  kind: "media" | "audience",
  records: readonly { readonly accountId: string; readonly takenAt: string }[],
): readonly Insertable<Schema["account_reads"]>[] {
  return records.map(({ accountId, takenAt }) => ({ account_id: accountId, kind, taken_at: toInstant(takenAt) }));
}

const readSubjects = defineStatement<readonly [string, string], { readonly subject: string }>(
  (first, last) => sql`select distinct subject from gaps where subject between ${first} and ${last}`,
);

/**
 * Deletes the gaps of questions that are answered now. Few questions ever had one, and an account's lie together: those
 * few are looked up first.
 */
async function deleteSettled(trx: WriteTransaction, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  const settled = new Set(subjects);
  let [first = "", last = ""] = [subjects[0], subjects[0]];
  for (const subject of settled) {
    if (subject < first) first = subject;
    if (subject > last) last = subject;
  }
  const { rows } = await readSubjects(trx, first, last);
  const open = rows.flatMap(({ subject }) => (settled.has(subject) ? [subject] : []));
  for (const bulk of toBulks(open)) {
    const statement = compileOnce(
      trx,
      `settle ${bulk.length}`,
      () => sql`delete from gaps where subject in (${sql.join(bulk)})`,
    );
    await sendAlong(trx, { ...statement, parameters: bulk });
  }
}

/** Comments as read, and what the walks over their media prove: a held one that a whole walk did not show is gone. */
export async function writeComments(
  trx: WriteTransaction,
  comments: readonly CommentRecord[],
  walks: readonly CommentWalk[],
): Promise<void> {
  if (comments.length === 0 && walks.length === 0) return;
  const signs = await readOwnSigns(trx, [...new Set(comments.map(({ accountId }) => accountId))]);
  await upsertNewest(
    trx,
    "comments",
    comments.map((record) => toRow("comments", record)),
  );
  const touched = new Set(comments.map(({ commentId, parentId }) => parentId ?? commentId));
  await upsertNewest(
    trx,
    "comment_walks",
    walks.map((record) => toRow("comment_walks", record)),
  );
  for (const { mediaId, startedAt, walkedAt, isWhole } of walks) {
    if (!isWhole) continue;
    const gone = await trx
      .updateTable("comments")
      .set({ deleted_at: toInstant(walkedAt) })
      .where("media_id", "=", mediaId)
      .where("taken_at", "<", toInstant(startedAt))
      .where("deleted_at", "is", null)
      .returning(THREAD_ID.as("thread_id"))
      .execute();
    for (const { thread_id } of gone) touched.add(thread_id);
  }
  await refreshThreads(trx, touched);
  if (signs.size > 0) await rejudgeThreads(trx, signs);
}

const markVanishedMedia = defineChange<readonly [string, string, string, string, number]>(
  (endedAt, accountId, publishedSince, startedAt, isStory) => sql`
    update media set deleted_at = ${endedAt}
    where account_id = ${accountId} and published_at >= ${publishedSince} and taken_at < ${startedAt}
      and deleted_at is null and (case media_product_type when 'STORY' then 1 else 0 end) = ${isStory}
  `,
);

/** Marks the media a complete walk should have shown and did not. */
async function markVanished(trx: WriteTransaction, walk: CompletedWalk): Promise<void> {
  await markVanishedMedia(
    trx,
    toInstant(walk.endedAt),
    walk.accountId,
    toInstant(walk.publishedSince),
    toInstant(walk.startedAt),
    Number(walk.kind === "stories"),
  );
}

/** Every profile reading, and the newest of each account. */
export async function writeAccounts(trx: WriteTransaction, accounts: readonly AccountRecord[]): Promise<void> {
  const rows = accounts.map((record) => toRow("accounts", record));
  await upsertNewest(trx, "account_profiles", rows);
  await upsertNewest(trx, "accounts", rows);
}

/** Replaces the list of who is missing. */
export async function replaceMissing(trx: WriteTransaction, missing: readonly MissingAccount[]): Promise<void> {
  await trx.deleteFrom("missing_accounts").execute();
  await upsertNewest(
    trx,
    "missing_accounts",
    missing.map((record) => toRow("missing_accounts", record)),
  );
}
