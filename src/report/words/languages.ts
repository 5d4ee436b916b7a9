// The languages a report may be in, each by the first part of its locales (BCP 47).
export { words as de } from "./de/index.ts";
export { words as en } from "./en/index.ts";
export { words as es } from "./es/index.ts";
export { words as fr } from "./fr/index.ts";
/** Brazilian. */
export { words as pt } from "./pt/index.ts";
