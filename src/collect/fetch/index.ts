export type { Answer, FetchedPage, FetchStep, Refusal, RefusedCall } from "./answer.ts";
export { type FetchOptions, fetchPlan } from "./fetch-plan.ts";
export { fetchThumbnail } from "./fetch-thumbnail.ts";
