// Everything the report says, by language. Numbers and days are not words: they follow the locale itself.
import { type LanguageCode, type PeriodKind, toLanguage } from "../../dataset/index.ts";
import type { Language } from "./en/index.ts";
import * as languages from "./languages.ts";

/** One that `dataset/locale.ts` names and that lacks here does not compile. */
const LANGUAGES: Readonly<Record<LanguageCode, Language>> = { ...languages };

/** Phrases that templates ask for by name and that follow the period's length. */
type PeriodPhrase = "highlight" | "onLastYear" | "chartViewsWeek" | "than";

/** Everything the report says in one language, but for what the key figures bring themselves. */
export type Words = Omit<Language, "phrases"> & {
  readonly language: LanguageCode;
  readonly phrases: Language["phrases"] & Readonly<Record<PeriodPhrase, string>>;
};
export type NounKey = keyof Words["nouns"];

/** The words of a locale's language. */
export function toWords(locale: string, kind: PeriodKind = "week"): Words {
  const language = toLanguage(locale);
  const words = LANGUAGES[language];
  const { own, onLastYear, views, than } = words.periods[kind];
  return { ...words, language, phrases: { ...words.phrases, highlight: own, onLastYear, chartViewsWeek: views, than } };
}
