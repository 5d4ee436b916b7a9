export type { AccountRecord, MissingAccount, MissingReason } from "./account.ts";
export { type AccountFilter, matchesFilter, toTallyScope } from "./account-filter.ts";
export {
  type Authorship,
  judgeAuthor,
  learnSigns,
  type OwnAccount,
  type OwnSigns,
  waitsForAnswer,
} from "./authorship.ts";
export { COMMENTS_A_PAGE, type CommentRecord, type CommentWalk } from "./comment.ts";
export type { ActionKind, ActionState, ArchivedThread, CommentAction, NoteKind, WriteKind } from "./comment-action.ts";
export { foldText, guessScript, parseScript, SCRIPT_NAMES, type ScriptName } from "./comment-text.ts";
export {
  addDays,
  countDays,
  type Day,
  type DaySpan,
  laterDay,
  listDays,
  META_TIME_ZONE,
  ONLINE_HOURS_TIME_ZONE,
  type StampReading,
  spanBefore,
  spanMonthsBefore,
  toDayInZone,
  toDayOfStamp,
  toUnixSeconds,
} from "./day.ts";
export type { GapReason, GapRecord } from "./gap.ts";
export type { AudiencePoint, DayPoint, MediaPoint, TotalPoint } from "./insight.ts";
export { isReportLocale, LANGUAGES, type LanguageCode, LOCALES_IN_WORDS, languageCodes, toLanguage } from "./locale.ts";
export type { MediaProductType, MediaRecord, MediaType, ThumbnailRecord } from "./media.ts";
export { isNamed, type Members, type Named, resolveMembers } from "./members.ts";
export {
  fieldMetrics,
  findMetric,
  isMetricFor,
  type Metric,
  type MetricLevel,
  type MetricUnit,
  metrics,
  type Range,
  toPeriodOf,
  toRange,
} from "./metrics.ts";
export { englishNotes, type Note, type NoteArgs, type Noted, toNoted } from "./note.ts";
export { ABILITIES, type Ability, describeRole, mayBy, type PageRole, toRoleName } from "./page-role.ts";
export {
  type PeriodKind,
  type PeriodRules,
  parsePeriod,
  toPeriodKind,
  toPeriodName,
  toStartOfDay,
  type WeekStart,
} from "./period.ts";
export { type CompletedWalk, emptyBatch, type RecordBatch, type SeenMedia } from "./record-batch.ts";
export { findUnderWay, isOver, isSettled, SETTLING_MS, toEndOfDay, toEndOfSpan, type UnderWay } from "./settling.ts";
