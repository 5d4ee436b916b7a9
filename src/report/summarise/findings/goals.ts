// Goals that the present pace misses.
import { isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Goal } from "../figures/goals.ts";
import { tellStanding } from "../pages/goals.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Candidate, quote, weigh } from "./candidate.ts";

const BEHIND_UNUSUAL = 1.5;

/** Goals by a day that the period's pace would miss, each with the pace it needs. */
export function findGoalsBehind(data: Pick<PageData, "goals" | "receipts" | "write">): readonly Candidate[] {
  const { goals, write } = data;
  const text = write.words.findings;
  return goals.filter(isBehind).flatMap((goal) => {
    const { actual, id, key, owner, scope, share = 0 } = goal;
    if (!isHeld(actual)) return [];
    const isRate = findKpi(id).unit === "percent";
    const tell = isRate ? write.percent : write.count;
    return [
      {
        about: `goal/${key}`,
        weight: weigh(BEHIND_UNUSUAL, 1),
        finding: {
          tone: "warning" as const,
          text: text.goal(scope, write.kpi(id).name, tell(actual.value), tell(goal.target), write.shareBelow(share)),
          next: tellStanding(goal, write),
          target: "goals",
          receipts: quote(data, owner, [actual]),
        },
      },
    ];
  });
}

function isBehind({ actual, target, periodsLeft, pace }: Goal): boolean {
  if (!isHeld(actual) || pace === undefined || periodsLeft === undefined) return false;
  return actual.value < target && actual.value + pace * periodsLeft < target;
}
