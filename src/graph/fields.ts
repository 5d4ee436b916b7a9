// The plain fields that are asked, node by node, and which of them an answer can do without (CONTRACT §2, §13.13): a field
// that is withdrawn costs itself alone.

export type FieldNode = "account" | "media" | "comment";

/** Without these a row is nothing: they are never left off. */
const NEEDED: readonly string[] = ["id", "timestamp"];

export const ACCOUNT_FIELDS = [
  "id",
  "username",
  "name",
  "biography",
  "website",
  "profile_picture_url",
  "followers_count",
  "follows_count",
  "media_count",
] as const;
const STORY_FIELDS = [
  "id",
  "caption",
  "media_type",
  "media_product_type",
  "permalink",
  "shortcode",
  "timestamp",
  "media_url",
  "thumbnail_url",
] as const;
export const MEDIA_FIELDS = [
  ...STORY_FIELDS.slice(0, -2),
  "like_count",
  "comments_count",
  "is_comment_enabled",
  "reposts_count",
  "total_like_count",
  "total_comments_count",
  "total_views_count",
  ...STORY_FIELDS.slice(-2),
] as const;
/** Fields that came on one day (2026-04-22, CONTRACT §2.3). */
const NEWEST: readonly string[] = ["reposts_count", "total_like_count", "total_comments_count", "total_views_count"];
/** Who wrote it decides whether a comment is answered (CONTRACT §2.5). */
export const COMMENT_FIELDS = [
  "id",
  "text",
  "timestamp",
  "username",
  "from{id,username}",
  "like_count",
  "hidden",
  "parent_id",
] as const;

const FIELDS: Readonly<Record<FieldNode, readonly string[]>> = {
  account: ACCOUNT_FIELDS,
  media: MEDIA_FIELDS,
  comment: COMMENT_FIELDS,
};

/** Fields of a list of stories, which have no counts (CONTRACT §2.4). */
export { STORY_FIELDS };

/** "website", but not "id". */
export function isOptional(node: FieldNode, name: string): boolean {
  return !NEEDED.includes(name) && FIELDS[node].some((field) => toName(field) === name);
}

/**
 * What to leave off with a field that is refused: where another that came on the same day was refused before, the API is
 * older than all of them. Keys are "media:reposts_count".
 */
export function toLeaveOff(node: FieldNode, name: string, without: readonly string[] = []): readonly string[] {
  const newest = NEWEST.map((one) => toFieldKey("media", one));
  const key = toFieldKey(node, name);
  const isOlder = newest.includes(key) && newest.some((one) => without.includes(one));
  return isOlder ? newest.filter((one) => !without.includes(one)) : [key];
}

/** Comma list of the fields, less those left off. Keys are "account:website". */
export function listFields(node: FieldNode, fields: readonly string[], without: readonly string[] = []): string {
  return fields.filter((field) => !without.includes(toFieldKey(node, toName(field)))).join(",");
}

/** Of a comment; with `replies` so many of those come nested, which costs no further call (CONTRACT §13.8). */
export function listCommentFields(replies?: number, without?: readonly string[]): string {
  const own = listFields("comment", COMMENT_FIELDS, without);
  return replies === undefined ? own : `${own},replies.limit(${replies}){${own}}`;
}

export function toFieldKey(node: FieldNode, name: string): string {
  return `${node}:${name}`;
}

/** Which node the words "on node type (IGMedia)" mean. */
export function toFieldNode(words: string): FieldNode | undefined {
  const [, type = ""] = /node type \((\w+)\)/i.exec(words) ?? [];
  if (/comment/i.test(type)) return "comment";
  if (/media|story/i.test(type)) return "media";
  return /user|account|profile/i.test(type) ? "account" : undefined;
}

function toName(field: string): string {
  return field.replace(/\{.*$/, "");
}
