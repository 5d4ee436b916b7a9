// Which day a stamp means, settled on the way by the account that was planned for it, before any series is read.
import type { Day, StampReading } from "../dataset/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import { compareFigures, learnReading, toPoints, toTotal } from "./calibrate.ts";
import { type Capabilities, find } from "./capabilities/index.ts";
import type { FetchedPage } from "./fetch/index.ts";
import { REACH_METRICS } from "./plan/index.ts";

export interface StampReadings {
  /** Looks at an answer before it is normalised. */
  observe(answer: FetchedPage): Promise<void>;
  of(connection: string): StampReading | undefined;
}

export function createStampReadings(store: Store, clock: Clock, version: string, known: Capabilities): StampReadings {
  const totals = new Map<string, Map<Day, number>>();
  const found = new Map<string, StampReading>();
  return {
    of: (connection) => found.get(connection) ?? find(known, "stamp-reading", connection)?.value,
    async observe({ call: { accountId, connection, username }, parts }) {
      for (const { block, part } of parts) {
        if (block.kind !== "totals" || block.calibrates === undefined) continue;
        const known = totals.get(accountId) ?? new Map<Day, number>();
        totals.set(accountId, new Map([...known, ...toTotal(block.span.from, part)]));
      }
      const told = totals.get(accountId);
      const series = parts.find(({ block }) => block.kind === "series" && block.metrics.includes(REACH_METRICS[0]));
      if (told === undefined || series === undefined) return;
      totals.delete(accountId);
      const calibration = compareFigures({ points: toPoints(series.part), totals: told }, username, version);
      if (calibration.reading !== undefined) found.set(connection, calibration.reading);
      await learnReading(store, clock, connection, version, calibration);
    },
  };
}
