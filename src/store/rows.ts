// Records to rows and back: the one place of the store where camelCase meets snake_case.

import type { Insertable, Selectable } from "kysely";
import type {
  AccountRecord,
  AudiencePoint,
  CommentRecord,
  CommentWalk,
  DayPoint,
  GapReason,
  GapRecord,
  MediaPoint,
  MediaRecord,
  MissingAccount,
  MissingReason,
  TotalPoint,
} from "../dataset/index.ts";
import { oneCopy } from "./one-copy.ts";
import type { Schema } from "./schema.ts";
import type { Restatement } from "./store.ts";
import { parseStored } from "./stored-json.ts";

type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;

/** All rows of an answer bear the same moment: the one converted last. */
let latest = { moment: "", instant: "" };

/** One spelling for every moment, so that text order is time order. Throws RangeError for what is no moment. */
export function toInstant(moment: string | Date): string {
  if (moment === latest.moment) return latest.instant;
  const instant = new Date(moment).toISOString();
  if (typeof moment === "string") latest = { moment, instant };
  return instant;
}

/** 1, 0 or null for a flag that may be unknown. */
function toFlag(flag: boolean | undefined): number | null {
  return flag === undefined ? null : Number(flag);
}

function fromFlag(flag: number | null): boolean | undefined {
  return flag === null ? undefined : flag !== 0;
}

export function toAccountRow(record: AccountRecord): NewRow<"accounts"> {
  return {
    account_id: record.accountId,
    username: record.username,
    name: record.name ?? null,
    page_id: record.pageId,
    page_name: record.pageName,
    connection: record.connection,
    followers_count: record.followersCount ?? null,
    follows_count: record.followsCount ?? null,
    media_count: record.mediaCount ?? null,
    biography: record.biography ?? null,
    website: record.website ?? null,
    profile_picture_url: record.profilePictureUrl ?? null,
    tasks: JSON.stringify(record.tasks),
    taken_at: toInstant(record.takenAt),
  };
}

export function fromAccountRow(row: Row<"accounts">): AccountRecord {
  return {
    accountId: oneCopy(row.account_id),
    username: oneCopy(row.username),
    name: row.name ?? undefined,
    pageId: oneCopy(row.page_id),
    pageName: oneCopy(row.page_name),
    connection: oneCopy(row.connection),
    tasks: parseStored(row.tasks, "tasks of an account") as readonly string[],
    followersCount: row.followers_count ?? undefined,
    followsCount: row.follows_count ?? undefined,
    mediaCount: row.media_count ?? undefined,
    biography: row.biography ?? undefined,
    website: row.website ?? undefined,
    profilePictureUrl: row.profile_picture_url ?? undefined,
    takenAt: oneCopy(row.taken_at),
  };
}

export function toMissingRow(missing: MissingAccount): NewRow<"missing_accounts"> {
  return {
    connection: missing.connection,
    page_id: missing.pageId ?? "",
    reason: missing.reason,
    page_name: missing.pageName ?? null,
    message: missing.message,
    seen_at: toInstant(missing.seenAt),
  };
}

export function fromMissingRow(row: Row<"missing_accounts">): MissingAccount {
  return {
    connection: row.connection,
    pageId: row.page_id || undefined,
    pageName: row.page_name ?? undefined,
    reason: row.reason as MissingReason,
    message: row.message,
    seenAt: row.seen_at,
  };
}

export function toDayRow(point: DayPoint): NewRow<"account_days"> {
  return {
    account_id: point.accountId,
    day: point.day,
    metric: point.metric,
    value: point.value,
    taken_at: toInstant(point.takenAt),
  };
}

export function fromDayRow(row: Row<"account_days">): DayPoint {
  return {
    accountId: oneCopy(row.account_id),
    day: oneCopy(row.day),
    metric: oneCopy(row.metric),
    value: row.value,
    takenAt: oneCopy(row.taken_at),
  };
}

export function toTotalRow(point: TotalPoint): NewRow<"account_totals"> {
  return {
    account_id: point.accountId,
    metric: point.metric,
    breakdown: point.breakdown,
    bucket: point.bucket,
    from_day: point.fromDay,
    to_day: point.toDay,
    value: point.value,
    taken_at: toInstant(point.takenAt),
  };
}

export function fromTotalRow(row: Row<"account_totals">): TotalPoint {
  return {
    accountId: oneCopy(row.account_id),
    metric: oneCopy(row.metric),
    breakdown: oneCopy(row.breakdown),
    bucket: oneCopy(row.bucket),
    fromDay: oneCopy(row.from_day),
    toDay: oneCopy(row.to_day),
    value: row.value,
    takenAt: oneCopy(row.taken_at),
  };
}

/** A media that is read is there: a mark of its deletion goes. */
export function toMediaRow(record: MediaRecord): NewRow<"media"> {
  return {
    media_id: record.mediaId,
    account_id: record.accountId,
    media_type: record.mediaType,
    media_product_type: record.mediaProductType,
    published_at: toInstant(record.publishedAt),
    caption: record.caption ?? null,
    permalink: record.permalink ?? null,
    like_count: record.likeCount ?? null,
    comments_count: record.commentsCount ?? null,
    shortcode: record.shortcode ?? null,
    media_url: record.mediaUrl ?? null,
    thumbnail_url: record.thumbnailUrl ?? null,
    is_comment_enabled: toFlag(record.isCommentEnabled),
    taken_at: toInstant(record.takenAt),
    deleted_at: null,
  };
}

