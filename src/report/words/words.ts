// Everything the report says, by language. Numbers and days are not words: they follow the locale itself.
import { english, type Words } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { portuguese } from "./portuguese.ts";
import { spanish } from "./spanish.ts";

export type { Words } from "./english.ts";
export type NounKey = keyof Words["nouns"];

const LANGUAGES: Readonly<Record<string, Words>> = { en: english, de: german, fr: french, es: spanish, pt: portuguese };

/** The words of a locale's language: any region of en, de, fr, es; pt is Brazilian. English for every other (BCP 47). */
export function toWords(locale: string): Words {
  const language = locale.split("-")[0]?.toLowerCase() ?? "";
  return LANGUAGES[language] ?? english;
}
