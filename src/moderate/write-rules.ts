// What the API will refuse, known before it has to (CONTRACT §1.3, §2.5): no call is spent on finding out. Pure.
import { type CommentRecord, mayBy, type WriteKind } from "../dataset/index.ts";
import { isOwn, type MediaHead, type Thread } from "./context.ts";

export type Verdict =
  /** `target` is the comment to write to, which is not always the one that was named. */
  | { readonly kind: "allowed"; readonly target?: CommentRecord | undefined; readonly note?: string | undefined }
  /** It is as wanted; nothing needs to be sent. */
  | { readonly kind: "already"; readonly because: string }
  | { readonly kind: "forbidden"; readonly because: string };

const forbidden = (because: string): Verdict => ({ kind: "forbidden", because });
const already = (because: string): Verdict => ({ kind: "already", because });

export function judgeComment(
  kind: WriteKind,
  thread: Thread,
  comment: CommentRecord,
  tasks: readonly string[],
): Verdict {
  const refused = judgePlace(thread.media, tasks);
  if (refused !== undefined) return refused;
  switch (kind) {
    case "reply":
      return judgeReply(thread, comment);
    case "hide":
      if (isOwn(comment, thread.account)) {
        return forbidden("the account's own comments stay visible whatever is set; delete it instead");
      }
      return comment.hidden === true ? already("it is hidden already") : { kind: "allowed", target: comment };
    case "unhide":
      return comment.hidden === false ? already("it is visible already") : { kind: "allowed", target: comment };
    default:
      return { kind: "allowed", target: comment };
  }
}

export function judgeMedia(kind: "create" | "open" | "close", media: MediaHead, tasks: readonly string[]): Verdict {
  const refused = judgePlace(media, tasks);
  if (refused !== undefined) return refused;
  const { isCommentEnabled } = media;
  if (kind === "create") return isCommentEnabled === false ? forbidden(CLOSED) : { kind: "allowed" };
  if (kind === "open" && isCommentEnabled === true) return already("its comments are open already");
  if (kind === "close" && isCommentEnabled === false) return already("its comments are closed already");
  return { kind: "allowed" };
}

const CLOSED = "comments are closed on this media; open them first with `gazette comments open`";

/** A reply to a reply is attached to the top comment; hidden comments cannot be answered. */
function judgeReply({ media, top }: Thread, comment: CommentRecord): Verdict {
  if (media.isCommentEnabled === false) return forbidden(CLOSED);
  if (comment.hidden === true || top.hidden === true) {
    return forbidden("hidden comments cannot be answered; show it first with `gazette comments unhide`");
  }
  if (comment.commentId === top.commentId) return { kind: "allowed", target: top };
  return {
    kind: "allowed",
    target: top,
    note: `replies have no replies of their own: the answer stands under comment ${top.commentId}`,
  };
}

function judgePlace({ productType }: MediaHead, tasks: readonly string[]): Verdict | undefined {
  if (productType === "LIVE") return forbidden("the API writes no comments on live video");
  if (mayBy(tasks, "comments") === false) {
    return forbidden(
      "your role on its Page lacks the task Moderate; once it is granted, `gazette accounts` takes note of it",
    );
  }
  return undefined;
}
