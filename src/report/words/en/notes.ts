// Exports and the operator are told in English, too: the same sentences.
export { englishNotes as notes } from "../../../dataset/index.ts";

/** Somebody else's words. */
export const quote = (words: string) => `“${words}”`;
