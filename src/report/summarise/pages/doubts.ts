// What to distrust, in the operator's words: each doubt a sentence, with the page that tells more.
import { rateOf } from "../../figures/index.ts";
import { summariseCoverage } from "../figures/coverage.ts";
import { findUnderWayEnd } from "../figures/under-way.ts";
import type { Finding } from "../model/model.ts";
import { listYoungDays, toRuns } from "./caveats.ts";
import type { PageData } from "./page-data.ts";

/** More Pages than these are counted; A1 names them all. */
const NAMED_PAGES = 3;

export function listDoubts(data: PageData): readonly Finding[] {
  const text = data.write.words.summary;
  const { weeks, coverage, missing, frame, write } = data;
  const warn = (sentence: string, target: string): Finding => ({ tone: "warning", text: sentence, target });
  if (weeks.length === 0) return [warn(text.empty, "a1")];
  const doubts: Finding[] = [];
  const young = listYoungDays(data);
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
  if (missing.length > 0) doubts.push(warn(text.missing(nameMissing(data)), "a1"));
  return doubts.length > 0 ? doubts : [{ tone: "plain", text: text.trusted }];
}

/** The day each was last read stands on its page; here the first few are named. */
function nameGone(gone: PageData["weeks"]): string {
  const names = gone.slice(0, NAMED_PAGES).map(({ label }) => label);
  return names.join(", ") + (gone.length > names.length ? ", …" : "");
}

function nameMissing({ missing, write }: Pick<PageData, "missing" | "write">): string {
  const { reasons, wholeConnection } = write.words.quality;
  if (missing.length > NAMED_PAGES) return write.plural(missing.length, "unreadable");
  return missing
    .map((one) => `${one.pageName ?? one.pageId ?? `${wholeConnection} ${one.connection}`} (${reasons[one.reason]})`)
    .join(", ");
}
