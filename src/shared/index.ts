export { type Clock, systemClock } from "./clock.ts";
export { CollectorError, type ErrorParts, type Recovery } from "./error.ts";
export { Secret } from "./secret.ts";
