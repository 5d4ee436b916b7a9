export type { PeriodWords } from "./en/periods.ts";
export { type NounKey, toWords, type Words } from "./words.ts";
