// Ways to an account's own comments: by its name, and by what was written through Gazette.
import type { MigratedDatabase } from "./index.ts";

export async function createOwnCommentIndexes(db: MigratedDatabase): Promise<void> {
  await db.schema.createIndex("comments_by_writer").on("comments").columns(["account_id", "username"]).execute();
  await db.schema
    .createIndex("comment_actions_by_account")
    .on("comment_actions")
    .columns(["account_id", "kind"])
    .execute();
}
