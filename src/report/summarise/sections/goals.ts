import { toColumn, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import { isHeld } from "../figure.ts";
import { type Goal, listGoals } from "../goals.ts";
import { toGroups } from "../groups.ts";
import { findKpi } from "../kpis.ts";
import type { Cell, Row, Section } from "../model.ts";
import { plural, type Writer } from "../writer.ts";
import { toAnchor } from "./anchor.ts";

const text = {
  title: "Goals",
  lead: (reached: string, goals: string) => `${reached} of ${goals} reached.`,
  table: "Targets and what was reached",
  columns: {
    scope: "Of",
    figure: "Figure",
    target: "Target",
    actual: "Actual",
    share: "Reached",
    standing: "Standing",
  },
  all: "All accounts",
  group: (name: string) => `${name} (group)`,
  reached: "✓ reached",
  toGo: (count: string) => `${count} to go`,
  points: (points: string) => `${points} points to go`,
  pace: (toGo: string, day: string, needed: string, now: string) =>
    `${toGo} by ${day}: needs ${needed} a week, was ${now}`,
  needed: (toGo: string, day: string, needed: string) => `${toGo} by ${day}: needs ${needed} a week`,
  until: (toGo: string, day: string) => `${toGo} by ${day}`,
  missed: (toGo: string, day: string) => `${day} has passed: ${toGo}`,
  unknown: "not known",
  target: "target of the configuration, report.goals",
  empty: "No goal is set for an account of this report.",
  note: "Followers are those at the end of the period; every other figure is the period's own. Reach of several accounts is a sum; people may overlap.",
};

/** Targets of the configuration; undefined when none is set for an account of the report. */
export function buildGoals(facts: Facts): Section | undefined {
  const { weeks, frame, brandName, write } = facts;
  const whole = weeks.length === 1 ? (weeks[0]?.label ?? text.all) : text.all;
  const goals = listGoals(facts.goals, weeks, toGroups(weeks, brandName), whole, frame.span);
  if (goals.length === 0) return undefined;
  const reached = goals.filter(isReached).length;
  const { columns } = text;
  return {
    id: "goals",
    title: text.title,
    lead: text.lead(write.count(reached), plural(goals.length, "goal", "goals", write)),
    blocks: [
      {
        kind: "table",
        table: {
          id: "goals",
          title: text.table,
          columns: [
            toColumn("scope", columns.scope, "text"),
            toColumn("figure", columns.figure, "text"),
            toColumn("target", columns.target, "count"),
            toColumn("actual", columns.actual, "count"),
            toColumn("share", columns.share, "percent"),
            toColumn("standing", columns.standing, "text"),
          ],
          rows: goals.map((goal) => toRow(goal, facts)),
          whenEmpty: text.empty,
          note: text.note,
        },
      },
    ],
  };
}

function isReached({ share }: Goal): boolean {
  return share !== undefined && share >= 1;
}

function toRow(goal: Goal, { receipts, write }: Facts): Row {
  const kpi = findKpi(goal.id);
  const actual = receipts.toCell(goal.owner, goal.actual);
  const target = receipts.toCell(goal.owner, {
    kind: "held",
    value: goal.target,
    metric: `goal/${goal.key}`,
    window: null,
    takenAt: null,
    formula: text.target,
    provisional: false,
  });
  const share: Cell =
    goal.share === undefined
      ? { kind: "absent", because: goal.actual.kind === "absent" ? goal.actual.because : text.unknown }
      : { kind: "bar", value: goal.share, length: Math.min(1, goal.share), as: "share" };
  return {
    key: goal.key,
    cells: [
      toTextCell(goal.owner.startsWith("group/") ? text.group(goal.scope) : goal.scope),
      toTextCell(kpi.name),
      target.kind === "value" ? { ...target, unit: kpi.unit } : target,
      actual.kind === "value" ? { ...actual, unit: kpi.unit } : actual,
      share,
      toTextCell(tellStanding(goal, write)),
    ],
    target: goal.accountId === undefined ? undefined : toAnchor(goal.accountId),
  };
}

function tellStanding(goal: Goal, write: Writer): string {
  const { actual, target, by, weeksLeft, pace, id } = goal;
  if (!isHeld(actual)) return text.unknown;
  if (isReached(goal)) return text.reached;
  const left = target - actual.value;
  const toGo = id === "engagementRate" ? text.points(write.points(left)) : text.toGo(write.count(Math.ceil(left)));
  if (by === undefined) return toGo;
  if (weeksLeft === undefined) return text.missed(toGo, write.day(by));
  // Only followers add up from week to week; the other figures start anew.
  if (id !== "followers") return text.until(toGo, write.day(by));
  const needed = write.count(Math.ceil(left / Math.max(weeksLeft, 1)));
  if (pace === undefined) return text.needed(toGo, write.day(by), needed);
  return text.pace(toGo, write.day(by), needed, write.count(Math.round(pace)));
}
