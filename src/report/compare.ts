// Figures of two sealed reports side by side, as each was told.
import { ownValue } from "../shared/index.ts";
import { createFormatter } from "./render/index.ts";
import {
  type Cell,
  createWriter,
  nameKpi,
  type ReportModel,
  SMALLEST_BASE,
  type Tile,
  type Unit,
} from "./summarise/index.ts";

export interface ComparedFigure {
  readonly id: string;
  readonly label: string;
  /** In words; the reason where there is no figure. */
  readonly now: string;
  readonly before: string;
  /** "" where there is nothing to subtract. */
  readonly change: string;
}

/**
 * The figures of the summaries, those that only one of them has, too: names and numbers as the locale writes them, reasons
 * as each report gave them.
 */
export function compareReports(model: ReportModel, earlier: ReportModel, locale: string): readonly ComparedFigure[] {
  const write = createFormatter(locale, model.period.timeZone);
  const named = createWriter(locale, model.period.timeZone);
  const before = new Map(listTiles(earlier).map((tile) => [tile.id, tile]));
  const toText = (cell: Cell | undefined, unit: Unit): string => {
    if (cell?.kind === "value") return write.number(cell.value, cell.unit ?? unit);
    return cell?.kind === "absent" ? cell.because : "–";
  };
  const now = listTiles(model);
  const gone = [...before.values()].filter(({ id }) => !now.some((tile) => tile.id === id));
  return [
    ...now.map((tile) => [tile, tile.figure, before.get(tile.id)?.figure] as const),
    ...gone.map((tile) => [tile, undefined, tile.figure] as const),
  ].map(([{ id, label, unit }, figure, other]) => {
    const pair =
      figure?.kind === "value" && other?.kind === "value" ? ([figure.value, other.value] as const) : undefined;
    return {
      id,
      label: nameKpi(id, named) ?? label,
      now: toText(figure, unit),
      before: toText(other, unit),
      change: pair === undefined ? "" : toChange(pair, unit, write),
    };
  });
}

/** Of a small base no per cent is made; of a share its points. */
function toChange(
  [now, before]: readonly [number, number],
  unit: Unit,
  write: ReturnType<typeof createFormatter>,
): string {
  if (unit === "percent") return write.change(now - before, "points");
  if (Math.abs(before) < SMALLEST_BASE) return write.change(now - before, "count");
  return write.change((now - before) / before, "percent");
}

/** Of the whole, not of an account. */
function listTiles({ sections }: ReportModel): readonly Tile[] {
  const tiles = sections
    .filter(({ account }) => account === undefined)
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "tiles" ? block.tiles : [])));
  return [...new Map(tiles.map((tile) => [tile.id, tile])).values()];
}

/** A metric's name in a language; its own where it has none. */
export function toMetricName(metric: string, locale: string): string {
  return ownValue<string>(createFormatter(locale, "UTC").words.metrics, metric) ?? metric;
}
