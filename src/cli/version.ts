import { readFileSync } from "node:fs";

/** This program's version, from its package.json; the same place seen from `src` and from `dist`. */
export const version = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { readonly version: string }
).version;
