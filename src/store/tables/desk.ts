// The desk's own: links to sealed reports, and what was done at it by whom.
import type { Table } from "./table.ts";

export const DESK_TABLES = {
  share_links: {
    columns: {
      link_id: "text",
      /** SHA-256 of the secret in hex: who reads the store cannot open the link. */
      secret_hash: "text",
      report_id: "text",
      made_by: "text",
      made_at: "moment",
      ends_at: "moment",
      revoked_at: "moment?",
      views: "integer",
      seen_at: "moment?",
    },
    key: ["link_id"],
    indexes: { share_links_by_report: ["report_id", "made_at"], share_links_by_secret: ["secret_hash"] },
  },
  desk_log: {
    columns: {
      entry_id: "text",
      at: "moment",
      person: "text",
      /** The route's name: "report-release". */
      action: "text",
      /** What was asked for, as JSON. */
      about: "text?",
      /** "begun", "done", or "refused". */
      outcome: "text",
      /** Why it was refused. */
      message: "text?",
    },
    key: ["entry_id"],
    indexes: { desk_log_by_time: ["at", "entry_id"] },
  },
} as const satisfies Readonly<Record<string, Table>>;
