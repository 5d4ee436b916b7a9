export {
  type Block,
  type CallPlan,
  type CommentsBlock,
  type Finding,
  type Form,
  type LeftOut,
  type MediaBlock,
  type Member,
  mayStayAway,
  type PlannedCall,
  type PlannedRequest,
  type Probe,
  type RefusedByOne,
  type StoriesBlock,
  toLikelyCost,
  toSubject,
  toWholeSubject,
} from "./call.ts";
export { findMissedStories } from "./daily-stories.ts";
export { alone, isAffordable, toForm, toRequests } from "./forms.ts";
export { isFresh } from "./is-fresh.ts";
export {
  ENGAGED_METRIC,
  EXITS,
  EXTRA_METRICS,
  ONLINE_DIMENSION,
  POST_METRICS,
  REACH_METRICS,
  STORY_METRICS,
} from "./metric-sets.ts";
export { isOpenWindow, unnest } from "./nesting.ts";
export { listNotAsked, type NotAsked, toLeftOut, toNotAskedSubject } from "./not-asked.ts";
export { isCalibrating } from "./plan-calibration.ts";
export { planCalls } from "./plan-calls.ts";
export { type DueExtras, EXTRAS_AGE_DAYS, listExtraMetrics, planExtras } from "./plan-extras.ts";
export type { PlanAccount, PlanHeld, PlanInput } from "./plan-input.ts";
export { COMMENTS_A_PAGE, FIRST_PAGE_SIZE } from "./plan-media.ts";
export { ALL_COMMENTS, type Edge, type RefusedEdge, toEdges, toMetricEdges, withoutComments } from "./refused-edges.ts";
export { omitRefused, toLessonKey, UNKNOWN_NAME } from "./refused-metrics.ts";
export { isWhole, type RefusingPost, toMembers } from "./refusing-posts.ts";
export { explainThreshold } from "./small-accounts.ts";
export { toHull, toWindows } from "./windows.ts";
export { withoutNames } from "./without-names.ts";
