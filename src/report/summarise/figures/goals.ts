// Targets of the configuration against what was reached.
import { countDays, type Day, type DaySpan, isNamed } from "../../../dataset/index.ts";
import { type AccountWeek, type Figure, isHeld } from "../../figures/index.ts";
import { findKpi, kpis } from "../../kpis/index.ts";
import type { Goals, Targets } from "../model/targets.ts";
import type { Group } from "./groups.ts";
import { combineAccounts } from "./roll-up.ts";

export interface Goal {
  readonly key: string;
  /** Whose goal it is, for people. */
  readonly scope: string;
  /** Whose receipt the actual figure has. */
  readonly owner: string;
  /** Account whose page tells more. */
  readonly accountId?: string | undefined;
  readonly id: string;
  readonly target: number;
  readonly by?: Day | undefined;
  readonly actual: Figure;
  /** Actual ÷ target, never below zero; undefined when the actual is not held. */
  readonly share?: number | undefined;
  /** Periods as long as the report's own left until the day, at least a part of one; undefined without a day or after it. */
  readonly periodsLeft?: number | undefined;
  /** What the period brought, for figures that grow: the net followers. */
  readonly pace?: number | undefined;
}

/** Every goal whose accounts are in the report: of all, then groups, then accounts, each in the order of the figures. */
export function listGoals(
  goals: Goals,
  weeks: readonly AccountWeek[],
  groups: readonly Group[],
  /** What all accounts together are called. */
  all: string,
  span: DaySpan,
): readonly Goal[] {
  const ofGroups = groups.flatMap(({ key, name, weeks: members }) =>
    key.startsWith("group/") && Object.hasOwn(goals.groups, name)
      ? toGoals(goals.groups[name], { scope: name, owner: key, weeks: members }, span)
      : [],
  );
  const ofAccounts = weeks.flatMap((week) => {
    const own = Object.entries(goals.accounts).find(([name]) => isNamed([name], week.account))?.[1];
    const { accountId } = week.account;
    return toGoals(own, { scope: week.label, owner: accountId, accountId, weeks: [week] }, span);
  });
  // Under one account the whole report is that account: its receipts are the account's own.
  const only = weeks.length === 1 ? weeks[0] : undefined;
  const whole = { scope: only?.label ?? all, owner: only?.account.accountId ?? "all", weeks };
  return [...toGoals(goals.all, whole, span), ...ofGroups, ...ofAccounts];
}

interface Scope {
  readonly scope: string;
  readonly owner: string;
  readonly accountId?: string;
  readonly weeks: readonly AccountWeek[];
}

function toGoals(targets: Targets | undefined, { weeks, ...scope }: Scope, span: DaySpan): readonly Goal[] {
  if (targets === undefined || weeks.length === 0) return [];
  const figureOfAll = (id: string) =>
    combineAccounts(
      findKpi(id),
      weeks.map(({ current }) => current),
    );
  return kpis.flatMap(({ id, goal }) => {
    const wanted = targets[id];
    if (wanted === undefined || goal === undefined) return [];
    const { target, by } = typeof wanted === "number" ? { target: wanted, by: undefined } : wanted;
    const actual = figureOfAll(id);
    const net = goal === "stock" ? figureOfAll("netFollowers") : undefined;
    const isAhead = by !== undefined && by > span.to;
    return [
      {
        key: `${scope.owner}/${scope.accountId === undefined ? "" : "own/"}${id}`,
        ...scope,
        id,
        target,
        by,
        actual,
        share: isHeld(actual) ? Math.max(0, actual.value / target) : undefined,
        periodsLeft: isAhead ? (countDays({ from: span.to, to: by }) - 1) / countDays(span) : undefined,
        pace: net !== undefined && isHeld(net) ? net.value : undefined,
      },
    ];
  });
}