export function fromMediaRow(row: Row<"media">): MediaRecord {
  return {
    mediaId: oneCopy(row.media_id),
    accountId: oneCopy(row.account_id),
    mediaType: oneCopy(row.media_type),
    mediaProductType: oneCopy(row.media_product_type),
    publishedAt: row.published_at,
    caption: row.caption ?? undefined,
    permalink: row.permalink ?? undefined,
    shortcode: row.shortcode ?? undefined,
    mediaUrl: row.media_url ?? undefined,
    thumbnailUrl: row.thumbnail_url ?? undefined,
    likeCount: row.like_count ?? undefined,
    commentsCount: row.comments_count ?? undefined,
    isCommentEnabled: fromFlag(row.is_comment_enabled),
    takenAt: oneCopy(row.taken_at),
  };
}

export function toMediaInsightRow(point: MediaPoint): NewRow<"media_insights"> {
  return {
    media_id: point.mediaId,
    metric: point.metric,
    bucket: point.bucket,
    value: point.value,
    taken_at: toInstant(point.takenAt),
    account_id: point.accountId,
  };
}

export function fromMediaInsightRow(row: Row<"media_insights">): MediaPoint {
  return {
    mediaId: oneCopy(row.media_id),
    accountId: oneCopy(row.account_id),
    metric: oneCopy(row.metric),
    bucket: oneCopy(row.bucket),
    value: row.value,
    takenAt: oneCopy(row.taken_at),
  };
}

export function toAudienceRow(point: AudiencePoint): NewRow<"audience"> {
  return {
    account_id: point.accountId,
    metric: point.metric,
    dimension: point.dimension,
    bucket: point.bucket,
    value: point.value,
    taken_at: toInstant(point.takenAt),
  };
}

export function fromAudienceRow(row: Row<"audience">): AudiencePoint {
  return {
    accountId: oneCopy(row.account_id),
    metric: oneCopy(row.metric),
    dimension: oneCopy(row.dimension),
    bucket: oneCopy(row.bucket),
    value: row.value,
    takenAt: oneCopy(row.taken_at),
  };
}

/** A comment that is read is there: a mark of its deletion goes. */
export function toCommentRow(record: CommentRecord): NewRow<"comments"> {
  return {
    comment_id: record.commentId,
    media_id: record.mediaId,
    account_id: record.accountId,
    parent_id: record.parentId ?? null,
    username: record.username ?? null,
    text: record.text,
    created_at: toInstant(record.createdAt),
    hidden: toFlag(record.hidden),
    deleted_at: null,
    like_count: record.likeCount ?? null,
    taken_at: toInstant(record.takenAt),
    author_id: record.authorId ?? null,
  };
}

export function toCommentWalkRow(walk: CommentWalk): NewRow<"comment_walks"> {
  return {
    media_id: walk.mediaId,
    account_id: walk.accountId,
    walked_at: toInstant(walk.walkedAt),
    counted: walk.counted ?? null,
    returned: walk.returned,
    is_whole: Number(walk.isWhole),
    permalink: walk.permalink ?? null,
    caption: walk.caption ?? null,
  };
}

export function fromCommentWalkRow(row: Row<"comment_walks">): Omit<CommentWalk, "startedAt"> {
  return {
    mediaId: row.media_id,
    accountId: row.account_id,
    walkedAt: row.walked_at,
    counted: row.counted ?? undefined,
    returned: row.returned,
    isWhole: row.is_whole !== 0,
    permalink: row.permalink ?? undefined,
    caption: row.caption ?? undefined,
  };
}

export function fromCommentRow(row: Row<"comments">): CommentRecord {
  return {
    commentId: row.comment_id,
    mediaId: row.media_id,
    accountId: row.account_id,
    parentId: row.parent_id ?? undefined,
    username: row.username ?? undefined,
    authorId: row.author_id ?? undefined,
    text: row.text,
    createdAt: row.created_at,
    hidden: fromFlag(row.hidden),
    likeCount: row.like_count ?? undefined,
    takenAt: row.taken_at,
  };
}

export function fromRestatementRow(row: Row<"restatements">): Restatement {
  return {
    kind: row.table_name === "account_days" ? "day" : "window",
    accountId: row.account_id,
    metric: row.metric,
    breakdown: row.breakdown,
    bucket: row.bucket,
    fromDay: row.from_day,
    toDay: row.to_day,
    oldValue: row.old_value,
    newValue: row.new_value,
    oldTakenAt: row.old_taken_at,
    newTakenAt: row.new_taken_at,
  };
}

export function toGapRow(gap: GapRecord): NewRow<"gaps"> {
  return {
    account_id: gap.accountId,
    media_id: gap.mediaId ?? "",
    metric: gap.metric ?? "",
    from_day: gap.fromDay ?? "",
    to_day: gap.toDay ?? "",
    reason: gap.reason,
    code: gap.code ?? null,
    message: gap.message,
    subject: gap.subject,
    seen_at: toInstant(gap.seenAt),
  };
}

export function fromGapRow(row: Row<"gaps">): GapRecord {
  return {
    subject: row.subject,
    accountId: oneCopy(row.account_id),
    mediaId: oneCopy(row.media_id) || undefined,
    metric: oneCopy(row.metric) || undefined,
    fromDay: oneCopy(row.from_day) || undefined,
    toDay: oneCopy(row.to_day) || undefined,
    reason: oneCopy(row.reason) as GapReason,
    code: row.code ?? undefined,
    message: oneCopy(row.message),
    seenAt: oneCopy(row.seen_at),
  };
}
