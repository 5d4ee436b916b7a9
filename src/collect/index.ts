export { type Calibration, calibrateStamps, readCalibration } from "./calibrate.ts";
export { type CollectHouse, type CollectOptions, type CollectProgress, collect } from "./collect.ts";
export { type AccountFilter, matchesFilter } from "./discover/index.ts";
export { type CollectOutcome, findUnderWay, type UnderWay } from "./outcome.ts";
export { type CallPlan, toLikelyCost } from "./plan/index.ts";
export { createPostedReadMemory } from "./posted-read-memory.ts";
export { findAccounts, previewPlan } from "./preview-plan.ts";
export { findFinishedCollection, findWholeCollection } from "./whole-collection.ts";
