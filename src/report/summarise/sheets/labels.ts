import type { Facts } from "../facts.ts";
import type { Sheet } from "../model.ts";
import { toLabelTable } from "../tables/label-table.ts";

/** One row a label; no sheet where no post of the period bears one. */
export function listLabelsSheet(facts: Facts): readonly Sheet[] {
  const table = toLabelTable(facts);
  return table === undefined ? [] : [{ id: "labels", table }];
}
