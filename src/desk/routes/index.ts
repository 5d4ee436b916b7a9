// Every page of the desk. One file a page; a line here is all the server needs.
import type { DeskRoute } from "../route.ts";
import { account, accounts } from "./accounts.ts";
import { commentActs, commentReply } from "./comment-acts.ts";
import { commentAssign, commentDone, commentSave } from "./comment-marks.ts";
import { comment, commentPresence, comments } from "./comments.ts";
import { commentsBulk, commentsBulkDo, commentsPreview } from "./comments-bulk.ts";
import { commentsLook } from "./comments-look.ts";
import { mediaPicture } from "./media-picture.ts";
import { today } from "./today.ts";

export const ROUTES: readonly DeskRoute[] = [
  today,
  accounts,
  account,
  comments,
  comment,
  commentPresence,
  commentReply,
  ...commentActs,
  ...commentDone,
  commentAssign,
  commentSave,
  commentsLook,
  commentsBulk,
  commentsPreview,
  commentsBulkDo,
  mediaPicture,
];
