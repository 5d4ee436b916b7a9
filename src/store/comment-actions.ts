// One row an action: planned, taken for sending, ended. What is read stays true until the write is over.

import { randomUUID } from "node:crypto";
import type { Insertable, Selectable } from "kysely";
import type { ActionKind, ActionState, ArchivedThread, CommentAction } from "../dataset/index.ts";
import type { WriteTransaction } from "./database.ts";
import { toInstant } from "./rows.ts";
import { isLeaseAlive } from "./run-lease.ts";
import type { Schema } from "./schema.ts";
import { parseStored } from "./stored-json.ts";

export type NewAction = Pick<
  CommentAction,
  "kind" | "connection" | "accountId" | "mediaId" | "commentId" | "text" | "textBefore" | "author" | "reason" | "osUser"
> & {
  readonly requestedAt: string;
  readonly dueAt: string;
  /** `done` for notes of our own, `refused` for what a known rule forbids. */
  readonly state?: "planned" | "done" | "refused" | undefined;
  readonly answer?: string | undefined;
  /** When it was read that this is not done yet: one that somebody else has done since is answered instead. UTC ISO 8601. */
  readonly notDoneAt?: string | undefined;
  /** Goes into the archive with the action; a deletion cannot be sent without one. */
  readonly archive?: Omit<ArchivedThread, "actionId"> | undefined;
};

export interface ActionEnd {
  readonly state: Exclude<ActionState, "sending">;
  readonly at: string;
  readonly answer?: string | undefined;
  readonly resultId?: string | undefined;
  /** When it is to be looked at again; as before when absent. UTC ISO 8601. */
  readonly dueAt?: string | undefined;
}

/** As long as one request may take at most (`graph.timeoutSeconds`), and a minute. */
const SENDING_MS = 11 * 60_000;
export const UNFINISHED = ["planned", "sending", "unknown"] as const;

export type ActionRow = Selectable<Schema["comment_actions"]>;

export function isOpen(state: string): boolean {
  return UNFINISHED.some((open) => open === state);
}

export async function findWaiting(trx: WriteTransaction, action: NewAction): Promise<ActionRow | undefined> {
  if (action.state !== undefined && action.state !== "planned") return undefined;
  const rows = await trx
    .selectFrom("comment_actions")
    .selectAll()
    .where("comment_id", "=", action.commentId ?? "")
    .where("media_id", "=", action.mediaId)
    .where("kind", "=", action.kind)
    .where(({ and, eb, or }) => {
      const waits = eb("state", "in", [...UNFINISHED]);
      if (action.notDoneAt === undefined) return waits;
      return or([waits, and([eb("state", "=", "done"), eb("ended_at", ">=", toInstant(action.notDoneAt))])]);
    })
    .execute();
  return rows.find(({ text }) => text === (action.text ?? null));
}

export async function insertAction(trx: WriteTransaction, action: NewAction, position: number): Promise<ActionRow> {
  const row: Insertable<Schema["comment_actions"]> & ActionRow = {
    action_id: randomUUID(),
    position,
    kind: action.kind,
    connection: action.connection,
    account_id: action.accountId,
    media_id: action.mediaId,
    comment_id: action.commentId ?? "",
    text: toStorable(action.text),
    text_before: toStorable(action.textBefore),
    author: toStorable(action.author),
    reason: action.reason ?? null,
    os_user: action.osUser,
    state: action.state ?? "planned",
    requested_at: toInstant(action.requestedAt),
    due_at: toInstant(action.dueAt),
    holder: "",
    sent_at: null,
    tries: 0,
    ended_at: action.state === undefined || action.state === "planned" ? null : toInstant(action.requestedAt),
    result_id: null,
    answer: action.answer ?? null,
    known_ids: "[]",
  };
  await trx.insertInto("comment_actions").values(row).execute();
  if (action.archive !== undefined) await insertArchive(trx, { ...action.archive, actionId: row.action_id });
  return row;
}

export async function insertArchive(trx: WriteTransaction, thread: ArchivedThread): Promise<void> {
  const { actionId, archivedAt, comment } = thread;
  await trx
    .insertInto("comment_archive")
    .values({
      action_id: actionId,
      comment_id: comment.commentId,
      archived_at: toInstant(archivedAt),
      thread: JSON.stringify(thread),
    })
    .execute();
}

export async function refuseWithoutArchive(trx: WriteTransaction, row: ActionRow): Promise<void> {
  const archived = await trx
    .selectFrom("comment_archive")
    .select("comment_id")
    .where("action_id", "=", row.action_id)
    .executeTakeFirst();
  if (archived?.comment_id !== row.comment_id) throw new Error(`deletion of ${row.comment_id} without its archive`);
}

export function readRow(trx: WriteTransaction, actionId: string): Promise<ActionRow> {
  return trx.selectFrom("comment_actions").selectAll().where("action_id", "=", actionId).executeTakeFirstOrThrow();
}

/** PostgreSQL keeps no NUL in text. */
function toStorable(text: string | undefined): string | null {
  return text?.replaceAll("\0", "\uFFFD") ?? null;
}

export function fromActionRow(row: ActionRow, now: Date): CommentAction {
  const isAbandoned =
    row.state === "sending" && !isLeaseAlive({ holder: row.holder, heartbeatAt: row.sent_at ?? "" }, now, SENDING_MS);
  return {
    actionId: row.action_id,
    kind: row.kind as ActionKind,
    connection: row.connection,
    accountId: row.account_id,
    mediaId: row.media_id,
    commentId: row.comment_id || undefined,
    text: row.text ?? undefined,
    textBefore: row.text_before ?? undefined,
    author: row.author ?? undefined,
    reason: row.reason ?? undefined,
    osUser: row.os_user,
    state: isAbandoned ? "unknown" : (row.state as ActionState),
    requestedAt: row.requested_at,
    dueAt: row.due_at,
    sentAt: row.sent_at ?? undefined,
    tries: row.tries,
    endedAt: row.ended_at ?? undefined,
    resultId: row.result_id ?? undefined,
    answer: row.answer ?? undefined,
    knownIds: parseStored(row.known_ids, "comments known to an action") as readonly string[],
  };
}
