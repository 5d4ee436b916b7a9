import type { Sheet } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";
import { toLabelTable } from "../tables/label-table.ts";

/** One row a label; no sheet where no post of the period bears one. */
export function listLabelsSheet(data: PageData): readonly Sheet[] {
  const table = toLabelTable(data);
  return table === undefined ? [] : [{ id: "labels", table }];
}
