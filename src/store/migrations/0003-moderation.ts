// Comments as something one acts on: the log and queue of actions, the archive, and which media were read.
import { type CreateTableBuilder, sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

type Kind = "text" | "integer";

/** A trailing "?" marks a column that may be null. */
type Columns = Readonly<Record<string, Kind | `${Kind}?`>>;

const TABLES: Readonly<Record<string, { readonly columns: Columns; readonly key: readonly string[] }>> = {
  comment_actions: {
    columns: {
      action_id: "text",
      position: "integer",
      kind: "text",
      connection: "text",
      account_id: "text",
      media_id: "text",
      comment_id: "text",
      text: "text?",
      text_before: "text?",
      author: "text?",
      reason: "text?",
      os_user: "text",
      state: "text",
      requested_at: "text",
      due_at: "text",
      holder: "text",
      sent_at: "text?",
      tries: "integer",
      ended_at: "text?",
      result_id: "text?",
      answer: "text?",
      known_ids: "text",
    },
    key: ["action_id"],
  },
  comment_archive: {
    columns: { action_id: "text", comment_id: "text", archived_at: "text", thread: "text" },
    key: ["action_id"],
  },
  comment_walks: {
    columns: {
      media_id: "text",
      account_id: "text",
      walked_at: "text",
      counted: "integer?",
      returned: "integer",
      is_whole: "integer",
      permalink: "text?",
      caption: "text?",
    },
    key: ["media_id"],
  },
};

export async function createModeration(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  const kinds = { text: types.text, integer: sql`bigint` };
  for (const [name, { columns, key }] of Object.entries(TABLES)) {
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const [column, kind] of Object.entries(columns)) {
      const [plain, mayBeNull] = kind.endsWith("?") ? [kind.slice(0, -1) as Kind, true] : [kind as Kind, false];
      table = table.addColumn(column, sql`${kinds[plain]}`, (built) => (mayBeNull ? built : built.notNull()));
    }
    table = table.addPrimaryKeyConstraint(`${name}_key`, [...key]);
    // Threads are large rows, which SQLite advises against in keyed tables.
    if (types.keyedTable !== undefined && name !== "comment_archive") table = table.modifyEnd(sql`${types.keyedTable}`);
    await table.execute();
  }
  await db.schema.alterTable("comments").addColumn("author_id", sql`${types.text}`).execute();
  const indexes = [
    ["comment_actions_by_state", "comment_actions", ["state", "due_at"]],
    ["comment_actions_by_comment", "comment_actions", ["comment_id", "kind"]],
    ["comment_actions_by_request", "comment_actions", ["requested_at", "position"]],
    ["comments_by_account", "comments", ["account_id", "created_at"]],
    ["comment_walks_by_account", "comment_walks", ["account_id"]],
  ] as const;
  for (const [name, table, columns] of indexes) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}
