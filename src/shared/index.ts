export { type Clock, systemClock } from "./clock.ts";
export { type ClockStep, watchClockSteps } from "./clock-steps.ts";
export { CollectorError, type ErrorParts, type Recovery } from "./error.ts";
export { makeFolder } from "./folder.ts";
export { toJsonPieces } from "./json-pieces.ts";
export { Scrubber } from "./scrubber.ts";
export { Secret } from "./secret.ts";
export { parseStamp } from "./stamp.ts";
export { type AsideFile, takeAside, WriteRefused, writeAside } from "./write-aside.ts";
