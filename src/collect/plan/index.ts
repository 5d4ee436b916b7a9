export type { Form } from "../capabilities/index.ts";
export {
  type Block,
  type CallPlan,
  type CommentsBlock,
  countNames,
  countTries,
  type Finding,
  type LeftOut,
  type MediaBlock,
  type Member,
  mayStayAway,
  type Nesting,
  type Omitted,
  type PlannedCall,
  type PlannedRequest,
  type Probe,
  type StoriesBlock,
  type Turn,
  toLikelyCost,
  toSubject,
  toWholeSubject,
} from "./call.ts";
export { findMissedStories } from "./daily-stories.ts";
export { alone, isAffordable, toForm, toRequests } from "./forms.ts";
export {
  ENGAGED_METRIC,
  EXITS,
  listExtraMetrics,
  ONLINE_DIMENSION,
  POST_METRICS,
  REACH_METRICS,
  STORY_METRICS,
} from "./metric-sets.ts";
export { isOpenWindow, unnest } from "./nesting.ts";
export { type EachStory, listLater, type PostsStep, partFinds, type RefusedByOne } from "./next-step.ts";
export { listNotAsked, type NotAsked, toAsking, toLeftOut, toNotAskedSubject } from "./not-asked.ts";
export { isCalibrating } from "./plan-calibration.ts";
export { planCalls } from "./plan-calls.ts";
export { type DueExtras, EXTRAS_AGE_DAYS, planExtras } from "./plan-extras.ts";
export type { PlanAccount, PlanHeld, PlanInput } from "./plan-input.ts";
export { FIRST_PAGE_SIZE } from "./plan-media.ts";
export { ALL_COMMENTS, toEdges, toMetricEdges, withoutComments } from "./refused-edges.ts";
export { omitRefused, toLessonKey, UNKNOWN_NAME } from "./refused-metrics.ts";
export { isWhole, toMembers } from "./refusing-posts.ts";
export { explainThreshold } from "./small-accounts.ts";
export { toHull, toWindows } from "./windows.ts";
export { withoutNames } from "./without-names.ts";
