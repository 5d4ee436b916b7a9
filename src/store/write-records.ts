import { sql } from "kysely";
import type {
  AccountRecord,
  CommentRecord,
  CommentWalk,
  CompletedWalk,
  MissingAccount,
  RecordBatch,
} from "../dataset/index.ts";
import type { WriteTransaction } from "./database.ts";
import { noteRestatedDays, noteRestatedTotals } from "./restatements.ts";
import {
  toAccountRow,
  toAudienceRow,
  toCommentRow,
  toCommentWalkRow,
  toDayRow,
  toGapRow,
  toInstant,
  toMediaInsightRow,
  toMediaRow,
  toMissingRow,
  toTotalRow,
} from "./rows.ts";
import { compileOnce, defineStatement, toBulks } from "./statement.ts";
import { keepNewest, type UpsertTarget, upsertDistinct, upsertNewest } from "./upsert.ts";

const ACCOUNTS: UpsertTarget<"accounts"> = { table: "accounts", key: ["account_id"], stamp: "taken_at" };
const PROFILES: UpsertTarget<"account_profiles"> = {
  table: "account_profiles",
  key: ["account_id", "taken_at"],
  stamp: "taken_at",
};
const DAYS: UpsertTarget<"account_days"> = {
  table: "account_days",
  key: ["account_id", "day", "metric"],
  stamp: "taken_at",
};
const TOTALS: UpsertTarget<"account_totals"> = {
  table: "account_totals",
  key: ["account_id", "from_day", "to_day", "metric", "breakdown", "bucket"],
  stamp: "taken_at",
};
const DAY_READINGS: UpsertTarget<"account_day_readings"> = {
  table: "account_day_readings",
  key: [...DAYS.key, "taken_at"],
  stamp: "taken_at",
};
const TOTAL_READINGS: UpsertTarget<"account_total_readings"> = {
  table: "account_total_readings",
  key: [...TOTALS.key, "taken_at"],
  stamp: "taken_at",
};
const MEDIA: UpsertTarget<"media"> = { table: "media", key: ["media_id"], stamp: "taken_at" };
const MEDIA_INSIGHTS: UpsertTarget<"media_insights"> = {
  table: "media_insights",
  key: ["account_id", "media_id", "metric", "bucket", "taken_at"],
  stamp: "taken_at",
};
const AUDIENCE: UpsertTarget<"audience"> = {
  table: "audience",
  key: ["account_id", "metric", "dimension", "taken_at", "bucket"],
  stamp: "taken_at",
};
const READS: UpsertTarget<"account_reads"> = {
  table: "account_reads",
  key: ["account_id", "kind"],
  stamp: "taken_at",
};
const COMMENTS: UpsertTarget<"comments"> = { table: "comments", key: ["comment_id"], stamp: "taken_at" };
const COMMENT_WALKS: UpsertTarget<"comment_walks"> = {
  table: "comment_walks",
  key: ["media_id"],
  stamp: "walked_at",
};
const GAPS: UpsertTarget<"gaps"> = {
  table: "gaps",
  key: ["subject", "account_id", "media_id", "metric", "from_day", "to_day"],
  stamp: "seen_at",
};
const MISSING: UpsertTarget<"missing_accounts"> = {
  table: "missing_accounts",
  key: ["connection", "page_id", "reason"],
  stamp: "seen_at",
};

/**
 * Writes what one answer is worth. Writing a batch twice equals once, and batches may come in any order: the newest
 * reading of each thing stays. Only the note of restatements depends on it, being a record of what was told when.
 */
export async function writeRecords(trx: WriteTransaction, batch: RecordBatch): Promise<void> {
  await writeAccounts(trx, batch.accounts);
  const dayReadings = batch.days.map(toDayRow);
  const days = keepNewest(DAYS, dayReadings);
  await noteRestatedDays(trx, days);
  await upsertDistinct(trx, DAYS, days);
  await upsertNewest(trx, DAY_READINGS, dayReadings);
  const totalReadings = batch.totals.map(toTotalRow);
  const totals = keepNewest(TOTALS, totalReadings);
  await noteRestatedTotals(trx, totals);
  await upsertDistinct(trx, TOTALS, totals);
  await upsertNewest(trx, TOTAL_READINGS, totalReadings);
  await upsertNewest(trx, MEDIA, batch.media.map(toMediaRow));
  await upsertNewest(trx, MEDIA_INSIGHTS, batch.mediaInsights.map(toMediaInsightRow));
  await upsertNewest(trx, AUDIENCE, batch.audience.map(toAudienceRow));
  await writeReads(trx, "media", batch.media);
  await writeReads(trx, "audience", batch.audience);
  await writeComments(trx, batch.comments, batch.commentWalks ?? []);
  await deleteSettled(trx, batch.settled);
  await upsertNewest(trx, GAPS, batch.gaps.map(toGapRow));
  for (const walk of batch.walks) await markVanished(trx, walk);
}

/** When an account's posts or audience were last read: the planner's memory. */
async function writeReads(
  trx: WriteTransaction,
  kind: "media" | "audience",
  records: readonly { readonly accountId: string; readonly takenAt: string }[],
): Promise<void> {
  const rows = records.map(({ accountId, takenAt }) => ({ account_id: accountId, kind, taken_at: toInstant(takenAt) }));
  await upsertNewest(trx, READS, rows);
}

const readSubjects = defineStatement<readonly [string, string], { readonly subject: string }>(
  (first, last) => sql`select distinct subject from gaps where subject between ${first} and ${last}`,
);

/**
 * Deletes the gaps of questions that are answered now. Few questions ever had one, and an account's lie together: those
 * few are looked up first.
 */
async function deleteSettled(trx: WriteTransaction, subjects: readonly string[]): Promise<void> {
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
    await trx.executeQuery({ ...statement, parameters: bulk });
  }
}

/** Comments as read, and what the walks over their media prove: a held one that a whole walk did not show is gone. */
export async function writeComments(
  trx: WriteTransaction,
  comments: readonly CommentRecord[],
  walks: readonly CommentWalk[],
): Promise<void> {
  await upsertNewest(trx, COMMENTS, comments.map(toCommentRow));
  await upsertNewest(trx, COMMENT_WALKS, walks.map(toCommentWalkRow));
  for (const { mediaId, startedAt, walkedAt, isWhole } of walks) {
    if (!isWhole) continue;
    await trx
      .updateTable("comments")
      .set({ deleted_at: toInstant(walkedAt) })
      .where("media_id", "=", mediaId)
      .where("taken_at", "<", toInstant(startedAt))
      .where("deleted_at", "is", null)
      .execute();
  }
}

const markVanishedMedia = defineStatement<readonly [string, string, string, string, number]>(
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
  const rows = accounts.map(toAccountRow);
  await upsertNewest(trx, PROFILES, rows);
  await upsertNewest(trx, ACCOUNTS, rows);
}

/** Replaces the list of who is missing. */
export async function replaceMissing(trx: WriteTransaction, missing: readonly MissingAccount[]): Promise<void> {
  await trx.deleteFrom("missing_accounts").execute();
  await upsertNewest(trx, MISSING, missing.map(toMissingRow));
}
