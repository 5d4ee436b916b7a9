// What tells one report of a client from another: its cadence, its key, its folder.
import type { ClientFile, ClientReportFile } from "./client-schema.ts";
import type { ConfigProblem } from "./config-error.ts";
import { type KeyPath, toDottedKey } from "./key-path.ts";
import type { Cadence } from "./settings.ts";

/** A report and where it stands in the file. */
export interface ReportPlace {
  readonly client: ClientFile;
  readonly entry: ClientReportFile;
  /** Of the client. */
  readonly at: KeyPath;
  /** Of the report; the client's own where it lists none. */
  readonly entryAt: KeyPath;
}

/** Where nothing is said, a report is about a week. */
export function toCadence({ entry, entryAt }: ReportPlace): {
  readonly cadence: Cadence;
  readonly problems: readonly ConfigProblem[];
} {
  const key = toDottedKey(entryAt);
  const days = typeof entry.every === "object" ? entry.every.days : entry.days;
  const problems: ConfigProblem[] = [];
  if (entry.every !== undefined && entry.days !== undefined)
    problems.push({ key: `${key}.days`, problem: "stands beside every; give one of them" });
  if (days !== undefined && entry.cron === undefined)
    problems.push({ key: `${key}.cron`, problem: "is missing: days say how long a report is, not when it is due" });
  if (days !== undefined) return { cadence: { days }, problems };
  return { cadence: { every: typeof entry.every === "string" ? entry.every : "week" }, problems };
}

/** Names the report among its client's: "week", "month-brief", "days-28", or the name it was given. */
export function toReportKey({ name }: ClientReportFile, cadence: Cadence, edition: "full" | "brief"): string {
  if (name !== undefined) return name;
  const every = "days" in cadence ? `days-${cadence.days}` : cadence.every;
  return edition === "brief" ? `${every}-brief` : every;
}

/** A name as a folder bears it; "" when nothing of it is left. */
export function toFolderName(name: string): string {
  return name
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._ &+,'()-]+/gu, "_")
    .replace(/^[. ]+|[. ]+$/g, "")
    .toWellFormed();
}
