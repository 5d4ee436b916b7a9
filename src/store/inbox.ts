// The inbox: threads as people work through them, what they said of each, and who is at one now.
import { type Kysely, sql } from "kysely";
import type { AccountRecord, CommentRecord, NoteKind, ScriptName } from "../dataset/index.ts";
import { insertAction } from "./comment-actions.ts";
import type { Database, WriteTransaction } from "./database.ts";
import { fromRow, toInstant } from "./rows.ts";
import type { Schema } from "./schema.ts";
import type { StoreClock } from "./shared-clock.ts";
import {
  type CountedFilter,
  type ThreadPlace,
  type ThreadQuery,
  type ThreadRow,
  toCountSql,
  toPageSql,
  toSearchSql,
} from "./thread-query.ts";
import { refreshThreads, type ThreadState } from "./threads.ts";

/** What people said of a thread; no part of Instagram. */
export interface ThreadMarks {
  readonly done?: { readonly by: string; readonly at: string } | undefined;
  readonly assigned?: { readonly to: string; readonly by: string; readonly at: string } | undefined;
}

export interface InboxThread extends ThreadMarks {
  readonly top: CommentRecord;
  readonly state: ThreadState;
  readonly replies: number;
  readonly script?: ScriptName | undefined;
}

export interface InboxPage {
  readonly threads: readonly InboxThread[];
  /** Where the next page begins; absent when there is none. */
  readonly next?: ThreadPlace | undefined;
  /** A search for a text ended here for this time, and `next` goes on from it. UTC ISO 8601. */
  readonly searchedTo?: string | undefined;
}

/** Somebody at a thread. */
export interface Presence {
  readonly commentId: string;
  readonly person: string;
  readonly doing: "looking" | "writing";
  readonly since: string;
}

