export { sayFormula, sayOrQuote, sayReason } from "./say.ts";
export { type NounKey, toWords, type Words } from "./words.ts";
