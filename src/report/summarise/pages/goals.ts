import { isHeld } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { Goal } from "../figures/goals.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, Row, Section } from "../model/model.ts";
import type { Receipts } from "../model/receipts.ts";
import type { Writer } from "../model/writer.ts";
import { toAnchor } from "./anchor.ts";
import type { PageData } from "./page-data.ts";

/** Targets of the configuration; undefined when none is set for an account of the report. */
export function buildGoals(data: Pick<PageData, "goals" | "receipts" | "write">): Section | undefined {
  const text = data.write.words.goals;
  const { goals, write } = data;
  if (goals.length === 0) return undefined;
  const reached = goals.filter(isReached).length;
  const { columns } = text;
  return {
    id: "goals",
    title: text.title,
    lead: text.lead(write.count(reached), write.plural(goals.length, "goal")),
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
          rows: goals.map((goal) => toRow(goal, data)),
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

function toRow(goal: Goal, { receipts, write }: Pick<PageData, "receipts" | "write">): Row {
  const text = write.words.goals;
  const kpi = findKpi(goal.id);
  const actual = receipts.toCell(goal.owner, goal.actual);
  const target = receipts.toCell(goal.owner, {
    kind: "held",
    value: goal.target,
    metric: `goal/${goal.key}`,
    window: null,
    takenAt: null,
    formula: { code: "goal-target" },
    provisional: false,
  });
  const share: Cell =
    goal.share === undefined
      ? { kind: "absent", because: goal.actual.kind === "absent" ? write.reason(goal.actual.because) : text.unknown }
      : toShareCell(goal, goal.share, receipts);
  return {
    key: goal.key,
    cells: [
      toTextCell(goal.owner.startsWith("group/") ? text.group(goal.scope) : goal.scope),
      toTextCell(write.kpi(goal.id).name),
      target.kind === "value" ? { ...target, unit: kpi.unit } : target,
      actual.kind === "value" ? { ...actual, unit: kpi.unit } : actual,
      share,
      toTextCell(tellStanding(goal, write)),
    ],
    target: goal.accountId === undefined ? undefined : toAnchor(goal.accountId),
  };
}

function toShareCell({ owner, key, actual }: Goal, share: number, receipts: Receipts): Cell {
  const of = isHeld(actual) ? actual : { window: null, takenAt: null, provisional: false };
  const formula = { code: "goal-share" } as const;
  const cell = receipts.toCell(owner, { ...of, kind: "held", value: share, metric: `goal/${key}/share`, formula });
  const receipt = cell.kind === "value" ? cell.receipt : undefined;
  return { kind: "bar", value: share, length: Math.min(1, share), as: "share", receipt };
}

/** How far it is, and the pace it takes. */
export function tellStanding(goal: Goal, write: Writer): string {
  const text = write.words.goals;
  const { actual, target, by, periodsLeft, pace, id } = goal;
  if (!isHeld(actual)) return text.unknown;
  if (isReached(goal)) return text.reached;
  const left = target - actual.value;
  const kpi = findKpi(id);
  const toGo = kpi.unit === "percent" ? text.points(write.points(left)) : text.toGo(write.count(Math.ceil(left)));
  if (by === undefined) return toGo;
  if (periodsLeft === undefined) return text.missed(toGo, write.day(by));
  // Only followers add up from period to period; the other figures start anew.
  if (kpi.goal !== "stock") return text.until(toGo, write.day(by));
  const needed = write.count(Math.ceil(left / Math.max(periodsLeft, 1)));
  const each = write.period.each(needed);
  const told = pace === undefined ? each : text.pace(each, write.count(Math.round(pace)));
  return text.needed(toGo, write.day(by), told);
}
