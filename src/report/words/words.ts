// Everything the report says, by language. Numbers and days are not words: they follow the locale itself.

import type { PeriodKind } from "../../dataset/index.ts";
import type { Language } from "./en/index.ts";
import * as languages from "./languages.ts";

/** Phrases that templates ask for by name and that follow the period's length. */
type PeriodPhrase = "highlight" | "onLastYear" | "chartViewsWeek" | "than";

export type LanguageCode = keyof typeof languages;

/** Everything the report says in one language, but for what the key figures bring themselves. */
export type Words = Omit<Language, "phrases"> & {
  readonly language: LanguageCode;
  readonly phrases: Language["phrases"] & Readonly<Record<PeriodPhrase, string>>;
};
export type NounKey = keyof Words["nouns"];

const LANGUAGES: Readonly<Record<LanguageCode, Language>> = { ...languages };

export const languageCodes = Object.keys(languages) as readonly LanguageCode[];

/** The language of a locale, whatever its region; English for one there are no words in (BCP 47). */
export function toLanguage(locale: string): LanguageCode {
  const code = locale.split("-")[0]?.toLowerCase();
  return languageCodes.find((one) => one === code) ?? "en";
}

/** The words of a locale's language. */
export function toWords(locale: string, kind: PeriodKind = "week"): Words {
  const language = toLanguage(locale);
  const words = LANGUAGES[language];
  const { own, onLastYear, views, than } = words.periods[kind];
  return { ...words, language, phrases: { ...words.phrases, highlight: own, onLastYear, chartViewsWeek: views, than } };
}
