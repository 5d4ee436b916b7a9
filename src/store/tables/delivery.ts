// Reports as they were told, and mail and slots on their way.
import type { Table } from "./table.ts";

export const DELIVERY_TABLES = {
  deliveries: {
    columns: {
      delivery_id: "text",
      report_id: "text",
      recipient: "text",
      state: "text",
      message: "text?",
      updated_at: "moment",
      kind: "text",
      /** What a recipient gets once: period and cut, or what a notice is about. */
      edition: "text",
      cut: "blank",
      period_from: "text",
      period_to: "text",
      /** 1, and one more each time somebody asks to send it again. */
      round: "integer",
      message_id: "text",
      code: "text?",
      tries: "integer",
      queued_at: "moment",
      next_at: "moment?",
      sent_at: "moment?",
      /** Whose report it is, and which of theirs; '' for the nameless client's. */
      client: "text",
      report_key: "text",
    },
    own: {
      letter_id: "text",
      /** 1 once a server found it too big: its files are left out. */
      is_light: "flag",
      /** 1 from the moment the last part of the body may leave. */
      body_given: "flag",
      holder: "text",
      heartbeat_at: "moment",
    },
    key: ["delivery_id"],
    indexes: { deliveries_by_state: ["state", "next_at"], deliveries_by_report: ["report_id"] },
    export: {},
  },
  letters: {
    columns: {
      letter_id: "text",
      subject: "text",
      html: "text",
      plain: "text",
      light_html: "text",
      light_plain: "text",
      made_at: "moment",
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
      slot_at: "moment",
      job: "text",
      state: "text",
      period_from: "text?",
      period_to: "text?",
      started_at: "moment?",
      finished_at: "moment?",
      outcome: "text?",
      message: "text?",
    },
    key: ["job", "slot_at"],
  },
  sealed_reports: {
    columns: {
      report_id: "text",
      cut: "text",
      period_from: "text",
      period_to: "text",
      sealed_at: "moment",
      sha256: "text",
      /** The model's JSON text, packed by gzip. */
      model: "blob",
      client: "text",
      report_key: "text",
      /** "full" or "brief". */
      edition: "text",
      /** Share of its values that were held, 0 to 1; null in one that was sealed before it was noted. */
      coverage: "real?",
    },
    key: ["report_id"],
    indexes: {
      sealed_reports_by_period: ["period_from", "sealed_at"],
      // All that a list shows: a model is megabytes, and in SQLite lies between its row's columns.
      sealed_reports_by_moment: [
        "sealed_at",
        "report_id",
        "client",
        "report_key",
        "cut",
        "period_from",
        "period_to",
        "edition",
        "coverage",
      ],
      sealed_reports_by_owner: ["client", "report_key", "cut", "sealed_at"],
    },
    isLarge: true,
  },
  report_notes: {
    columns: {
      client: "text",
      report_key: "text",
      period_from: "text",
      period_to: "text",
      note: "text",
      noted_at: "moment",
    },
    key: ["client", "report_key", "period_from", "period_to"],
  },
  sealed_pictures: { columns: { sha256: "text", bytes: "blob" }, key: ["sha256"], isLarge: true },
} as const satisfies Readonly<Record<string, Table>>;
