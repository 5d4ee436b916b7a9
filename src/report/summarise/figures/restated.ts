// What Meta has changed since the last report: of figures that report had told, the value then and the value now.
import type { Restatement } from "../../../store/index.ts";
import { byText } from "../../figures/index.ts";
import { SMALLEST_BASE } from "./change.ts";

/** One line a figure: the chain of its changes drawn together; those that came back to where they were are left out. */
export function chainRestatements(restatements: readonly Restatement[]): readonly Restatement[] {
  const chains = new Map<string, Restatement>();
  for (const next of restatements.toSorted((a, b) => byText(a.newTakenAt, b.newTakenAt))) {
    const { kind, accountId, metric, breakdown, bucket, fromDay, toDay } = next;
    const key = JSON.stringify([kind, accountId, metric, breakdown, bucket, fromDay, toDay]);
    const known = chains.get(key);
    const start = known ?? next;
    chains.set(key, { ...next, oldValue: start.oldValue, oldTakenAt: start.oldTakenAt });
  }
  return [...chains.values()].filter(({ oldValue, newValue }) => oldValue !== newValue);
}

/** The share by which a figure moved; of small figures no more is made than of the smallest that bears a per cent. */
export function measureRestatement({ oldValue, newValue }: Restatement): number {
  return Math.abs(newValue - oldValue) / Math.max(Math.abs(oldValue), SMALLEST_BASE);
}
