// A line a language, each by the first part of its locales.
export { words as de } from "./de/index.ts";
export { words as en } from "./en/index.ts";
export { words as es } from "./es/index.ts";
export { words as fr } from "./fr/index.ts";
export { words as it } from "./it/index.ts";
export { words as pt } from "./pt/index.ts";
