// Who did what at the desk: a line before it is done, and its end.
import { randomUUID } from "node:crypto";
import type { Clock } from "../shared/index.ts";
import type { Database } from "./database.ts";
import { toInstant } from "./rows.ts";

export interface DeskEntry {
  readonly entryId: string;
  readonly at: string;
  readonly person: string;
  /** The route's name: "report-release". */
  readonly action: string;
  /** What was asked for, as JSON; absent once it was forgotten. */
  readonly about?: string | undefined;
  /** `begun` and nothing more: the desk ended before it was over. */
  readonly outcome: "begun" | "done" | "refused";
  readonly message?: string | undefined;
}

export interface DeskLog {
  /** Before anything is done. Gives the line's id. */
  begin(entry: Pick<DeskEntry, "person" | "action"> & { readonly about: unknown }): Promise<string>;
  end(entryId: string, outcome: "done" | "refused", message?: string): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<readonly DeskEntry[]>;
}

/** A form may be long; the log is no archive of it. */
const ABOUT_MOST = 2_000;

export function createDeskLog({ queries, write }: Database, clock: Pick<Clock, "now">): DeskLog {
  return {
    async begin({ person, action, about }) {
      const row = {
        entry_id: randomUUID(),
        at: toInstant(clock.now()),
        person,
        action,
        about: JSON.stringify(about ?? null).slice(0, ABOUT_MOST),
        outcome: "begun",
        message: null,
      };
      await write((trx) => trx.insertInto("desk_log").values(row).execute());
      return row.entry_id;
    },

    async end(entryId, outcome, message) {
      await write((trx) =>
        trx
          .updateTable("desk_log")
          .set({ outcome, message: message ?? null })
          .where("entry_id", "=", entryId)
          .execute(),
      );
    },

    async list(limit) {
      const rows = await queries
        .selectFrom("desk_log")
        .selectAll()
        .orderBy("at", "desc")
        .orderBy("entry_id", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ entry_id, about, message, outcome, ...row }) => ({
        ...row,
        entryId: entry_id,
        about: about ?? undefined,
        outcome: outcome as DeskEntry["outcome"],
        message: message ?? undefined,
      }));
    },
  };
}
