// The rows of the inbox, kept with every write of a comment: whether a thread waits for an answer is known before it is asked.
import { sql } from "kysely";
import {
  type CommentRecord,
  foldText,
  guessScript,
  judgeAuthor,
  type OwnSigns,
  waitsForAnswer,
} from "../dataset/index.ts";
import type { WriteTransaction } from "./database.ts";
import { readOwnSigns } from "./own-signs.ts";
import { fromRow } from "./rows.ts";
import { compileOnce, toBulks } from "./statement.ts";

/**
 * - `open`      of somebody else, and the account has not answered
 * - `answered`  a reply is the account's, or may be
 * - `done`      a person said that nothing is left to do
 * - `hidden`    on Instagram only who wrote it sees it
 * - `own`       the account began it
 * - `gone`      deleted, by us or by somebody else
 */
export type ThreadState = "open" | "answered" | "done" | "hidden" | "own" | "gone";

const IDS_A_STEP = 500;
/** A thread with hundreds of replies is found by its first ones. */
const LONGEST_FOLDED = 20_000;

const COMPUTED = [
  "comment_id",
  "account_id",
  "media_id",
  "created_at",
  "state",
  "replies",
  "script",
  "folded",
] as const;

type ThreadRow = Readonly<Record<(typeof COMPUTED)[number], string | number | null>>;

/** Of a comment as it lies there: the id of the thread's top comment. */
export const THREAD_ID = sql<string>`coalesce(parent_id, comment_id)`;

/** Brings the rows of these threads, by the ids of their top comments, to what is held of their comments. */
export async function refreshThreads(trx: WriteTransaction, topIds: Iterable<string>): Promise<void> {
  const all = [...new Set(topIds)];
  for (let start = 0; start < all.length; start += IDS_A_STEP) {
    await refreshStep(trx, all.slice(start, start + IDS_A_STEP));
  }
}

async function refreshStep(trx: WriteTransaction, topIds: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom("comments")
    .selectAll()
    .where(THREAD_ID, "in", [...topIds])
    .execute();
  const accountIds = [...new Set(rows.map(({ account_id }) => account_id))];
  const usernames = new Map(
    accountIds.length === 0
      ? []
      : (
          await trx
            .selectFrom("accounts")
            .select(["account_id", "username"])
            .where("account_id", "in", accountIds)
            .execute()
        ).map(({ account_id, username }) => [account_id, username] as const),
  );
  const signs = await readOwnSigns(trx, accountIds);
  const doneIds = new Set(
    (
      await trx
        .selectFrom("comment_threads")
        .select("comment_id")
        .where("comment_id", "in", [...topIds])
        .where("done_at", "is not", null)
        .execute()
    ).map(({ comment_id }) => comment_id),
  );
  const goneIds = new Set(rows.flatMap(({ comment_id, deleted_at }) => (deleted_at === null ? [] : [comment_id])));
  const records = rows.map((row) => fromRow("comments", row));
  const byTop = Map.groupBy(records, ({ parentId, commentId }) => parentId ?? commentId);
  const threads = topIds.flatMap((topId) => {
    const thread = byTop.get(topId) ?? [];
    const top = thread.find(({ commentId }) => commentId === topId);
    // A reply that was read without what it stands under has its row once that is read, too.
    if (top === undefined) return [];
    const replies = thread.filter((reply) => reply !== top && !goneIds.has(reply.commentId));
    const account = toAccount(top.accountId, usernames.get(top.accountId), signs);
    const state = goneIds.has(topId) ? "gone" : doneIds.has(topId) ? "done" : toState(top, replies, account);
    return [toThreadRow(top, replies, state, account)];
  });
  await upsertThreads(trx, threads);
}

function toAccount(accountId: string, username = "", signs: ReadonlyMap<string, OwnSigns>) {
  return { accountId, username, ...signs.get(accountId) };
}

function toState(
  top: CommentRecord,
  replies: readonly CommentRecord[],
  account: ReturnType<typeof toAccount>,
): ThreadState {
  if (top.hidden === true) return "hidden";
  if (judgeAuthor(top, account) === "own") return "own";
  return waitsForAnswer(top, replies, account) ? "open" : "answered";
}

function toThreadRow(
  top: CommentRecord,
  replies: readonly CommentRecord[],
  state: ThreadState,
  account: ReturnType<typeof toAccount>,
): ThreadRow {
  const all = [top, ...replies];
  // Of the account itself there is a filter; its name would find whatever it has answered.
  const writers = all.filter((one) => judgeAuthor(one, account) !== "own").map(({ username }) => username);
  const names = [...new Set(writers)].flatMap((name) => (name === undefined ? [] : [foldText(`@${name}`)]));
  const texts = all.map(({ text }) => foldText(text));
  return {
    comment_id: top.commentId,
    account_id: top.accountId,
    media_id: top.mediaId,
    created_at: top.createdAt,
    state,
    replies: replies.length,
    script: guessScript(top.text) ?? null,
    folded: `\n${[...names, ...texts].join("\n")}\n`.slice(0, LONGEST_FOLDED),
  };
}

/** What people said of a thread is left as it is. */
async function upsertThreads(trx: WriteTransaction, rows: readonly ThreadRow[]): Promise<void> {
  for (const bulk of toBulks(rows)) {
    const statement = compileOnce(trx, `threads ${bulk.length}`, () => {
      const tuple = sql`(${sql.join(COMPUTED.map(() => sql`${null}`))})`;
      const others = COMPUTED.filter((column) => column !== "comment_id");
      return sql`
        insert into comment_threads (${sql.join(COMPUTED.map((column) => sql.ref(column)))})
        values ${sql.join(Array.from({ length: bulk.length }, () => tuple))}
        on conflict (comment_id) do update
        set ${sql.join(others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}
      `;
    });
    const parameters = bulk.flatMap((row) => COMPUTED.map((column) => row[column]));
    await trx.executeQuery({ ...statement, parameters });
  }
}

/**
 * By which ids an account's own comments are told may change with the comments that were written: what was judged by others
 * is judged anew. Call with the signs from before.
 */
export async function rejudgeThreads(trx: WriteTransaction, before: ReadonlyMap<string, OwnSigns>): Promise<void> {
  const after = await readOwnSigns(trx, [...before.keys()]);
  for (const [accountId, { authorIds }] of after) {
    const known = new Set(before.get(accountId)?.authorIds);
    if (authorIds.length === known.size && authorIds.every((id) => known.has(id))) continue;
    const rows = await trx
      .selectFrom("comment_threads")
      .select("comment_id")
      .where("account_id", "=", accountId)
      .execute();
    await refreshThreads(
      trx,
      rows.map(({ comment_id }) => comment_id),
    );
  }
}
