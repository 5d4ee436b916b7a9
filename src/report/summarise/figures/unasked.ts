// What a collection of exactly the report's days would bring. The page says why a figure is not there; how it is had concerns
// the operator alone.
import { countDays } from "../../../dataset/index.ts";
import type { Reason } from "../../figures/index.ts";
import { kpis, tellKpi } from "../../kpis/index.ts";
import { toWords } from "../../words/index.ts";
import type { ReportModel } from "../model/model.ts";

export interface Unasked {
  /** English names of the summary's figures that nobody asked for these days; a profile of then cannot be had any more. */
  readonly figures: readonly string[];
  /** Days of the period where Meta gives a figure for fewer than that. */
  readonly tooLong?: number | undefined;
}

const NOT_ASKED: readonly Reason["code"][] = ["not-these-days", "not-all-days", "not-collected"];
const TOO_LONG: Reason["code"] = "too-long-window";

export function findUnasked({ sections, period }: ReportModel): Unasked {
  const tiles = sections
    .filter(({ id }) => id === "summary")
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "tiles" ? block.tiles : [])));
  const english = toWords("en");
  return {
    figures: tiles
      .filter(({ absence }) => NOT_ASKED.some((code) => code === absence))
      .flatMap(({ id }) => kpis.find((kpi) => kpi.id === id && kpi.basis !== "profile") ?? [])
      .map(({ id }) => tellKpi(id, english).name),
    tooLong: tiles.some(({ absence }) => absence === TOO_LONG) ? countDays(period) : undefined,
  };
}
