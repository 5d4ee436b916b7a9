export type { KnownAccount } from "./account.ts";
export { normaliseKnownRefusals } from "./gaps.ts";
export { type NormaliseOptions, normalise } from "./normalise.ts";
