// The figures of accounts and posts over plain facts: each held with its receipt, or absent with its reason.
export { explainAbsence, findGap, type QuestionKind, type Sought } from "./absence.ts";
export type { AccountPeriod, AccountWeek, DayTable, Reading } from "./account-facts.ts";
export {
  averageHeld,
  averageOverReach,
  averagePosts,
  averageReach,
  countPosts,
  findLongestReach,
  MAX_WINDOW_DAYS,
  mean,
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
  divide,
  type Figure,
  type HeldFigure,
  isHeld,
  isSame,
  median,
  newest,
  sum,
} from "./figure.ts";
export { rateOfOthers } from "./follow-type.ts";
export { asKpi, type Formula, type FormulaArgs, type PlainFormula } from "./formula.ts";
export { type Frame, isProvisionalDay, isProvisionalPost, PROVISIONAL_MS, toFrame } from "./frame.ts";
export { medianOfReels, medianSkipRate, sumOfDifferences } from "./post-figures.ts";
export {
  byText,
  FORMATS,
  isStory,
  listRated,
  medianOf,
  multipleOf,
  type Post,
  type Rate,
  rateOf,
  readInsight,
  readInteractions,
  readPart,
  readRate,
  SMALLEST_HISTORY,
  toPosts,
} from "./posts.ts";
export { type PlainReason, type Reason, type ReasonArgs, toPlainReason } from "./reason.ts";
