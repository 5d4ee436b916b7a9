import { StoreError } from "./store-error.ts";

/** What a row holds as JSON. Throws `STORE_UNAVAILABLE` where somebody else has been at it, or the disk. */
export function parseStored(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: `Could not use the store: what it holds as ${where} is damaged.`,
      hint: "Restore it from a backup, or let store.url name another one to begin anew.",
      cause,
    });
  }
}
