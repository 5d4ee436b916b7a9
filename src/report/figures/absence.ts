// Why a value is not there: the one place that turns gaps into reasons.
import type { DaySpan, GapRecord } from "../../dataset/index.ts";
import { type AbsentFigure, absent } from "./figure.ts";
import type { PlainReason } from "./reason.ts";

/** Kinds of question, as the second part of a gap's subject names them ("17841…/series/2026-11-16..2026-11-22/"). */
export type QuestionKind = "profile" | "series" | "totals" | "media" | "media-insights" | "stories" | "audience";
const KINDS: readonly string[] = ["profile", "series", "totals", "media", "stories", "audience"];

export interface Sought {
  readonly kind: QuestionKind;
  readonly metric?: string;
  readonly mediaId?: string;
  readonly span?: DaySpan;
  /** Of a total: "" or absent for the undivided one. */
  readonly breakdown?: string;
}

/** The absence of a value, explained by the closest of the account's gaps; "not-collected" when none touches it. */
export function explainAbsence(gaps: readonly GapRecord[], sought: Sought): AbsentFigure {
  const gap = findGap(gaps, sought);
  return absent(gap?.reason ?? "not-collected");
}

/** The same with a reason that is nearer. */
export function explainNearer(gaps: readonly GapRecord[], sought: Sought, because: PlainReason): AbsentFigure {
  return { ...absent(because), behind: findGap(gaps, sought)?.reason };
}

export function findGap(gaps: readonly GapRecord[], sought: Sought): GapRecord | undefined {
  return gaps
    .filter((gap) => concerns(gap, sought))
    .sort(
      (a, b) => closeness(b, sought) - closeness(a, sought) || order(b.seenAt, a.seenAt) || order(a.subject, b.subject),
    )
    .at(0);
}

function concerns(gap: GapRecord, sought: Sought): boolean {
  if (gap.metric !== undefined && gap.metric !== sought.metric) return false;
  if (gap.mediaId !== undefined && gap.mediaId !== sought.mediaId) return false;
  const [, asked = "", , breakdown = ""] = gap.subject.split("/");
  // Figures of posts and stories are nested in their listings: what the listing lost, they lost.
  const kinds: readonly string[] = sought.kind === "media-insights" ? ["media", "stories"] : [sought.kind];
  if (gap.mediaId === undefined && KINDS.includes(asked) && !kinds.includes(asked)) return false;
  // A breakdown is a question of its own: refused, it takes nothing from the whole.
  if (sought.kind === "totals" && asked === "totals" && breakdown !== (sought.breakdown ?? "")) return false;
  return touches(gap, sought);
}

function touches({ fromDay, toDay }: GapRecord, { kind, span }: Sought): boolean {
  if (span === undefined || fromDay === undefined || toDay === undefined) return true;
  // A lost one-day total does not explain a lost week: they were different questions.
  if (kind === "totals" && fromDay === toDay && span.from !== span.to) return false;
  return fromDay <= span.to && toDay >= span.from;
}

function closeness(gap: GapRecord, { metric, mediaId, span }: Sought): number {
  const ofMedia = mediaId !== undefined && gap.mediaId === mediaId ? 4 : 0;
  const ofMetric = metric !== undefined && gap.metric === metric ? 2 : 0;
  const ofWindow = span !== undefined && gap.fromDay === span.from && gap.toDay === span.to ? 1 : 0;
  return ofMedia + ofMetric + ofWindow;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
