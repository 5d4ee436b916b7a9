// Comments as something one acts on: threads held, the queue of actions, their log, and the archive.

import type { Kysely } from "kysely";
import type {
  ActionKind,
  ActionState,
  ArchivedThread,
  CommentAction,
  CommentRecord,
  CommentWalk,
  MediaRecord,
  OwnSigns,
} from "../dataset/index.ts";
import {
  type ActionEnd,
  type ActionRow,
  findWaiting,
  fromActionRow,
  insertAction,
  insertArchive,
  isOpen,
  type NewAction,
  readRow,
  refuseWithoutArchive,
  UNFINISHED,
} from "./comment-actions.ts";
import type { Database } from "./database.ts";
import { readOwnSigns } from "./own-signs.ts";
import { fromRow, toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import type { StoreClock } from "./shared-clock.ts";
import { parseStored } from "./stored-json.ts";
import { refreshThreads, THREAD_ID } from "./threads.ts";
import { writeComments } from "./write-records.ts";

export interface CommentQuery {
  readonly accountIds?: readonly string[] | undefined;
  readonly mediaIds?: readonly string[] | undefined;
  readonly commentIds?: readonly string[] | undefined;
  /** Written in [since, until), UTC ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface ActionQuery {
  readonly states?: readonly ActionState[] | undefined;
  readonly kinds?: readonly ActionKind[] | undefined;
  readonly commentIds?: readonly string[] | undefined;
  readonly actionIds?: readonly string[] | undefined;
  readonly accountIds?: readonly string[] | undefined;
  /** Due at this moment, UTC ISO 8601. */
  readonly dueBy?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * A `sending` action whose process is gone is handed out as `unknown`: nobody knows whether it arrived, and it is looked
 * up before anything is sent again.
 */
export interface CommentStore {
  /** Whole threads in which at least one comment fits, oldest comment first; deleted ones are left out. */
  threads(query: CommentQuery): Promise<readonly CommentRecord[]>;
  media(mediaIds: readonly string[]): Promise<readonly MediaRecord[]>;
  walks(accountIds: readonly string[]): Promise<readonly Omit<CommentWalk, "startedAt">[]>;
  /** By what each account's own comments are known, as far as the dataset tells. */
  ownSigns(accountIds: readonly string[]): Promise<ReadonlyMap<string, OwnSigns>>;
  keep(comments: readonly CommentRecord[], walks: readonly CommentWalk[]): Promise<void>;
  markDeleted(commentIds: readonly string[], at: string): Promise<void>;
  markHidden(commentId: string, hidden: boolean): Promise<void>;
  /** Whether comments are possible under a media, where it is held. */
  markOpen(mediaId: string, isOpen: boolean): Promise<void>;
  /**
   * Writes the actions with their archive in one transaction. One that waits already for the same comment with the
   * same text is answered instead of a second one.
   */
  plan(actions: readonly NewAction[]): Promise<readonly CommentAction[]>;
  /** Newest request first. */
  actions(query: ActionQuery): Promise<readonly CommentAction[]>;
  /**
   * Takes an action for sending, on disk before it returns. Undefined when somebody else has taken, sent or undone it
   * since it was read; a deletion without its archive is a mistake of ours and throws.
   */
  claim(action: CommentAction, knownIds: readonly string[]): Promise<CommentAction | undefined>;
  /** How the try ended; false when the action was somebody else's meanwhile. */
  end(action: CommentAction, end: ActionEnd): Promise<boolean>;
  archive(thread: ArchivedThread): Promise<void>;
  archived(actionIds: readonly string[]): Promise<readonly ArchivedThread[]>;
}

const IDS_A_QUERY = 1_000;

export function createCommentStore(database: Database, holder: string, clock: StoreClock): CommentStore {
  const { queries } = database;
  const toAction = (row: ActionRow): CommentAction => fromActionRow(row, clock.now());

  return {
    async threads(query) {
      const found: CommentRecord[] = [];
      for (const part of splitIds(query)) found.push(...(await readThreads(queries, part)));
      return found;
    },

    async media(mediaIds) {
      const found: MediaRecord[] = [];
      for (const ids of toParts(mediaIds)) {
        const rows = await queries.selectFrom("media").selectAll().where("media_id", "in", ids).execute();
        found.push(...rows.map((row) => fromRow("media", row)));
      }
      return found;
    },

    async walks(accountIds) {
      const found: Omit<CommentWalk, "startedAt">[] = [];
      for (const ids of toParts(accountIds)) {
        const rows = await queries.selectFrom("comment_walks").selectAll().where("account_id", "in", ids).execute();
        found.push(...rows.map((row) => fromRow("comment_walks", row)));
      }
      return found;
    },

    async ownSigns(accountIds) {
      const found = await Promise.all(toParts(accountIds).map((ids) => readOwnSigns(queries, ids)));
      return new Map(found.flatMap((part) => [...part]));
    },

    keep: (comments, walks) => database.write((trx) => writeComments(trx, comments, walks)),

    async markDeleted(commentIds, at) {
      await database.write(async (trx) => {
        for (const ids of toParts(commentIds)) {
          const gone = { deleted_at: toInstant(at) };
          // What is written under a comment goes with it.
          const touched = await trx
            .updateTable("comments")
            .set(gone)
            .where(({ or, eb }) => or([eb("comment_id", "in", ids), eb(THREAD_ID, "in", ids)]))
            .where("deleted_at", "is", null)
            .returning(THREAD_ID.as("thread_id"))
            .execute();
          await refreshThreads(
            trx,
            touched.map(({ thread_id }) => thread_id),
          );
        }
      });
    },

    async markHidden(commentId, hidden) {
      await database.write(async (trx) => {
        const touched = await trx
          .updateTable("comments")
          .set({ hidden: Number(hidden) })
          .where("comment_id", "=", commentId)
          .returning(THREAD_ID.as("thread_id"))
          .execute();
        await refreshThreads(
          trx,
          touched.map(({ thread_id }) => thread_id),
        );
      });
    },

    async markOpen(mediaId, isCommentEnabled) {
      await database.write((trx) =>
        trx
          .updateTable("media")
          .set({ is_comment_enabled: Number(isCommentEnabled) })
          .where("media_id", "=", mediaId)
          .execute(),
      );
    },

    async plan(actions) {
      return database.write(async (trx) => {
        const planned: CommentAction[] = [];
        for (const [position, action] of actions.entries()) {
          const waiting = await findWaiting(trx, action);
          const row = waiting ?? (await insertAction(trx, action, position));
          planned.push(toAction(row));
        }
        return planned;
      });
    },

    async actions(query) {
      const { commentIds } = query;
      if (commentIds !== undefined && commentIds.length > IDS_A_QUERY) {
        const parts = await Promise.all(toParts(commentIds).map((ids) => this.actions({ ...query, commentIds: ids })));
        return parts.flat();
      }
      let select = queries.selectFrom("comment_actions").selectAll();
      // Who is left behind by a dead process is stored as "sending".
      const states = query.states?.includes("unknown") ? [...query.states, "sending"] : query.states;
      if (states !== undefined) select = select.where("state", "in", [...states]);
      if (query.kinds !== undefined) select = select.where("kind", "in", [...query.kinds]);
      if (query.commentIds !== undefined) select = select.where("comment_id", "in", ["-", ...query.commentIds]);
      if (query.actionIds !== undefined) select = select.where("action_id", "in", ["-", ...query.actionIds]);
      if (query.accountIds !== undefined) select = select.where("account_id", "in", ["-", ...query.accountIds]);
      if (query.dueBy !== undefined) select = select.where("due_at", "<=", toInstant(query.dueBy));
      const rows = await select
        .orderBy("requested_at", "desc")
        .orderBy("position", "desc")
        .$if(query.limit !== undefined, (limited) => limited.limit(query.limit ?? 0))
        .execute();
      return rows.map(toAction).filter(({ state }) => query.states === undefined || query.states.includes(state));
    },

    async claim(action, knownIds) {
      await clock.refresh();
      return database.write(async (trx) => {
        const row = await readRow(trx, action.actionId);
        const isOurs = row.state === "sending" && row.holder === holder;
        const isFree = isOurs || (fromActionRow(row, clock.now()).state === action.state && action.state !== "sending");
        if (!isFree || row.tries !== action.tries || !isOpen(row.state)) return undefined;
        if (row.kind === "delete") await refuseWithoutArchive(trx, row);
        const claimed = {
          state: "sending",
          holder,
          sent_at: toInstant(clock.now()),
          tries: row.tries + 1,
          known_ids: JSON.stringify(knownIds),
        };
        await trx.updateTable("comment_actions").set(claimed).where("action_id", "=", row.action_id).execute();
        return toAction({ ...row, ...claimed });
      });
    },

    async end({ actionId, tries }, { state, at, answer, resultId, dueAt }) {
      return database.write(async (trx) => {
        const row = await readRow(trx, actionId);
        if (row.tries !== tries || !isOpen(row.state)) return false;
        if (row.state === "sending" && row.holder !== holder && fromActionRow(row, clock.now()).state === "sending")
          return false;
        const ended = {
          state,
          holder: "",
          ended_at: UNFINISHED.some((open) => open === state) ? null : toInstant(at),
          answer: answer ?? null,
          result_id: resultId ?? null,
          ...(dueAt === undefined ? {} : { due_at: toInstant(dueAt) }),
        };
        await trx.updateTable("comment_actions").set(ended).where("action_id", "=", actionId).execute();
        return true;
      });
    },

    async archive(thread) {
      await database.write(async (trx) => {
        await trx.deleteFrom("comment_archive").where("action_id", "=", thread.actionId).execute();
        await insertArchive(trx, thread);
      });
    },

    async archived(actionIds) {
      const found: ArchivedThread[] = [];
      for (const ids of toParts(actionIds)) {
        const rows = await queries
          .selectFrom("comment_archive")
          .select("thread")
          .where("action_id", "in", ids)
          .execute();
        found.push(...rows.map(({ thread }) => parseStored(thread, "archived thread") as ArchivedThread));
      }
      return found;
    },
  };
}

async function readThreads(queries: Kysely<Schema>, query: CommentQuery): Promise<readonly CommentRecord[]> {
  const rows = await queries
    .selectFrom("comments")
    .selectAll()
    .where("deleted_at", "is", null)
    .where(THREAD_ID, "in", ({ selectFrom }) => {
      let fits = selectFrom("comments").select(THREAD_ID.as("top")).where("deleted_at", "is", null);
      if (query.accountIds !== undefined) fits = fits.where("account_id", "in", [...query.accountIds]);
      if (query.mediaIds !== undefined) fits = fits.where("media_id", "in", [...query.mediaIds]);
      if (query.commentIds !== undefined) fits = fits.where("comment_id", "in", [...query.commentIds]);
      if (query.since !== undefined) fits = fits.where("created_at", ">=", toInstant(query.since));
      if (query.until !== undefined) fits = fits.where("created_at", "<", toInstant(query.until));
      return fits;
    })
    .orderBy("created_at")
    .orderBy("comment_id")
    .execute();
  return rows.map((row) => fromRow("comments", row));
}

/** The engines take only so many parameters; the longest list is asked in parts. */
function splitIds(query: CommentQuery): readonly CommentQuery[] {
  const key = (["commentIds", "mediaIds", "accountIds"] as const).find((name) => query[name] !== undefined);
  const ids = key === undefined ? undefined : query[key];
  if (key === undefined || ids === undefined) return [query];
  return toParts(ids).map((part) => ({ ...query, [key]: part }));
}

function toParts(ids: readonly string[]): readonly (readonly string[])[] {
  const parts = Math.ceil(ids.length / IDS_A_QUERY);
  return Array.from({ length: parts }, (_, nth) => ids.slice(nth * IDS_A_QUERY, (nth + 1) * IDS_A_QUERY));
}
