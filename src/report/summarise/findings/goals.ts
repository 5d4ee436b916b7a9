// Goals that the present pace misses.
import { isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Facts } from "../facts.ts";
import { type Goal, listGoals } from "../goals.ts";
import { toGroups } from "../groups.ts";
import { tellStanding } from "../sections/goals.ts";
import { type Candidate, quote, weigh } from "./candidate.ts";

const BEHIND_UNUSUAL = 1.5;

/** Goals by a day that the period's pace would miss, each with the pace it needs. */
export function findGoalsBehind(facts: Facts): readonly Candidate[] {
  const { weeks, frame, write } = facts;
  const text = write.words.findings;
  const whole = weeks.length === 1 ? (weeks[0]?.label ?? text.all) : text.all;
  return listGoals(facts.goals, weeks, toGroups(facts), whole, frame.span)
    .filter(isBehind)
    .flatMap((goal) => {
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
            receipts: quote(facts, owner, [actual]),
          },
        },
      ];
    });
}

function isBehind({ actual, target, periodsLeft, pace }: Goal): boolean {
  if (!isHeld(actual) || pace === undefined || periodsLeft === undefined) return false;
  return actual.value < target && actual.value + pace * periodsLeft < target;
}
