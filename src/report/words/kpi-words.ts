import { type KpiWords, kpis } from "../kpis/index.ts";

/** What is said of a key figure in one language. */
export interface KpiText extends Required<KpiWords> {
  readonly addsUpOver: string;
}

/** Texts by id: those its file brings, else the language's own, else the English ones. */
export function toKpiTexts(
  language: string,
  addsUpOver: Readonly<Record<string, string>>,
  own: Readonly<Record<string, KpiWords>> = {},
): Readonly<Record<string, KpiText>> {
  return Object.fromEntries(
    kpis.map(({ id, addsUp, words }) => {
      const told = words[language] ?? own[id] ?? words.en;
      return [id, { ...told, short: told.short ?? told.name, addsUpOver: addsUpOver[addsUp] ?? "" }];
    }),
  );
}

/** Formulas of the key figures by their English, as the other formulas stand in the words. */
export function toKpiFormulas(texts: Readonly<Record<string, KpiText>>): Readonly<Record<string, string>> {
  return Object.fromEntries(kpis.map(({ id, formula }) => [formula, texts[id]?.formula ?? formula]));
}
