// Mail and schedule: what was sent to whom, what still waits, and which slots have had their run. The first shape's
// `deliveries` was never written to, so it is replaced instead of altered.
import { type CreateTableBuilder, sql } from "kysely";
import type { ColumnTypes } from "../database.ts";
import type { MigratedDatabase } from "./migration.ts";

type Kind = "text" | "integer" | "real" | "blob";

/** A trailing "?" marks a column that may be null. */
type Columns = Readonly<Record<string, Kind | `${Kind}?`>>;

interface TableShape {
  readonly columns: Columns;
  readonly key: readonly string[];
  /** Rows too large to live in an index. */
  readonly isLarge?: true;
}

const TABLES: Readonly<Record<string, TableShape>> = {
  deliveries: {
    columns: {
      delivery_id: "text",
      report_id: "text",
      recipient: "text",
      state: "text",
      message: "text?",
      updated_at: "text",
      kind: "text",
      edition: "text",
      cut: "text",
      period_from: "text",
      period_to: "text",
      round: "integer",
      message_id: "text",
      code: "text?",
      tries: "integer",
      queued_at: "text",
      next_at: "text?",
      sent_at: "text?",
      letter_id: "text",
      is_light: "integer",
      body_given: "integer",
      holder: "text",
      heartbeat_at: "text",
    },
    key: ["delivery_id"],
  },
  letters: {
    columns: {
      letter_id: "text",
      subject: "text",
      html: "text",
      plain: "text",
      light_html: "text",
      light_plain: "text",
      made_at: "text",
    },
    key: ["letter_id"],
    isLarge: true,
  },
  letter_files: {
    columns: { letter_id: "text", position: "integer", name: "text", media_type: "text", bytes: "blob" },
    key: ["letter_id", "position"],
    isLarge: true,
  },
  schedule_slots: {
    columns: {
      slot_at: "text",
      job: "text",
      state: "text",
      period_from: "text?",
      period_to: "text?",
      started_at: "text?",
      finished_at: "text?",
      outcome: "text?",
      message: "text?",
    },
    key: ["job", "slot_at"],
  },
  leases: {
    columns: { name: "text", holder: "text", heartbeat_at: "text" },
    key: ["name"],
  },
};

export async function createOutboxTables(db: MigratedDatabase, types: ColumnTypes): Promise<void> {
  await db.schema.dropTable("deliveries").execute();
  const kinds = { text: types.text, integer: sql`bigint`, real: sql`double precision`, blob: types.blob };
  for (const [name, { columns, key, isLarge }] of Object.entries(TABLES)) {
    let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
    for (const [column, kind] of Object.entries(columns)) {
      const [plain, mayBeNull] = kind.endsWith("?") ? [kind.slice(0, -1) as Kind, true] : [kind as Kind, false];
      table = table.addColumn(column, sql`${kinds[plain]}`, (built) => (mayBeNull ? built : built.notNull()));
    }
    table = table.addPrimaryKeyConstraint(`${name}_key`, [...key]);
    if (types.keyedTable !== undefined && isLarge !== true) table = table.modifyEnd(sql`${types.keyedTable}`);
    await table.execute();
  }
  // Each edition at most once to a recipient, whoever races to queue it.
  await db.schema.createIndex("deliveries_once").unique().on("deliveries").columns(["edition", "recipient"]).execute();
  await db.schema.createIndex("deliveries_by_state").on("deliveries").columns(["state", "next_at"]).execute();
}
