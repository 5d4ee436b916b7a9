import type { Metric } from "../../../dataset/index.ts";
import type { Unit } from "../model/model.ts";

/** How a metric of the catalogue is written; a metric it does not know is a count. */
export function toUnit(metric: Metric | undefined): Unit {
  if (metric === undefined) return "count";
  return metric.unit === "share" ? "percent" : metric.unit;
}
