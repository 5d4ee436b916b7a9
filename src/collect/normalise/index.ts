export type { KnownAccount } from "./account.ts";
export { readFigure, readInsights, readPoints } from "./figure.ts";
export { normaliseKnownRefusals } from "./gaps.ts";
export { type NormaliseOptions, normalise } from "./normalise.ts";
