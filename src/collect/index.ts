export { type CollectHouse, type CollectOptions, type CollectProgress, collect } from "./collect.ts";
export type { CollectOutcome } from "./outcome.ts";
export { findAccounts, previewPlan } from "./preview-plan.ts";
