// A locale of each language a report may be in, by the registry: a new one is tested wherever all are.
import { LANGUAGES, type LanguageCode, languageCodes } from "../../src/dataset/index.ts";

const REGIONS: Readonly<Partial<Record<LanguageCode, string>>> = { en: "GB" };

function toLocale(code: LanguageCode): string {
  const region = LANGUAGES[code] === "any" ? (REGIONS[code] ?? code.toUpperCase()) : LANGUAGES[code];
  return `${code}-${region}`;
}

export const LOCALES = languageCodes.map(toLocale);

/** All but English. */
export const FOREIGN_LOCALES = languageCodes.filter((code) => code !== "en").map(toLocale);
