// One collection for all reports that are due: the periods of each become windows of the same requests, and a report whose
// period was collected with others' finds that collection again.

import { type CollectOptions, findServing, toHull, type Window } from "../../collect/index.ts";
import type { Settings } from "../../config/index.ts";
import type { Store } from "../../store/index.ts";
import { toCollectOptions } from "../compose.ts";
import { type Narrowing, toFilter } from "../selection.ts";
import type { ComingTask, ReportTask } from "./report-tasks.ts";

export interface SharedCollection {
  readonly options: CollectOptions;
  /** Reports made after it. */
  readonly tasks: readonly ReportTask[];
}

/**
 * The collections that reports need: those that served some of them before, and one for all others, which brings along what
 * comes within half a day.
 */
export async function shareCollections(
  store: Store,
  settings: Settings,
  tasks: readonly ReportTask[],
  {
    narrowing,
    coming,
    fresh,
  }: { readonly narrowing: Narrowing; readonly coming: readonly ComingTask[]; readonly fresh?: boolean | undefined },
): Promise<readonly SharedCollection[]> {
  const filter = toFilter(settings, { ...narrowing, client: [] });
  const serving = fresh === true ? [] : await findServing(store, filter, tasks.map(toWindow));
  const known = Map.groupBy(
    tasks.filter((_, index) => serving[index] !== undefined),
    (task) => JSON.stringify(serving[tasks.indexOf(task)]),
  );
  const shared = [...known.values()].flatMap((some): readonly SharedCollection[] => {
    const [first] = some;
    const served = first === undefined ? undefined : serving[tasks.indexOf(first)];
    if (served === undefined) return [];
    return [{ options: { ...toCollectOptions(settings, served.span), ...served }, tasks: some }];
  });
  const left = tasks.filter((_, index) => serving[index] === undefined);
  if (left.length === 0) return shared;
  const isServed = await findServing(store, filter, coming.map(toWindow));
  const along = coming.filter((_, index) => isServed[index] === undefined);
  return [...shared, { options: toSharedOptions(settings, [...left, ...along], narrowing), tasks: left }];
}

/** One collection of everything these reports need. At least one is given. */
export function toSharedOptions(
  settings: Settings,
  tasks: readonly ReportTask[],
  narrowing: Narrowing,
): CollectOptions {
  const windows = [...new Map(tasks.map(toWindow).map((window) => [JSON.stringify(window), window])).values()];
  const [first, ...rest] = tasks;
  if (first === undefined) throw new Error("there is a report to collect for");
  const filter = toFilter(settings, { ...narrowing, client: [] });
  const names = [...new Set(windows.flatMap((window) => window.names))].toSorted();
  return {
    ...toCollectOptions(settings, toHull([first.span, ...rest.map(({ span }) => span)])),
    filter: { ...filter, within: [names] },
    windows,
  };
}

function toWindow({ settings, span: { from, to } }: ReportTask): Window {
  return { names: settings.accounts.include, span: { from, to } };
}
