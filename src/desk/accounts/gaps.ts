// What is missing, in words: gaps of one figure, reason and answer told together, however many posts or days they are of.
import { type DaySpan, type GapReason, type GapRecord, laterDay } from "../../dataset/index.ts";
import { toMetricName } from "../../report/index.ts";
import type { Writer } from "../../report/summarise/index.ts";

export interface GapView {
  /** "Total interactions of 3 posts, 16 to 22 Nov 2026". */
  readonly what: string;
  readonly why: string;
  /** In Meta's words or ours; "" where there are none. */
  readonly words: string;
  /** When it was last seen, UTC ISO. */
  readonly seenAt: string;
}

/** Reasons that lie with the account and not with the figure. */
const OF_ACCOUNT: readonly GapReason[] = ["not-permitted", "token-unusable"];

/** Of these days. Those that are of most figures first; gaps nobody asked to fill are left out. */
export function toGapViews(gaps: readonly GapRecord[], span: DaySpan, write: Writer): readonly GapView[] {
  const told = gaps.filter(({ reason }) => reason !== "not-asked");
  const groups = Map.groupBy(told, (gap) =>
    JSON.stringify([
      OF_ACCOUNT.includes(gap.reason) ? "" : (gap.metric ?? ""),
      gap.reason,
      gap.code ?? "",
      gap.message,
    ]),
  );
  return [...groups.values()].toSorted((a, b) => b.length - a.length).flatMap((group) => toGapView(group, span, write));
}

function toGapView(group: readonly GapRecord[], span: DaySpan, write: Writer): readonly GapView[] {
  const [gap] = group;
  if (gap === undefined) return [];
  const metrics = [
    ...new Set(group.map(({ metric }) => (metric === undefined ? "Everything" : nameOf(metric, write)))),
  ];
  const posts = new Set(group.flatMap(({ mediaId }) => mediaId ?? [])).size;
  const days = group.flatMap(({ fromDay, toDay }) => (fromDay === undefined ? [] : [fromDay, toDay ?? fromDay])).sort();
  const [first] = days;
  const last = days.at(-1);
  const figure = metrics.length === 1 ? (metrics[0] ?? "") : write.plural(metrics.length, "figure");
  return [
    {
      what: [
        posts === 0 ? figure : `${figure} of ${write.plural(posts, "post")}`,
        first === undefined || last === undefined ? "" : write.span(clip({ from: first, to: last }, span)),
      ]
        .filter(Boolean)
        .join(", "),
      why: write.reason({ code: gap.reason }),
      words: write.note(gap),
      seenAt:
        group
          .map(({ seenAt }) => seenAt)
          .toSorted()
          .at(-1) ?? "",
    },
  ];
}

/** A gap may go on beyond the days that are looked at. */
function clip({ from, to }: DaySpan, within: DaySpan): DaySpan {
  return { from: laterDay(from, within.from), to: to > within.to ? within.to : to };
}

function nameOf(metric: string, { locale }: Writer): string {
  return toMetricName(metric, locale);
}
