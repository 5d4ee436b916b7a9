// A mail server's words on their way to people: one line, nothing unseen, no credential (RELIABILITY V12).

const WORDS_MOST = 300;

export function cleanWords(text: string, secrets: readonly string[]): string {
  let words = text.toWellFormed();
  for (const secret of secrets.toSorted((a, b) => b.length - a.length)) {
    // A password of a letter or two would blank half the sentence and hide nothing.
    if (secret.length > 3) words = words.replaceAll(secret, "[secret]");
  }
  return words
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, WORDS_MOST)
    .toWellFormed();
}
