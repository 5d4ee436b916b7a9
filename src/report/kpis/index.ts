// Every file of this folder that bears a key figure's name is one; nothing else lists them.
import { readdirSync } from "node:fs";
import type { Words } from "../words/index.ts";
import type { Kpi, KpiList, KpiWords } from "./kpi.ts";

export type { Kpi, KpiList, KpiWords } from "./kpi.ts";

/** What is said of a key figure in one language. */
export interface KpiText extends Required<KpiWords> {
  readonly addsUpOver: string;
}

const OWN = ["index", "kpi"];
const names = readdirSync(import.meta.dirname)
  .filter((file) => /^[^.]+\.[jt]s$/.test(file))
  .map((file) => file.replace(/\..*$/, ""))
  .filter((name) => !OWN.includes(name));

/** All key figures, in the order in which they are explained. */
export const kpis: readonly Kpi[] = (
  await Promise.all(
    names.map(async (name) => ((await import(/* @vite-ignore */ `./${name}.ts`)) as { readonly kpi: Kpi }).kpi),
  )
).toSorted((a, b) => a.place - b.place);

const byId = new Map(kpis.map((kpi) => [kpi.id, kpi]));

/** The definition of a key figure. Throws for an id that is none's: a mistake of ours. */
export function findKpi(id: string): Kpi {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no key figure ${id}`);
  return found;
}

/** A key figure in the language of the words. Throws as `findKpi` does. */
export function tellKpi(id: string, { language, addsUpOver }: Words): KpiText {
  const { addsUp, words } = findKpi(id);
  const told = words[language];
  return { ...told, short: told.short ?? told.name, addsUpOver: addsUpOver[addsUp] };
}

/** The key figures of a list, in its order. */
export function listKpis(list: KpiList): readonly Kpi[] {
  return kpis
    .filter(({ shows }) => shows[list] !== undefined)
    .toSorted((a, b) => (a.shows[list] ?? 0) - (b.shows[list] ?? 0));
}

/** Whether a total over accounts means something. */
export function addsUpOverAccounts({ addsUp }: Pick<Kpi, "addsUp">): boolean {
  return addsUp === "accounts-and-days" || addsUp === "accounts";
}
