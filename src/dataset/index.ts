export type { AccountRecord, MissingAccount, MissingReason } from "./account.ts";
export type { CommentRecord, CommentWalk } from "./comment.ts";
export type { ActionKind, ActionState, ArchivedThread, CommentAction } from "./comment-action.ts";
export {
  addDays,
  countDays,
  type Day,
  type DaySpan,
  isDay,
  laterDay,
  listDays,
  META_TIME_ZONE,
  ONLINE_HOURS_TIME_ZONE,
  type StampReading,
  spanBefore,
  toDayInZone,
  toDayOfStamp,
  toUnixSeconds,
} from "./day.ts";
export type { GapReason, GapRecord } from "./gap.ts";
export type { AudiencePoint, DayPoint, MediaPoint, TotalPoint } from "./insight.ts";
export type { MediaProductType, MediaRecord, MediaType, ThumbnailRecord } from "./media.ts";
export {
  findMetric,
  isMetricFor,
  type Metric,
  type MetricLevel,
  type MetricUnit,
  metrics,
} from "./metrics.ts";
export { ABILITIES, type Ability, describeRole, mayBy, type PageRole } from "./page-role.ts";
export { type PeriodRules, parsePeriod, toPeriodName, type WeekStart } from "./period.ts";
export { type CompletedWalk, emptyBatch, type RecordBatch } from "./record-batch.ts";