export interface SavedReply {
  /** '' for those of everybody. */
  readonly client: string;
  readonly name: string;
  readonly text: string;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** Who says something of a thread, and whose the thread is. */
export interface Marking {
  readonly thread: Pick<CommentRecord, "commentId" | "accountId" | "mediaId" | "text" | "username">;
  readonly connection: AccountRecord["connection"];
  readonly by: string;
  /** UTC ISO 8601. */
  readonly at: string;
}

export interface InboxStore {
  page(query: ThreadQuery): Promise<InboxPage>;
  /** Counted no further than `most`. */
  count(filter: CountedFilter, most: number): Promise<number>;
  /** One thread's row, whoever's it is; undefined when none of this id is held. */
  find(commentId: string): Promise<InboxThread | undefined>;
  /** Those of these ids that are held. */
  findAll(commentIds: readonly string[]): Promise<readonly InboxThread[]>;
  /** Says that nothing is left to do, or that something is; with its line in the log. False when it was so already. */
  setDone(marking: Marking, isDone: boolean): Promise<boolean>;
  /** Gives it to somebody, or to nobody; with its line in the log. False when it was so already. */
  assign(marking: Marking, to: string | undefined): Promise<boolean>;
  /** Notes that a person is at a thread for the next `forMs`. Held for this process's life, not for a power cut. */
  enter(presence: Omit<Presence, "since"> & { readonly accountId: string; readonly forMs: number }): Promise<void>;
  leave(commentId: string, person: string): Promise<void>;
  /** Who is at these threads now, but for one person; who writes first. */
  present(commentIds: readonly string[], butFor: string): Promise<readonly Presence[]>;
  /** Those of everybody and of these clients, by name. */
  savedReplies(clients: readonly string[]): Promise<readonly SavedReply[]>;
  /** Of the same client and name the last one stays. */
  saveReply(reply: SavedReply): Promise<void>;
  dropReply(client: string, name: string): Promise<void>;
  /**
   * Makes the rows of threads that were held before there was an inbox; safe to call always, and quick when there is none.
   * Answers how many it made.
   */
  catchUp(signal: AbortSignal): Promise<number>;
}

const CAUGHT_UP_AT_A_TIME = 500;

export function createInbox(database: Database, clock: StoreClock): InboxStore {
  const { queries } = database;

  return {
    async page(query) {
      const { found, end } = await readPlaces(queries, { ...query, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const threads = await readThreadRows(
        queries,
        shown.map(({ comment_id }) => comment_id),
      );
      const last = shown.at(-1);
      if (found.length > query.limit && last !== undefined) return { threads, next: toPlace(last) };
      return end === undefined ? { threads } : { threads, next: toPlace(end), searchedTo: end.created_at };
    },

    async count(filter, most) {
      const { rows } = await toCountSql(filter, most).execute(queries);
      return Number(rows[0]?.count ?? 0);
    },

    async find(commentId) {
      const [thread] = await readThreadRows(queries, [commentId]);
      return thread;
    },

    findAll: (commentIds) => readThreadRows(queries, commentIds),

    setDone: (marking, isDone) =>
      database.write(async (trx) => {
        const at = toInstant(marking.at);
        const { commentId } = marking.thread;
        const changed = await trx
          .updateTable("comment_threads")
          .set(isDone ? { done_at: at, done_by: marking.by } : { done_at: null, done_by: null })
          .where("comment_id", "=", commentId)
          .where("done_at", isDone ? "is" : "is not", null)
          .returning("comment_id")
          .execute();
        if (changed.length === 0) return false;
        await refreshThreads(trx, [commentId]);
        await note(trx, marking, isDone ? "done" : "reopen");
        return true;
      }),

    assign: (marking, to) =>
      database.write(async (trx) => {
        const columns =
          to === undefined
            ? { assigned_to: null, assigned_by: null, assigned_at: null }
            : { assigned_to: to, assigned_by: marking.by, assigned_at: toInstant(marking.at) };
        const changed = await trx
          .updateTable("comment_threads")
          .set(columns)
          .where("comment_id", "=", marking.thread.commentId)
          .where(sql`coalesce(assigned_to, '')`, "<>", to ?? "")
          .returning("comment_id")
          .execute();
        if (changed.length === 0) return false;
        await note(trx, marking, to === undefined ? "unassign" : "assign", to);
        return true;
      }),

    async enter({ commentId, person, accountId, doing, forMs }) {
      const known = await queries
        .selectFrom("comment_presence")
        .select(["doing", "until_at"])
        .where("comment_id", "=", commentId)
        .where("person", "=", person)
        .executeTakeFirst();
      const isSaid = known !== undefined && (known.doing === doing || known.doing === "writing");
      // Said a moment ago: a page that is opened again need not take the writers' turn.
      if (isSaid && known.until_at > new Date(clock.now().getTime() + forMs / 2).toISOString()) return;
      await database.write(async (trx) => {
        const now = clock.now();
        const at = now.toISOString();
        await trx.deleteFrom("comment_presence").where("until_at", "<=", at).execute();
        const held = await trx
          .selectFrom("comment_presence")
          .selectAll()
          .where("comment_id", "=", commentId)
          .where("person", "=", person)
          .executeTakeFirst();
        // Who writes looks as well: only silence ends it.
        if (held?.doing === "writing" && doing === "looking") return;
        const said = {
          doing,
          since_at: held?.doing === doing ? held.since_at : at,
          until_at: new Date(now.getTime() + forMs).toISOString(),
        };
        await trx
          .insertInto("comment_presence")
          .values({ comment_id: commentId, person, account_id: accountId, ...said })
          .onConflict((conflict) => conflict.columns(["comment_id", "person"]).doUpdateSet(said))
          .execute();
      }, "process");
    },

    async leave(commentId, person) {
      await database.write(
        (trx) =>
          trx.deleteFrom("comment_presence").where("comment_id", "=", commentId).where("person", "=", person).execute(),
        "process",
      );
    },

    async present(commentIds, butFor) {
      if (commentIds.length === 0) return [];
      const rows = await queries
        .selectFrom("comment_presence")
        .selectAll()
        .where("comment_id", "in", [...commentIds])
        .where("person", "<>", butFor)
        .where("until_at", ">", clock.now().toISOString())
        .orderBy("doing", "desc")
        .orderBy("since_at")
        .execute();
      return rows.map(({ comment_id, person, doing, since_at }) => ({
        commentId: comment_id,
        person,
        doing: doing === "writing" ? "writing" : "looking",
        since: since_at,
      }));
    },

    async savedReplies(clients) {
      const rows = await queries
        .selectFrom("saved_replies")
        .selectAll()
        .where("client", "in", ["", ...clients])
        .orderBy("name")
        .orderBy("client")
        .execute();
      return rows.map(({ client, name, text, saved_by, saved_at }) => ({
        client,
        name,
        text,
        savedBy: saved_by,
        savedAt: saved_at,
      }));
    },

    async saveReply({ client, name, text, savedBy, savedAt }) {
      const said = { text, saved_by: savedBy, saved_at: toInstant(savedAt) };
      await database.write((trx) =>
        trx
          .insertInto("saved_replies")
          .values({ client, name, ...said })
          .onConflict((conflict) => conflict.columns(["client", "name"]).doUpdateSet(said))
          .execute(),
      );
    },

    async dropReply(client, name) {
      await database.write((trx) =>
        trx.deleteFrom("saved_replies").where("client", "=", client).where("name", "=", name).execute(),
      );
    },

    async catchUp(signal) {
      let made = 0;
      let last: ThreadKey = ["", "", ""];
      while (!signal.aborted) {
        const found = await findWithoutRow(queries, last);
        const end = found.at(-1);
        if (end === undefined) break;
        await database.write((trx) =>
          refreshThreads(
            trx,
            found.map(([, , commentId]) => commentId),
          ),
        );
        made += found.length;
        last = end;
      }
      return made;
    },
  };
}

/** `end`: the last thread a search for a text has looked at, where it has not looked at all. */
async function readPlaces(
  queries: Kysely<Schema>,
  query: ThreadQuery,
): Promise<{ readonly found: readonly ThreadRow[]; readonly end?: ThreadRow | undefined }> {
  if (query.contains === undefined) return { found: (await toPageSql(query).execute(queries)).rows };
  const { rows } = await toSearchSql(query, query.contains).execute(queries);
  return { found: rows.filter(({ is_end }) => is_end === 0), end: rows.find(({ is_end }) => is_end === 1) };
}

async function readThreadRows(queries: Kysely<Schema>, ids: readonly string[]): Promise<readonly InboxThread[]> {
  if (ids.length === 0) return [];
  const rows = await queries
    .selectFrom("comment_threads as t")
    .innerJoin("comments as c", "c.comment_id", "t.comment_id")
    .selectAll("c")
    .select([
      "t.state",
      "t.replies",
      "t.script",
      "t.done_at",
      "t.done_by",
      "t.assigned_to",
      "t.assigned_at",
      "t.assigned_by",
    ])
    .where("t.comment_id", "in", [...ids])
    .execute();
  const byId = new Map(rows.map((row) => [row.comment_id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const { state, replies, script, done_at, done_by, assigned_to, assigned_at, assigned_by } = row;
    return [
      {
        top: fromRow("comments", row),
        state: state as ThreadState,
        replies: Number(replies),
        script: (script ?? undefined) as ScriptName | undefined,
        done: done_at === null ? undefined : { at: done_at, by: done_by ?? "" },
        assigned: assigned_to === null ? undefined : { to: assigned_to, at: assigned_at ?? "", by: assigned_by ?? "" },
      },
    ];
  });
}

/** What a person said of a thread stands in the log beside what was done on Instagram. */
async function note(trx: WriteTransaction, { thread, connection, by, at }: Marking, kind: NoteKind, text?: string) {
  const { commentId, accountId, mediaId, text: textBefore, username: author } = thread;
  const place = { connection, accountId, mediaId, commentId, textBefore, author };
  const when = { requestedAt: at, dueAt: at, state: "done" as const };
  await insertAction(trx, { ...place, ...when, kind, text, reason: undefined, osUser: by }, 0);
}

type ThreadKey = readonly [accountId: string, createdAt: string, commentId: string];

/** Account by account: what tells an account's own comments is then read for few at a time. */
async function findWithoutRow(queries: Kysely<Schema>, after: ThreadKey): Promise<readonly ThreadKey[]> {
  const { rows } = await sql<{ account_id: string; created_at: string; comment_id: string }>`
    select c.account_id, c.created_at, c.comment_id from comments as c
    where (c.account_id, c.created_at, c.comment_id) > (${sql.join([...after])})
      and c.parent_id is null and c.deleted_at is null
      and not exists (select 1 from comment_threads as t where t.comment_id = c.comment_id)
    order by c.account_id, c.created_at, c.comment_id limit ${CAUGHT_UP_AT_A_TIME}
  `.execute(queries);
  return rows.map(({ account_id, created_at, comment_id }) => [account_id, created_at, comment_id]);
}

function toPlace(row: ThreadRow): ThreadPlace {
  return { createdAt: row.created_at, commentId: row.comment_id };
}
