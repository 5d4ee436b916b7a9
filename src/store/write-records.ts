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
import { keepNewest, type UpsertTarget, upsertNewest } from "./upsert.ts";

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
const MEDIA: UpsertTarget<"media"> = { table: "media", key: ["media_id"], stamp: "taken_at" };
const MEDIA_INSIGHTS: UpsertTarget<"media_insights"> = {
  table: "media_insights",
  key: ["media_id", "metric", "bucket", "taken_at"],
  stamp: "taken_at",
};
const AUDIENCE: UpsertTarget<"audience"> = {
  table: "audience",
  key: ["account_id", "metric", "dimension", "taken_at", "bucket"],
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
  const days = keepNewest(DAYS, batch.days.map(toDayRow));
  await noteRestatedDays(trx, days);
  await upsertNewest(trx, DAYS, days);
  const totals = keepNewest(TOTALS, batch.totals.map(toTotalRow));
  await noteRestatedTotals(trx, totals);
  await upsertNewest(trx, TOTALS, totals);
  await upsertNewest(trx, MEDIA, batch.media.map(toMediaRow));
  await upsertNewest(trx, MEDIA_INSIGHTS, batch.mediaInsights.map(toMediaInsightRow));
  await upsertNewest(trx, AUDIENCE, batch.audience.map(toAudienceRow));
  await writeComments(trx, batch.comments, batch.commentWalks ?? []);
  if (batch.settled.length > 0) {
    await trx
      .deleteFrom("gaps")
      .where("subject", "in", [...batch.settled])
      .execute();
  }
  await upsertNewest(trx, GAPS, batch.gaps.map(toGapRow));
  for (const walk of batch.walks) await markVanished(trx, walk);
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

/** Marks the media a complete walk should have shown and did not. */
async function markVanished(trx: WriteTransaction, walk: CompletedWalk): Promise<void> {
  await trx
    .updateTable("media")
    .set({ deleted_at: toInstant(walk.endedAt) })
    .where("account_id", "=", walk.accountId)
    .where("media_product_type", walk.kind === "stories" ? "=" : "!=", "STORY")
    .where("published_at", ">=", toInstant(walk.publishedSince))
    .where("taken_at", "<", toInstant(walk.startedAt))
    .where("deleted_at", "is", null)
    .execute();
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
