// What a collection of exactly the report's days would bring. The page says why a figure is not there; how it is had concerns
// the operator alone.
import { countDays } from "../../dataset/index.ts";
import { NOT_ALL_DAYS, NOT_COLLECTED, NOT_THESE_DAYS, toReasonWords } from "../figures/index.ts";
import { kpis } from "../kpis/index.ts";
import { sayReason, toWords } from "../words/index.ts";
import type { ReportModel } from "./model.ts";

export interface Unasked {
  /** English names of the summary's figures that nobody asked for these days; a profile of then cannot be had any more. */
  readonly figures: readonly string[];
  /** Days of the period where Meta gives a figure for fewer than that. */
  readonly tooLong?: number | undefined;
}

export function findUnasked({ sections, period, locale }: ReportModel): Unasked {
  const words = toWords(locale);
  const english = toWords("en");
  const isFor = (because: string, reasons: readonly string[]) =>
    reasons.some((reason) => because.startsWith(sayReason(words, reason)));
  const absent = sections
    .filter(({ id }) => id === "summary")
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "tiles" ? block.tiles : [])))
    .flatMap(({ id, figure }) => (figure.kind === "absent" ? [{ id, because: figure.because }] : []));
  return {
    figures: absent
      .filter(({ because }) => isFor(because, [NOT_THESE_DAYS, NOT_ALL_DAYS, NOT_COLLECTED]))
      .flatMap(({ id }) => kpis.find((kpi) => kpi.id === id && kpi.basis !== "profile") ?? [])
      .map(({ id }) => english.kpis[id]?.name ?? id),
    tooLong: absent.some(({ because }) => isFor(because, [toReasonWords("too-long-window")]))
      ? countDays(period)
      : undefined,
  };
}
