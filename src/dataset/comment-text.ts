// What a comment's text is taken for when comments are looked for: its script as a guess at its language, and its letters
// without what does not matter. Pure.

const SCRIPTS = [
  // Kana decides before Han: Japanese is written with both.
  { name: "japanese", letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, weight: 3 },
  { name: "korean", letters: /\p{Script=Hangul}/gu, weight: 1 },
  { name: "chinese", letters: /\p{Script=Han}/gu, weight: 1 },
  { name: "arabic", letters: /\p{Script=Arabic}/gu, weight: 1 },
  { name: "hebrew", letters: /\p{Script=Hebrew}/gu, weight: 1 },
  { name: "cyrillic", letters: /\p{Script=Cyrillic}/gu, weight: 1 },
  { name: "greek", letters: /\p{Script=Greek}/gu, weight: 1 },
  { name: "thai", letters: /\p{Script=Thai}/gu, weight: 1 },
  { name: "devanagari", letters: /\p{Script=Devanagari}/gu, weight: 1 },
  { name: "latin", letters: /\p{Script=Latin}/gu, weight: 1 },
] as const;

export type ScriptName = (typeof SCRIPTS)[number]["name"];

/** What people type instead of a script's name. */
const LANGUAGES: Readonly<Record<string, ScriptName>> = {
  ja: "japanese",
  ko: "korean",
  zh: "chinese",
  ar: "arabic",
  fa: "arabic",
  ur: "arabic",
  he: "hebrew",
  ru: "cyrillic",
  uk: "cyrillic",
  bg: "cyrillic",
  el: "greek",
  th: "thai",
  hi: "devanagari",
  mr: "devanagari",
  ...Object.fromEntries(
    ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "sv", "no", "da"].map((code) => [code, "latin" as const]),
  ),
};

/** The script most letters are of; undefined for a text without letters. Mentions and links do not count. */
export function guessScript(text: string): ScriptName | undefined {
  const words = text.replace(/https?:\/\/\S+|[@#][\w.]+/g, "");
  let best: { readonly name: ScriptName; readonly count: number } | undefined;
  for (const { name, letters, weight } of SCRIPTS) {
    const count = weight * (words.match(letters)?.length ?? 0);
    if (count > (best?.count ?? 0)) best = { name, count };
  }
  return best?.name;
}

/** "ja", "Japanese" → "japanese"; undefined for what names no script we know. */
export function parseScript(word: string): ScriptName | undefined {
  const name = word.toLowerCase();
  return SCRIPTS.find((script) => script.name === name)?.name ?? LANGUAGES[name];
}

export const SCRIPT_NAMES: readonly string[] = SCRIPTS.map(({ name }) => name);

/** As texts are compared when one is looked for in another: case and the two ways of writing an accent do not matter. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
