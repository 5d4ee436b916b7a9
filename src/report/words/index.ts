export type { PeriodWords } from "./en/periods.ts";
export { type LanguageCode, languageCodes, type NounKey, toWords, type Words } from "./words.ts";
