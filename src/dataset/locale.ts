// The languages a report may be in (BCP 47), each with the one region it is written for, or for any.

export const LANGUAGES = { en: "any", de: "any", fr: "any", es: "any", it: "any", pt: "BR" } as const;

export type LanguageCode = keyof typeof LANGUAGES;

export const languageCodes = Object.keys(LANGUAGES) as readonly LanguageCode[];

const list = new Intl.ListFormat("en-GB", { type: "disjunction" });
const ofAnyRegion = languageCodes.filter((code) => LANGUAGES[code] === "any");
const ofOneRegion = languageCodes
  .filter((code) => LANGUAGES[code] !== "any")
  .map((code) => `${code}-${LANGUAGES[code]}`);

/** In words: those of any region, and the others as a locale. */
export const LOCALES_IN_WORDS = { any: list.format(ofAnyRegion), others: list.format(ofOneRegion) };

/** Whether there are words for a locale, written canonically. */
export function isReportLocale(locale: string): boolean {
  const [code = "", region, ...more] = locale.split("-");
  if (ofOneRegion.includes(locale)) return true;
  return ofAnyRegion.some((one) => one === code) && more.length === 0 && /^([A-Z]{2}|\d{3})$/.test(region ?? "DE");
}

/** The language of a locale, whatever its region; English for one there are no words in. */
export function toLanguage(locale: string): LanguageCode {
  const code = locale.split("-")[0]?.toLowerCase();
  return languageCodes.find((one) => one === code) ?? "en";
}
