// The figures of accounts and posts over plain facts: each held with its receipt, or absent with its reason.
export { explainAbsence, findGap, NOT_COLLECTED, type QuestionKind, type Sought, toReasonWords } from "./absence.ts";
export type { AccountPeriod, AccountWeek, DayTable, Reading } from "./account-facts.ts";
export {
  averageHeld,
  averagePosts,
  averageReach,
  BY_FOLLOWERS_FORMULA,
  countPosts,
  findLongestReach,
  MAX_WINDOW_DAYS,
  mean,
  NOT_THESE_DAYS,
  rateByFollowers,
  readDailyReach,
  readDay,
  readFollowers,
  readNet,
  readPeriodInteractions,
  readTotal,
  unlessUnlisted,
} from "./account-figures.ts";
export {
  type AbsentFigure,
  absent,
  agree,
  combine,
  type Figure,
  type HeldFigure,
  isHeld,
  median,
  newest,
  sum,
} from "./figure.ts";
export { type Frame, isProvisionalDay, isProvisionalPost, PROVISIONAL_MS, toFrame } from "./frame.ts";
export {
  byText,
  FORMATS,
  isStory,
  listRated,
  medianOf,
  multipleOf,
  POST_INTERACTIONS,
  type Post,
  RATE_FORMULA,
  type Rate,
  rateOf,
  readInsight,
  readInteractions,
  readPart,
  readRate,
  SMALLEST_HISTORY,
  toPosts,
} from "./posts.ts";
