import { addDays, type Day, type DaySpan, listDays } from "../../../dataset/index.ts";
import { rateOf } from "../../figures/index.ts";
import { listKpis } from "../../kpis/index.ts";
import { summariseCoverage } from "../coverage.ts";
import type { Facts } from "../facts.ts";
import { listFindings } from "../findings.ts";
import type { Block, Finding, Section } from "../model.ts";
import { findUnderWayEnd } from "../under-way.ts";
import { toTile } from "./tile.ts";

/** More Pages than these are counted; A1 names them all. */
const NAMED_PAGES = 3;

/** The first page: tiles over all accounts, findings, notes, and what to distrust. */
export function buildSummary(facts: Facts): Section {
  const text = facts.write.words.summary;
  const { weeks, frame, write, notes } = facts;
  const ownWords: readonly Block[] = notes === "" ? [] : [{ kind: "markdown", title: text.notes, source: notes }];
  return {
    id: "summary",
    title: text.title,
    lead: text.lead(write.plural(weeks.length, "account"), write.span(frame.span)),
    blocks: [
      { kind: "tiles", tiles: listKpis("summary").map((kpi) => toTile(kpi, weeks, "all", facts)) },
      { kind: "findings", title: text.findings, findings: listFindings(facts) },
      ...ownWords,
      { kind: "findings", title: text.distrust, findings: listDoubts(facts) },
    ],
  };
}

function listDoubts(facts: Facts): readonly Finding[] {
  const text = facts.write.words.summary;
  const { weeks, coverage, missing, frame, write } = facts;
  const warn = (sentence: string, target: string): Finding => ({ tone: "warning", text: sentence, target });
  if (weeks.length === 0) return [warn(text.empty, "a1")];
  const doubts: Finding[] = [];
  const young = listDays(frame.span).filter((_, index) =>
    coverage.some(({ days }) => days[index]?.state === "provisional"),
  );
  if (young.length > 0) doubts.push(warn(text.provisional(toRuns(young).map(write.span).join(", ")), "a1"));
  const { to } = frame.span;
  const endsAt = findUnderWayEnd(weeks, frame.span);
  if (endsAt !== undefined) doubts.push(warn(text.underWay(write.span({ from: to, to }), write.instant(endsAt)), "a1"));
  if (coverage.some(({ state }) => state !== "complete")) {
    doubts.push(warn(text.gaps(summariseCoverage(coverage, write).sentence), "a1"));
  }
  const { leftOut } = rateOf(
    weeks.flatMap(({ current }) => current.posts),
    null,
  );
  if (leftOut > 0) doubts.push(warn(text.leftOut(write.plural(leftOut, "post")), "a2"));
  const gone = weeks.filter(({ isListed }) => !isListed);
  if (gone.length > 0) doubts.push(warn(text.gone(write.plural(gone.length, "account"), nameGone(gone)), "a1"));
  if (missing.length > 0) doubts.push(warn(text.missing(nameMissing(facts)), "a1"));
  return doubts.length > 0 ? doubts : [{ tone: "plain", text: text.trusted }];
}

/** The day each was last read stands on its page; here the first few are named. */
function nameGone(gone: Facts["weeks"]): string {
  const names = gone.slice(0, NAMED_PAGES).map(({ label }) => label);
  return names.join(", ") + (gone.length > names.length ? ", …" : "");
}

/** Days in a row as spans. */
function toRuns(days: readonly Day[]): readonly DaySpan[] {
  const runs: DaySpan[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) runs[runs.length - 1] = { from: last.from, to: day };
    else runs.push({ from: day, to: day });
  }
  return runs;
}

function nameMissing({ missing, write }: Facts): string {
  const { reasons, wholeConnection } = write.words.quality;
  if (missing.length > NAMED_PAGES) return write.plural(missing.length, "unreadable");
  return missing
    .map((one) => `${one.pageName ?? one.pageId ?? `${wholeConnection} ${one.connection}`} (${reasons[one.reason]})`)
    .join(", ");
}
