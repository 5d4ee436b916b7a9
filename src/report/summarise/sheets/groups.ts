import type { Facts } from "../facts.ts";
import { toGroups } from "../groups.ts";
import type { Sheet } from "../model.ts";
import { toGroupTable } from "../sections/group-table.ts";

/** One row a group; the accounts are one group when none is configured. */
export function buildGroupsSheet(facts: Facts): Sheet {
  const table = toGroupTable(toGroups(facts), facts);
  return { id: "groups", table: facts.weeks.length === 0 ? { ...table, rows: [], totals: undefined } : table };
}
