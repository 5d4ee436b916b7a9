// The right half of the inbox: one thread under its post, who else is at it, what may be done and what was done.
import type { AccountRecord, CommentAction, CommentRecord, MediaRecord } from "../../dataset/index.ts";
import { isOwn, mayBeOwn, type Thread } from "../../moderate/index.ts";
import { hasRole, isWithin } from "../person.ts";
import { findClientsOf } from "../whose.ts";
import { type Address, toPath } from "./address.ts";
import { type HeldThread, readPresence, type ThreadCall, toDeletion, toMark } from "./held-thread.ts";
import { toSavedView } from "./saved-replies.ts";
import { STATE_WORDS, toAge, toDeed, toLine } from "./words.ts";
import { readWritesLeft } from "./writes-left.ts";

const LOG_LINES = 12;
/** Newer ones may not have been run. */
const SLOTS_LOOKED_AT = 50;

/** What a person has typed already, and why it was not sent. */
export interface Draft {
  readonly text: string;
  readonly problem: string;
  readonly hint: string;
  /** Somebody else is at it: the next try is asked for in so many words. */
  readonly isCollision: boolean;
}

export const NO_DRAFT: Draft = { text: "", problem: "", hint: "", isCollision: false };

export async function toThreadView(
  held: HeldThread,
  filters: Address,
  call: ThreadCall,
  draft: Draft = NO_DRAFT,
): Promise<Readonly<Record<string, unknown>>> {
  const { ports, person, now } = call;
  const { row, account, thread, actions } = held;
  const { top } = row;
  const [media] = await ports.store.comments.media([top.mediaId]);
  const own = thread?.account ?? account;
  const toView = (comment: CommentRecord) => toCommentView(comment, own, actions, now);
  const hasToken = ports.settings.connections.some(({ name }) => name === account.connection);
  const isGone = thread === undefined;
  const waits = toDeletion(actions, top.commentId);
  const deletion = waits === null ? null : { ...waits, scheduledAt: await readScheduledAt(call) };
  const isHidden = (thread?.top ?? top).hidden === true;
  return {
    id: top.commentId,
    list: toPath(filters),
    back: toPath(filters).replace(/^[^?]*\??/, ""),
    post: await toPostView(media, thread?.media, top, account, call),
    top: toView(thread?.top ?? top),
    // With the comment its replies go, too: what is decided then is its deletion.
    replies: (thread?.replies ?? [])
      .map(toView)
      .map((reply) => ({ ...reply, offersActs: deletion === null || reply.deletion !== null })),
    state: STATE_WORDS[row.state],
    isGone,
    isDone: row.done !== undefined,
    isHidden,
    mayReply: !isHidden && deletion === null && !isOwn(top, own),
    isOwn: isOwn(top, own),
    done: row.done ?? null,
    assigned: row.assigned ?? null,
    isMine: row.assigned?.to === person.name,
    people: (await listPeople(account, call)).map((name) => ({ name, isChosen: name === row.assigned?.to })),
    presence: await readPresence(top.commentId, call),
    deletion,
    mayWrite: hasRole(person, "moderator") && hasToken && !isGone,
    whyNot: toWhyNot(hasToken, isGone, account),
    graceHours: ports.settings.comments.graceHours,
    writesLeft: await readWritesLeft(ports, [account.connection]),
    ...(await toSavedView(held, filters, call)),
    mark: toMark(held),
    draft,
    log: actions.slice(0, LOG_LINES).map((action) => ({
      at: action.requestedAt,
      by: action.osUser,
      deed: toDeed(action),
    })),
    lookedAt: top.takenAt,
  };
}

/** When `gazette schedule` was last at work with this store, as far as is known; "" for never. */
async function readScheduledAt({ ports }: ThreadCall): Promise<string> {
  const slots = await ports.store.slots.recent(SLOTS_LOOKED_AT);
  const moments = slots.flatMap(({ startedAt, finishedAt }) => finishedAt ?? startedAt ?? []);
  return moments.sort().at(-1) ?? "";
}

function toCommentView(
  comment: CommentRecord,
  account: Thread["account"] | AccountRecord,
  actions: readonly CommentAction[],
  now: Date,
) {
  return {
    id: comment.commentId,
    author: comment.username ?? (isOwn(comment, account) ? account.username : "somebody"),
    at: comment.createdAt,
    age: toAge(comment.createdAt, now),
    text: comment.text || "(no words)",
    isOwn: isOwn(comment, account),
    isForeign: !mayBeOwn(comment, account),
    isHidden: comment.hidden === true,
    deletion: toDeletion(actions, comment.commentId),
  };
}

async function toPostView(
  media: MediaRecord | undefined,
  head: Thread["media"] | undefined,
  top: CommentRecord,
  account: AccountRecord,
  { ports }: ThreadCall,
) {
  const pictured = await ports.store.thumbnailIds([top.mediaId]);
  // Of a post that was never collected, what was read with its comments.
  const caption = media?.caption ?? head?.caption ?? "";
  const facts: string[] = [];
  if (media !== undefined) {
    const published = Date.parse(media.publishedAt);
    const [from, to] = [media.publishedAt, new Date(published + 1).toISOString()];
    const points = await ports.store.read.mediaInsights(account.accountId, from, to);
    const reach = points.find(
      (point) => point.mediaId === media.mediaId && point.metric === "reach" && point.bucket === "",
    );
    if (reach !== undefined) facts.push(`${reach.value.toLocaleString("en-GB")} reached`);
    if (media.commentsCount !== undefined) facts.push(`${media.commentsCount.toLocaleString("en-GB")} comments`);
  }
  return {
    account: account.username,
    accountId: account.accountId,
    picture: pictured.has(top.mediaId) ? `/media/${top.mediaId}/picture` : "",
    title: toLine(caption, 80) || "A post without words",
    caption,
    isLong: caption.trim() !== toLine(caption, 80),
    kind: media === undefined ? "post" : (KINDS[media.mediaProductType] ?? "post"),
    publishedAt: media?.publishedAt ?? "",
    facts,
    permalink: toInstagram(media?.permalink ?? head?.permalink),
    others: toPath({ view: "all", media: top.mediaId }),
  };
}

const KINDS: Readonly<Record<string, string>> = { FEED: "post", REELS: "reel", STORY: "story", AD: "ad" };

/** An address of Instagram, or none: what the API tells is nothing to send people to unseen. */
function toInstagram(permalink: string | undefined): string {
  const url = permalink === undefined ? null : URL.parse(permalink);
  return url?.protocol === "https:" && /(^|\.)instagram\.com$/.test(url.hostname) ? url.href : "";
}

/** Who may be given this account's comments; alone at a machine, that is oneself. */
async function listPeople(account: AccountRecord, { ports, person }: ThreadCall): Promise<readonly string[]> {
  const clients = await findClientsOf(account.accountId, ports);
  const people = ports.settings.desk.users
    .filter(({ role }) => hasRole({ role }, "moderator"))
    .filter(({ clients: own }) => isWithin(own ?? "all", clients))
    .map(({ name }) => name);
  return [person.name, ...people.filter((name) => name !== person.name)];
}

function toWhyNot(hasToken: boolean, isGone: boolean, { connection }: AccountRecord): string {
  if (isGone) return "It is no longer on Instagram.";
  return hasToken ? "" : `There is no token for connection ${connection} here: nothing can be written.`;
}
