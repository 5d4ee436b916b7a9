// Days the author has something to say of: marks on the charts of those they are about, with their words below.
import { type AccountRecord, type Day, type DaySpan, isNamed } from "../../../dataset/index.ts";
import type { Chart } from "../model/model.ts";
import type { Annotation } from "../model/report-options.ts";
import type { Writer } from "../model/writer.ts";

/** One that is about an account of the report. */
export interface KnownAnnotation {
  readonly day: Day;
  readonly text: string;
  /** Those it is about. */
  readonly accountIds: ReadonlySet<string>;
}

/** Oldest first; one about nobody of these accounts is not known of. */
export function chooseAnnotations(
  annotations: readonly Annotation[],
  accounts: readonly AccountRecord[],
): readonly KnownAnnotation[] {
  return annotations
    .map(({ date, text, accounts: names }) => {
      const meant = accounts.filter((account) => names === undefined || isNamed(names, account));
      return { day: date, text: toLine(text), accountIds: new Set(meant.map(({ accountId }) => accountId)) };
    })
    .filter(({ accountIds }) => accountIds.size > 0)
    .toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
}

export interface Marked {
  /** For the chart; nothing where no day of it is marked. */
  readonly chart: Pick<Chart, "annotations">;
  /** What the marks stand for, for the note and the alternative text. */
  readonly sentence: string | undefined;
}

/** The annotations about one of the accounts on a day of the spans, numbered; a chart has one label a span. */
export function markChart(
  annotations: readonly KnownAnnotation[],
  accountIds: readonly string[],
  spans: readonly DaySpan[],
  write: Writer,
): Marked {
  const text = write.words.annotations;
  const drawn = annotations
    .filter((one) => accountIds.some((id) => one.accountIds.has(id)))
    .map((one) => ({ ...one, at: spans.findIndex(({ from, to }) => one.day >= from && one.day <= to) }))
    .filter(({ at }) => at >= 0)
    .map((one, index) => ({ ...one, number: write.count(index + 1) }));
  if (drawn.length === 0) return { chart: {}, sentence: undefined };
  const bySpan = Map.groupBy(drawn, ({ at }) => at);
  return {
    chart: {
      annotations: [...bySpan].map(([at, same]) => ({ at, label: same.map(({ number }) => number).join(", ") })),
    },
    sentence: text.marked(
      drawn.map(({ number, day, text: words }) => text.entry(number, write.day(day), words)).join("; "),
    ),
  };
}

/** A chart's alternative text with what its marks stand for. */
export function tellWith(alt: string, { sentence }: Marked): string {
  return sentence === undefined ? alt : `${alt} ${sentence}`;
}

/** On one line, without the full stop that ends the whole list. */
function toLine(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.。]+$/, "");
}
