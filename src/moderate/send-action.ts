// One write on its way to Instagram, and what its answer says of it.
import type { CommentAction } from "../dataset/index.ts";
import { BudgetSpent, GraphError, type GraphRequest } from "../graph/index.ts";
import type { ModerateContext } from "./context.ts";

/** Another process has taken the action; nothing leaves from here. */
class TakenElsewhere extends Error {}

export type Sent =
  | { readonly kind: "ended"; readonly state: CommentAction["state"] }
  /** The API says that it did not do it. Stored as unknown: that it was done all the same is found out by reading. */
  | {
      readonly kind: "refused";
      readonly action: CommentAction;
      readonly answer: string;
      /** "Does not exist" may be a throttle or a lost role in disguise (CONTRACT §8, 100/33). */
      readonly mayPass: boolean;
    };

/**
 * Sends one action, taken on disk right before it leaves. A refusal is to be read back; a lost answer leaves it unknown; what
 * never left waits as before. Throws what stops its whole connection.
 */
export async function sendAction(
  context: ModerateContext,
  action: CommentAction,
  knownIds: readonly string[],
  signal: AbortSignal,
): Promise<Sent> {
  const { graph, store, clock } = context;
  let taken: CommentAction | undefined;
  const request: GraphRequest = {
    ...toRequest(action),
    connection: action.connection,
    accountId: action.accountId,
    pool: "comment-writes",
    about: describe(action),
    beforeSend: async () => {
      taken = await store.comments.claim(taken ?? action, knownIds);
      if (taken === undefined) throw new TakenElsewhere();
    },
  };
  try {
    const { body } = await graph.send(request, signal);
    return await endAnswered(context, taken ?? action, body);
  } catch (error) {
    if (error instanceof TakenElsewhere) return { kind: "ended", state: "sending" };
    // Never left, or throttled each time: it waits for its turn as before.
    if (error instanceof BudgetSpent) {
      if (taken !== undefined) await store.comments.end(taken, { state: "planned", at: clock.now().toISOString() });
      throw error;
    }
    if (taken === undefined) throw error;
    if (error instanceof GraphError && isNeverSent(error)) {
      await store.comments.end(taken, { state: "planned", at: clock.now().toISOString(), answer: toAnswer(error) });
      throw error;
    }
    if (!(error instanceof GraphError) || isLost(error)) {
      await store.comments.end(taken, { state: "unknown", at: clock.now().toISOString(), answer: toAnswer(error) });
      if (!(error instanceof GraphError)) throw error;
      return { kind: "ended", state: "unknown" };
    }
    if (error.recovery === "stop") {
      await store.comments.end(taken, { state: "planned", at: clock.now().toISOString(), answer: toAnswer(error) });
      throw error;
    }
    return doubt(context, taken, toAnswer(error), error.code === "GRAPH_GONE");
  }
}

/** A refusal in the API's own words says that nothing happened; whether it is right is read back. Everything else says nothing. */
function isLost(error: GraphError): boolean {
  return error.recovery === "retry" || error.httpStatus === undefined || error.apiCode === undefined;
}

/** No line was ever there: nothing can have arrived. */
function isNeverSent({ code, apiMessage = "" }: GraphError): boolean {
  const words = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
  return code === "GRAPH_UNREACHABLE" && words.test(apiMessage);
}

export function toAnswer(error: unknown): string {
  if (!(error instanceof GraphError)) return "no answer";
  const words = error.apiMessage ?? error.message;
  return error.apiCode === undefined ? words : `${error.apiCode}: ${words}`;
}

async function doubt(context: ModerateContext, action: CommentAction, answer: string, mayPass: boolean): Promise<Sent> {
  await context.store.comments.end(action, { state: "unknown", at: context.clock.now().toISOString(), answer });
  return { kind: "refused", action: { ...action, state: "unknown", answer }, answer, mayPass };
}

async function endAnswered(context: ModerateContext, action: CommentAction, body: unknown): Promise<Sent> {
  const { id, success } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const isText = action.kind === "reply" || action.kind === "create";
  if (isText ? typeof id === "string" : success === true) {
    await endDone(context, action, isText ? "created" : "success", isText ? String(id) : undefined);
    return { kind: "ended", state: "done" };
  }
  if (success === false) return doubt(context, action, "the API answered that it did not do it", false);
  const at = context.clock.now().toISOString();
  await context.store.comments.end(action, { state: "unknown", at, answer: "an answer of an unexpected shape" });
  return { kind: "ended", state: "unknown" };
}

export async function endRefused(context: ModerateContext, action: CommentAction, answer: string): Promise<"refused"> {
  await context.store.comments.end(action, { state: "refused", at: context.clock.now().toISOString(), answer });
  return "refused";
}

/** The log and the dataset say the same. */
export async function endDone(
  { store, clock }: ModerateContext,
  action: CommentAction,
  answer: string,
  resultId: string | undefined,
): Promise<void> {
  const at = clock.now().toISOString();
  await store.comments.end(action, { state: "done", at, answer, resultId });
  const { kind, commentId, accountId, mediaId, text = "" } = action;
  if (kind === "open" || kind === "close") await store.comments.markOpen(mediaId, kind === "open");
  if (commentId !== undefined && kind === "delete") await store.comments.markDeleted([commentId], at);
  if (commentId !== undefined && (kind === "hide" || kind === "unhide")) {
    await store.comments.markHidden(commentId, kind === "hide");
  }
  if (resultId === undefined) return;
  const parentId = kind === "reply" ? commentId : undefined;
  const createdAt = action.sentAt ?? at;
  // By which id the API calls its author is not known before it is read (CONTRACT §13.11).
  const written = { commentId: resultId, mediaId, accountId, parentId, text, createdAt, takenAt: at };
  await store.comments.keep([{ ...written, hidden: false }], []);
}

function toRequest({
  kind,
  commentId = "",
  mediaId,
  text = "",
}: CommentAction): Pick<GraphRequest, "method" | "path" | "params"> {
  switch (kind) {
    case "create":
      return { method: "POST", path: `${mediaId}/comments`, params: { message: text } };
    case "reply":
      return { method: "POST", path: `${commentId}/replies`, params: { message: text } };
    case "hide":
    case "unhide":
      return { method: "POST", path: commentId, params: { hide: String(kind === "hide") } };
    case "delete":
      return { method: "DELETE", path: commentId };
    case "open":
    case "close":
      return { method: "POST", path: mediaId, params: { comment_enabled: String(kind === "open") } };
    default:
      throw new Error(`${kind} is a note of our own and is not sent`);
  }
}

function describe({ kind, commentId, mediaId }: CommentAction): string {
  // "Could not read the answer to …" is how the door's sentences begin.
  const where = commentId === undefined ? `media ${mediaId}` : `comment ${commentId}`;
  return `the answer to "${kind}" for ${where}`;
}
