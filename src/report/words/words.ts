// Everything the report says, by language. Numbers and days are not words: they follow the locale itself.
import { english, type Language } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { type KpiText, toKpiFormulas, toKpiTexts } from "./kpi-words.ts";
import type { PeriodKind } from "./period-kind.ts";
import { portuguese } from "./portuguese.ts";
import { spanish } from "./spanish.ts";

/** Phrases that templates ask for by name and that follow the period's length. */
type PeriodPhrase = "highlight" | "onLastYear" | "chartViewsWeek" | "than";

/** Everything the report says in one language, the key figures' own texts among it. */
export type Words = Omit<Language, "phrases"> & {
  readonly phrases: Language["phrases"] & Readonly<Record<PeriodPhrase, string>>;
  readonly kpis: Readonly<Record<string, KpiText>>;
};
export type NounKey = keyof Words["nouns"];

const LANGUAGES: Readonly<Record<string, Language>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
};

/** The words of a locale's language: any region of en, de, fr, es; pt is Brazilian. English for every other (BCP 47). */
export function toWords(locale: string, kind: PeriodKind = "week"): Words {
  const language = locale.split("-")[0]?.toLowerCase() ?? "";
  const [code, words] = LANGUAGES[language] === undefined ? ["en", english] : [language, LANGUAGES[language]];
  const { own, onLastYear, views, than } = words.periods[kind];
  const kpis = toKpiTexts(code, words.addsUpOver);
  const formulas = { ...words.formulas, ...toKpiFormulas(kpis) };
  return {
    ...words,
    kpis,
    formulas,
    phrases: { ...words.phrases, highlight: own, onLastYear, chartViewsWeek: views, than },
  };
}
