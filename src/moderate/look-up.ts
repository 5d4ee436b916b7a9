// Whether an action whose answer was lost has arrived: found by reading, never by sending it again.
import type { AccountRecord, CommentAction } from "../dataset/index.ts";
import { GraphError, readComment, refuseLoop, toListing } from "../graph/index.ts";
import { isOwn, type ModerateHouse } from "./house.ts";
import { isSameText } from "./prepare.ts";
import { COMMENTS_A_PAGE, REPLY_FIELDS, toCommentRecord } from "./wire.ts";

export type Finding =
  | { readonly kind: "arrived"; readonly resultId?: string | undefined; readonly answer: string }
  | { readonly kind: "not-there" }
  /** What it was about is gone: it can neither have arrived nor be sent again. */
  | { readonly kind: "gone"; readonly answer: string };

/** Clocks of two machines may differ; whatever of ours is older than this was there before. */
const MARGIN_MS = 24 * 3_600_000;

export async function lookUp(
  house: ModerateHouse,
  action: CommentAction,
  account: Pick<AccountRecord, "accountId" | "username">,
  signal: AbortSignal,
): Promise<Finding> {
  const { kind, commentId = "", mediaId } = action;
  switch (kind) {
    case "reply":
      return findText(house, action, account, `${commentId}/replies`, "oldest-first", signal);
    case "create":
      return findText(house, action, account, `${mediaId}/comments`, "newest-first", signal);
    case "delete": {
      const body = await readNode(house, action, commentId, "id", signal);
      return body === undefined ? { kind: "arrived", answer: "no longer there" } : { kind: "not-there" };
    }
    case "hide":
    case "unhide": {
      const body = await readNode(house, action, commentId, "id,hidden", signal);
      if (body === undefined) return { kind: "gone", answer: "the comment is no longer there" };
      return body.hidden === (kind === "hide") ? { kind: "arrived", answer: "read back" } : { kind: "not-there" };
    }
    default: {
      const body = await readNode(house, action, mediaId, "id,is_comment_enabled", signal);
      if (body === undefined) return { kind: "gone", answer: "the media is no longer there" };
      const isAsWanted = body.is_comment_enabled === (kind === "open");
      return isAsWanted ? { kind: "arrived", answer: "read back" } : { kind: "not-there" };
    }
  }
}

/** Ids of the account's comments with this text that are there now: taken before a text is sent. */
export async function listTwins(
  house: ModerateHouse,
  action: CommentAction,
  account: Pick<AccountRecord, "accountId" | "username">,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const order = action.kind === "reply" ? "oldest-first" : "newest-first";
  const path = action.kind === "reply" ? `${action.commentId}/replies` : `${action.mediaId}/comments`;
  return (await walkTwins(house, action, account, path, order, signal)) ?? [];
}

async function findText(
  house: ModerateHouse,
  action: CommentAction,
  account: Pick<AccountRecord, "accountId" | "username">,
  path: string,
  order: "newest-first" | "oldest-first",
  signal: AbortSignal,
): Promise<Finding> {
  const twins = await walkTwins(house, action, account, path, order, signal);
  if (twins === undefined) return { kind: "gone", answer: "what it was to be written under is no longer there" };
  // Another action of ours may have written the same words there.
  const others = await house.store.comments.actions({ accountIds: [account.accountId], kinds: [action.kind] });
  const taken = new Set([...action.knownIds, ...others.map(({ resultId }) => resultId)]);
  const resultId = twins.find((id) => !taken.has(id));
  return resultId === undefined ? { kind: "not-there" } : { kind: "arrived", resultId, answer: "read back" };
}

async function walkTwins(
  { graph, clock }: ModerateHouse,
  action: CommentAction,
  account: Pick<AccountRecord, "accountId" | "username">,
  path: string,
  order: "newest-first" | "oldest-first",
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const { connection, accountId, mediaId, text = "" } = action;
  const about = `what @${account.username} wrote`;
  const oldest = new Date(Date.parse(action.sentAt ?? clock.now().toISOString()) - MARGIN_MS).toISOString();
  const twins: string[] = [];
  const followed = new Set<string>();
  for (let after: string | undefined; ; ) {
    const params = { fields: REPLY_FIELDS, limit: String(COMMENTS_A_PAGE), ...(after === undefined ? {} : { after }) };
    let body: unknown;
    try {
      ({ body } = await graph.send({ connection, accountId, path, params, about }, signal));
    } catch (error) {
      if (error instanceof GraphError && error.code === "GRAPH_GONE") return undefined;
      throw error;
    }
    const page = toListing(body, about);
    const read = page.data.flatMap((item) => {
      const read = readComment(item);
      return read === undefined ? [] : [toCommentRecord(read, { mediaId, accountId, takenAt: "" })];
    });
    twins.push(
      ...read.filter((one) => isOwn(one, account) && isSameText(one.text, text)).map(({ commentId }) => commentId),
    );
    const isPast = order === "newest-first" && read.some(({ createdAt }) => createdAt < oldest);
    if (page.after === undefined || isPast) return twins;
    refuseLoop(page.after, followed, about);
    followed.add(page.after);
    after = page.after;
  }
}

async function readNode(
  { graph }: ModerateHouse,
  { connection, accountId }: CommentAction,
  path: string,
  fields: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { body } = await graph.send({ connection, accountId, path, params: { fields }, about: `${path}` }, signal);
    return body as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof GraphError && error.code === "GRAPH_GONE") return undefined;
    throw error;
  }
}
