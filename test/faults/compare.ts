// What a disturbed dataset lacks against the clean one, and whether each hole is a gap.
import type { Dataset } from "./fault-house.ts";

type Row = Readonly<Record<string, unknown>>;

export interface Difference {
  /** Rows of the clean run that are not there, gaps left out. */
  readonly lost: readonly string[];
  /** Rows the clean run has not, gaps left out: figures out of nowhere. */
  readonly invented: readonly string[];
  readonly newGaps: readonly Row[];
  /** Lost rows no gap accounts for. */
  readonly holes: readonly string[];
}

/** One account's rows against the clean ones. */
export function compareAccount(clean: Dataset, wild: Dataset, accountId: string): Difference {
  const before = clean.get(accountId) ?? [];
  const after = wild.get(accountId) ?? [];
  const [was, is] = [new Set(before), new Set(after)];
  const lost = before.filter((row) => !isGap(row) && !is.has(row));
  const gaps = after.filter(isGap).map(toRow);
  return {
    lost,
    invented: after.filter((row) => !isGap(row) && !was.has(row)),
    newGaps: after.filter((row) => isGap(row) && !was.has(row)).map(toRow),
    holes: lost.filter((row) => !isFree(row) && !gaps.some((gap) => covers(gap, row))),
  };
}

/** Asked only where an alias makes it free, and given up without a word where it is not: plan/forms.ts. */
export function isFree(text: string): boolean {
  const { metric, from_day, to_day, subject, reason } = toRow(text);
  // What a form does not ask another may.
  if (isGap(text) && reason === "not-asked") return true;
  if (isGap(text)) return from_day === to_day && /\/totals\//.test(String(subject));
  if (text.startsWith("account_days ")) return metric !== "reach" && metric !== "follower_count";
  return text.startsWith("media_insights ") && metric === "navigation";
}

const isGap = (text: string): boolean => text.startsWith("gaps ");
const toRow = (text: string): Row => JSON.parse(text.slice(text.indexOf(" ") + 1)) as Row;

/** Whether a reader who looks for this row meets this gap: the same thing, or the question it would have come with. */
function covers(gap: Row, text: string): boolean {
  // An account that is refused as a whole is one gap about all of it.
  if (/^\d+\/account$/.test(String(gap.subject))) return true;
  const row = toRow(text);
  const isSameMetric = gap.metric === row.metric || gap.metric === null;
  switch (text.slice(0, text.indexOf(" "))) {
    case "account_days":
      return isSameMetric && String(gap.from_day) <= String(row.day) && String(row.day) <= String(gap.to_day);
    case "account_totals":
      return isSameMetric && gap.from_day === row.from_day && gap.to_day === row.to_day;
    case "media_insights":
      return gap.media_id === row.media_id ? isSameMetric : isAboutListing(gap) && isSameMetric;
    case "media":
      return isAboutListing(gap);
    case "audience":
      return /\/audience\//.test(String(gap.subject));
    default:
      return /\/profile\b/.test(String(gap.subject));
  }
}

const isAboutListing = (gap: Row): boolean => /\/(media|stories)\b/.test(String(gap.subject)) && gap.media_id === null;
