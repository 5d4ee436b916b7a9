// Usage headers are percentages, not counts, and absent is unknown, never 0 (CONTRACT §7).

export interface Usage {
  /** Highest of call count, time and CPU for the app and user; absent when not told. */
  readonly tokenPercent?: number | undefined;
  /** The same for one Instagram account or its business. */
  readonly accountPercent?: number | undefined;
  /** Longest estimate until access returns, MINUTES (CONTRACT §7); a day where more is told. */
  readonly regainMinutes?: number | undefined;
}

/** Nobody is kept away for longer; more is a mistake, and the ledger asks again then. */
const MOST_MINUTES = 24 * 60;
/** Ten times over the limit: what is above says no more, and is no number to reckon with. */
const MOST_PERCENT = 1_000;

/** Reads `X-App-Usage` and `X-Business-Use-Case-Usage`; a header that cannot be read counts as absent. */
export function readUsage(headers: Readonly<Record<string, string | string[] | undefined>>): Usage {
  const app = parseObject(headers["x-app-usage"]);
  const business = parseObject(headers["x-business-use-case-usage"]);
  const entries = Object.values(business ?? {}).flatMap((list) => (Array.isArray(list) ? list : []));
  const regain = entries
    .map((entry) => readNumber(entry, "estimated_time_to_regain_access"))
    .filter((n) => n !== undefined);
  return {
    tokenPercent: app === undefined ? undefined : highestPercent([app]),
    accountPercent: highestPercent(entries),
    regainMinutes: regain.length === 0 ? undefined : Math.min(Math.max(...regain), MOST_MINUTES),
  };
}

function highestPercent(entries: readonly unknown[]): number | undefined {
  const percents = entries
    .flatMap((entry) => ["call_count", "total_time", "total_cputime"].map((key) => readNumber(entry, key)))
    .filter((percent) => percent !== undefined);
  return percents.length === 0 ? undefined : Math.min(Math.max(...percents), MOST_PERCENT);
}

function readNumber(entry: unknown, key: string): number | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const told = (entry as Record<string, unknown>)[key];
  const value = typeof told === "string" && told.trim() !== "" ? Number(told) : told;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function parseObject(header: string | string[] | undefined): Record<string, unknown> | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
