// Runs with their calls and gaps, and what they taught.
import type { Table } from "./table.ts";

export const RUN_TABLES = {
  gaps: {
    columns: {
      account_id: "text",
      media_id: "blank",
      metric: "blank",
      from_day: "blank",
      to_day: "blank",
      reason: "text",
      code: "text?",
      message: "text",
      subject: "text",
      seen_at: "moment",
    },
    own: { note: "note?" },
    key: ["subject", "account_id", "media_id", "metric", "from_day", "to_day"],
    stamp: "seen_at",
    indexes: { gaps_by_moment: ["seen_at"], gaps_by_account: ["account_id", "from_day"] },
    export: {},
  },
  lessons: {
    columns: { connection: "text", topic: "text", finding: "text", message: "text", learnt_at: "moment" },
    key: ["connection", "topic"],
    stamp: "learnt_at",
  },
  runs: {
    columns: {
      run_id: "text",
      kind: "text",
      from_day: "text",
      to_day: "text",
      state: "text",
      started_at: "moment",
      ended_at: "moment?",
      accounts: "integer",
      calls: "integer",
      gaps: "integer",
      message: "text?",
      scope: "text",
    },
    own: {
      plan: "text",
      /** Who is at work on it; '' when nobody is. */
      holder: "text",
      heartbeat_at: "moment",
    },
    key: ["run_id"],
    indexes: { runs_by_start: ["started_at"] },
    export: {},
  },
  run_progress: {
    columns: { run_id: "text", call_key: "text", done: "flag", resume: "text?", kept_at: "moment" },
    key: ["run_id", "call_key"],
  },
  run_connections: {
    columns: {
      run_id: "text",
      connection: "text",
      /** Which accounts and questions the run was about: rows of one scope can be compared. */
      scope: "text",
      asked: "integer",
      answered: "integer",
      came: "integer",
      lost: "integer",
      /** Account ids. */
      refused: "list",
      failure: "text?",
    },
    key: ["run_id", "connection"],
  },
  troubles: {
    columns: {
      trouble_id: "text",
      kind: "text",
      connection: "text",
      message: "text",
      since: "moment",
      over_at: "moment?",
      is_told: "flag",
    },
    key: ["trouble_id"],
  },
  calls: {
    columns: {
      call_id: "text",
      connection: "text",
      pool: "text",
      path: "text",
      cost: "integer",
      reserved_at: "moment",
      answered_at: "moment?",
      http_status: "integer?",
      code: "text?",
      used_percent: "real?",
      run_id: "text?",
      kept: "flag",
    },
    /** From when the entry counts against the hour, in the ledger's own time (`LedgerTime`). */
    own: { counted_at: "moment" },
    key: ["call_id"],
    monthly: "reserved_at",
    indexes: {
      // With what the hour is summed up by, before every call and on every page of the desk.
      calls_by_hour: ["connection", "pool", "counted_at", "cost", "run_id", "code"],
      calls_by_path: ["path", "reserved_at"],
      calls_by_run: ["run_id"],
      calls_by_moment: ["reserved_at"],
    },
    export: {},
  },
  call_pauses: {
    columns: {
      connection: "text",
      pool: "text",
      /** '' where it is the connection's. */
      account_id: "text",
      since_at: "moment",
      until_at: "moment",
      why: "text",
    },
    key: ["connection", "pool", "account_id"],
  },
  boot_times: { columns: { boot: "text", elapsed_ms: "integer", at: "moment" }, key: ["boot"] },
  leases: {
    columns: {
      name: "text",
      /** Who has it; '' when nobody does. */
      holder: "text",
      heartbeat_at: "moment",
    },
    key: ["name"],
  },
  name_matches: { columns: { config_key: "text", name: "text", account_ids: "text" }, key: ["config_key", "name"] },
} as const satisfies Readonly<Record<string, Table>>;
