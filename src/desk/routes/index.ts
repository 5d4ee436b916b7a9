// Every page of the desk. One file a page; a line here is all the server needs.
import type { DeskRoute } from "../route.ts";
import { accountDays } from "./account-days.ts";
import { account, accounts } from "./accounts.ts";
import { calls, callsForecast } from "./calls.ts";
import { commentActs, commentReply } from "./comment-acts.ts";
import { commentAssign, commentDone } from "./comment-marks.ts";
import { commentDropReply, commentSaveReply } from "./comment-replies.ts";
import { comment, commentPresence, comments } from "./comments.ts";
import { commentsBulk, commentsBulkDo, commentsPreview } from "./comments-bulk.ts";
import { commentsLook } from "./comments-look.ts";
import { lessonForget } from "./lesson-forget.ts";
import { live } from "./live.ts";
import { log } from "./log.ts";
import { mediaPicture } from "./media-picture.ts";
import { report } from "./report.ts";
import { reportCompare } from "./report-compare.ts";
import {
  reportAgain,
  reportReject,
  reportRelease,
  reportRemake,
  reportSend,
  reportSettle,
} from "./report-decisions.ts";
import { reportFile, reportPage } from "./report-files.ts";
import { reportMake } from "./report-make.ts";
import { reportMissing } from "./report-missing.ts";
import { reportRestated } from "./report-restated.ts";
import { linkRevoke, reportShare } from "./report-share.ts";
import { reports } from "./reports.ts";
import { settings } from "./settings.ts";
import { settingsCheck } from "./settings-check.ts";
import { today } from "./today.ts";
import { toWaysBack } from "./way-back.ts";

const PAGES_AND_WRITES: readonly DeskRoute[] = [
  today,
  accounts,
  account,
  accountDays,
  comments,
  comment,
  commentPresence,
  commentReply,
  ...commentActs,
  ...commentDone,
  commentAssign,
  commentSaveReply,
  commentDropReply,
  commentsLook,
  commentsBulk,
  commentsPreview,
  commentsBulkDo,
  mediaPicture,
  live,
  reports,
  report,
  reportPage,
  reportFile,
  reportCompare,
  reportRestated,
  reportMissing,
  reportMake,
  reportRelease,
  reportReject,
  reportSettle,
  reportSend,
  reportAgain,
  reportRemake,
  reportShare,
  linkRevoke,
  calls,
  callsForecast,
  lessonForget,
  settings,
  settingsCheck,
  log,
];

export const ROUTES: readonly DeskRoute[] = [...PAGES_AND_WRITES, ...toWaysBack(PAGES_AND_WRITES)];
