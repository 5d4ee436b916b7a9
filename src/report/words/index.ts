export type { PeriodWords } from "./en/periods.ts";
export type { KpiText } from "./kpi-words.ts";
export type { PeriodKind } from "./period-kind.ts";
export { sayFormula, sayOrQuote, sayReason } from "./say.ts";
export { type NounKey, toWords, type Words } from "./words.ts";
