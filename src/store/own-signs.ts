import type { Kysely } from "kysely";
import type { OwnSigns } from "../dataset/index.ts";
import type { Schema } from "./schema.ts";

/** What is held of how an account's own comments are told; by account, for every one that was asked for. */
export async function readOwnSigns(
  queries: Kysely<Schema>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, OwnSigns>> {
  if (accountIds.length === 0) return new Map();
  const written = await queries
    .selectFrom("comment_actions")
    .select(["account_id", "result_id"])
    .where("account_id", "in", [...accountIds])
    .where("result_id", "is not", null)
    .execute();
  const byName = await queries
    .selectFrom("comments")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.account_id", "=", "comments.account_id")
        .onRef("accounts.username", "=", "comments.username"),
    )
    .select(["comments.account_id", "comments.author_id"])
    .distinct()
    .where("comments.account_id", "in", [...accountIds])
    .where("comments.author_id", "is not", null)
    .execute();
  const byId = await queries
    .selectFrom("comment_actions")
    .innerJoin("comments", "comments.comment_id", "comment_actions.result_id")
    .select(["comments.account_id", "comments.author_id"])
    .distinct()
    .where("comment_actions.account_id", "in", [...accountIds])
    .where("comments.author_id", "is not", null)
    .execute();
  const commentIds = Map.groupBy(written, ({ account_id }) => account_id);
  const authors = Map.groupBy([...byName, ...byId], ({ account_id }) => account_id);
  return new Map(
    accountIds.map((accountId) => [
      accountId,
      {
        authorIds: [...new Set((authors.get(accountId) ?? []).flatMap(({ author_id }) => author_id ?? []))],
        commentIds: new Set((commentIds.get(accountId) ?? []).flatMap(({ result_id }) => result_id ?? [])),
      },
    ]),
  );
}
