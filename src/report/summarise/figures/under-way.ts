// A period read before its last day was over in Meta's zone holds figures of a day under way: that is said.
import { type DaySpan, isOver, toEndOfSpan } from "../../../dataset/index.ts";
import { type AccountWeek, isHeld, readDay, readTotal } from "../../figures/index.ts";

/** When the period's last day ends, UTC ISO 8601, where figures of it are held that were read before. */
export function findUnderWayEnd(weeks: readonly AccountWeek[], span: DaySpan): string | undefined {
  const figures = weeks.flatMap(({ current }) => [
    readTotal(current, "reach"),
    readTotal(current, "views"),
    readDay(current, "reach", span.to),
  ]);
  const isEarly = figures.filter(isHeld).some(({ takenAt }) => takenAt !== null && !isOver(span.to, new Date(takenAt)));
  return isEarly ? toEndOfSpan(span).toISOString() : undefined;
}
