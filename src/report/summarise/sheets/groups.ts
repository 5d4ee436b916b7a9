import type { Sheet } from "../model/model.ts";
import { toGroupTable } from "../pages/group-table.ts";
import type { PageData } from "../pages/page-data.ts";

/** One row a group; the accounts are one group when none is configured. */
export function buildGroupsSheet(data: Pick<PageData, "groups" | "receipts" | "weeks" | "write">): Sheet {
  const table = toGroupTable(data.groups, data);
  return { id: "groups", table: data.weeks.length === 0 ? { ...table, rows: [], totals: undefined } : table };
}
