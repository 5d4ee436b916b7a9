// Comment writes and their rules (CONTRACT §2.5): create, reply, hide, delete, open and close.

import type { Call } from "./call.ts";
import { type Comment, listComments, toMediaIdOfComment, toOwner, toWrittenCommentId } from "./comments.ts";
import type { JsonObject } from "./json.ts";
import type { Post } from "./posts.ts";
import { refusal } from "./refusals.ts";
import { findMedia } from "./world.ts";

export interface WriteRequest {
  readonly method: "POST" | "DELETE";
  readonly id: string;
  readonly edge: string | null;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Does the write and gives its body. `enter` is called once it is known to be a write, and may refuse it (613). */
export function performWrite(
  { method, id, edge, parameters }: WriteRequest,
  call: Call,
  enter: () => void,
): JsonObject {
  const media = findMedia(call.world, id, call.nowMs);
  if (media !== null && media.child === 0 && !call.moderation.deletedMedia.has(id)) {
    refuseWithoutPermission(media.post, call);
    enter();
    if (method === "POST" && edge === "comments") return createComment(media.post, null, parameters, call);
    if (method === "POST" && edge === null && parameters.has("comment_enabled")) {
      call.moderation.commentsEnabled.set(id, readFlag(parameters, "comment_enabled"));
      return { success: true };
    }
    if (method === "DELETE" && edge === null) {
      call.moderation.deletedMedia.add(id);
      return { success: true, deleted_id: id };
    }
  }
  const found = findComment(id, call);
  if (found !== null) {
    refuseWithoutPermission(found.post, call);
    enter();
    if (method === "POST" && edge === "replies") return createComment(found.post, found.comment, parameters, call);
    if (method === "POST" && edge === null && parameters.has("hide"))
      return hideComment(found.comment, parameters, call);
    if (method === "DELETE" && edge === null) {
      call.moderation.deletedComments.add(id);
      return { success: true };
    }
  }
  throw refusal.notFound(id, method.toLowerCase());
}

/** A comment that exists now, with its post; null otherwise. */
export function findComment(id: string, call: Call): { readonly comment: Comment; readonly post: Post } | null {
  const mediaId = toMediaIdOfComment(id, call.moderation);
  const media = mediaId === null ? null : findMedia(call.world, mediaId, call.nowMs);
  if (media === null || call.moderation.deletedMedia.has(media.post.id)) return null;
  const comment = listComments(media.post, call.moderation, call.nowMs).find((one) => one.id === id);
  return comment === undefined ? null : { comment, post: media.post };
}

function refuseWithoutPermission({ account }: Post, call: Call): void {
  if (call.user.permissions.instagram_manage_comments !== "granted") {
    throw refusal.needsPermission("instagram_manage_comments");
  }
  const page = call.world.pages.find((one) => one.account?.id === account.id);
  if (page?.tasks.includes("MODERATE") === false) throw refusal.notPermitted();
}

function createComment(
  post: Post,
  target: Comment | null,
  parameters: ReadonlyMap<string, string>,
  call: Call,
): JsonObject {
  const text = parameters.get("message") ?? "";
  if (text === "") throw refusal.missingParameter("message");
  if (call.moderation.commentsEnabled.get(post.id) === false)
    throw refusal.badValue("Comments are disabled for this media");
  if (target?.isHidden === true) throw refusal.badValue("Hidden comments cannot be replied to");
  const id = toWrittenCommentId(post, call.moderation);
  call.moderation.created.set(id, {
    id,
    mediaId: post.id,
    text,
    postedAt: Math.floor(call.nowMs / 1000) * 1000,
    from: toOwner(post.account),
    // A reply to a reply is attached to the comment at the top.
    parentId: target === null ? null : (target.parentId ?? target.id),
    likeCount: 0,
    isHidden: false,
    isOwn: true,
  });
  return { id };
}

/** The media owner's own comments stay visible whatever is set. */
function hideComment(comment: Comment, parameters: ReadonlyMap<string, string>, call: Call): JsonObject {
  const isHidden = readFlag(parameters, "hide");
  if (!comment.isOwn) call.moderation.hidden.set(comment.id, isHidden);
  return { success: true };
}

function readFlag(parameters: ReadonlyMap<string, string>, name: string): boolean {
  const text = parameters.get(name);
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw refusal.badValue(`Invalid parameter: ${name} must be a boolean`);
}
