// What a reader of the first page has to know of its figures, in two lines: what is not final, what is missing.
import { addDays, type Day, type DaySpan, listDays } from "../../../dataset/index.ts";
import { rateOf } from "../../figures/index.ts";
import type { Block } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

/** More are counted; A1 names them all. */
const NAMED_MOST = 3;

export function toCaveats(data: Pick<PageData, "coverage" | "frame" | "missing" | "weeks" | "write">): Block {
  const text = data.write.words.summary;
  return {
    kind: "caveats",
    entries: [
      { term: text.notFinal, text: tellNotFinal(data) },
      { term: text.missingTitle, text: tellMissing(data) },
    ],
  };
}

function tellNotFinal({ coverage, frame, write }: Pick<PageData, "coverage" | "frame" | "write">): string {
  const text = write.words.summary;
  const young = listYoungDays({ coverage, frame });
  return young.length === 0 ? text.nothing : text.mayGrow(toRuns(young).map(write.span).join(", "));
}

/** Days some account's figures of which were younger than 48 hours when they were read. */
export function listYoungDays({ coverage, frame }: Pick<PageData, "coverage" | "frame">): readonly Day[] {
  return listDays(frame.span).filter((_, index) => coverage.some(({ days }) => days[index]?.state === "provisional"));
}

function tellMissing({
  weeks,
  coverage,
  missing,
  write,
}: Pick<PageData, "coverage" | "missing" | "weeks" | "write">): string {
  const text = write.words.summary;
  const none = weeks.filter((_, at) => coverage[at]?.state === "missing").map(({ label }) => label);
  const pages = missing.map(({ pageName, pageId, connection }) => pageName ?? pageId ?? connection);
  const { leftOut } = rateOf(
    weeks.flatMap(({ current }) => current.posts),
    null,
  );
  const parts = [
    ...(none.length === 0 ? [] : [text.noFigures(nameSome(none))]),
    ...(pages.length === 0 ? [] : [text.notLinked(nameSome(pages))]),
    ...(leftOut === 0 ? [] : [text.postsWithout(write.plural(leftOut, "post"))]),
  ];
  return parts.length === 0 ? text.nothing : parts.join("; ");
}

function nameSome(names: readonly string[]): string {
  return names.slice(0, NAMED_MOST).join(", ") + (names.length > NAMED_MOST ? ", …" : "");
}

/** Days in a row as spans. */
export function toRuns(days: readonly Day[]): readonly DaySpan[] {
  const runs: DaySpan[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) runs[runs.length - 1] = { from: last.from, to: day };
    else runs.push({ from: day, to: day });
  }
  return runs;
}
