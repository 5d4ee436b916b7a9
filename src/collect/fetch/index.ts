export type { Answer, FetchedPage, FetchStep, Refusal, RefusedCall } from "./answer.ts";
export type { Asked, Fact } from "./fact.ts";
export type { FetchOptions } from "./fetch-options.ts";
export { fetchPlan } from "./fetch-plan.ts";
export { fetchThumbnail } from "./fetch-thumbnail.ts";
export { toMetricReason, toReason } from "./gap-reason.ts";
export type { Verdict } from "./refusal-scope.ts";
export { toPlainWords, toSharedWords, toWords } from "./refusal-words.ts";
