// Chance without state: the same parts always give the same number, so the world is a function of seed and time.

/** A well mixed 32-bit number for the parts. */
export function toHash(...parts: readonly (string | number)[]): number {
  let state = 0x811c9dc5;
  for (const part of parts) {
    const text = typeof part === "number" ? `#${part}` : part;
    for (let index = 0; index < text.length; index += 1) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    state = Math.imul(state ^ 0x9e, 0x01000193);
  }
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  state ^= state >>> 13;
  state = Math.imul(state, 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A number in [0, 1). */
export function toUnit(...parts: readonly (string | number)[]): number {
  return toHash(...parts) / 0x1_0000_0000;
}

/** A number in [from, to). */
export function toBetween(from: number, to: number, ...parts: readonly (string | number)[]): number {
  return from + (to - from) * toUnit(...parts);
}

/** One of the choices, which must not be empty. */
export function toChoice<T>(choices: readonly T[], ...parts: readonly (string | number)[]): T {
  const choice = choices[toHash(...parts) % choices.length];
  if (choice === undefined) throw new Error("a choice needs at least one option");
  return choice;
}

/** `expected` rounded up or down so that many such numbers average to it. */
export function toWhole(expected: number, ...parts: readonly (string | number)[]): number {
  return Math.max(0, Math.floor(expected + toUnit(...parts)));
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits, as tokens and short codes have them. */
export function toLetters(length: number, ...parts: readonly (string | number)[]): string {
  return Array.from({ length }, (_, index) => LETTERS[toHash("letter", index, ...parts) % LETTERS.length]).join("");
}
