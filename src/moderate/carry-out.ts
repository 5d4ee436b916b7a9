// Sends what was committed, one after the other. Each action is taken on disk right before it leaves, so that a crash
// leaves either "never sent" or "look it up": a text is never sent twice, and nothing is deleted without its archive.
import { type AccountRecord, COMMENTS_A_PAGE, type CommentAction } from "../dataset/index.ts";
import { BudgetSpent, GraphError } from "../graph/index.ts";
import { toArchive } from "./commit.ts";
import { type ModerateContext, mayBeOwn, type Thread } from "./context.ts";
import { findComment } from "./find-thread.ts";
import { confirmGone, type Finding, listTwins, lookUp } from "./look-up.ts";
import { ModerateError } from "./moderate-error.ts";
import { isSameText } from "./prepare.ts";
import { endDone, endRefused, type Sent, sendAction, toAnswer } from "./send-action.ts";

export interface CarryOutOptions {
  readonly accounts: readonly AccountRecord[];
  /** How long after a lost answer its effect may still show; then what is not there is sent again. */
  readonly settleMs: number;
  /** Threads that were read a moment ago, by comment id. */
  readonly fresh?: ReadonlyMap<string, Thread> | undefined;
  readonly onDone?: ((action: CommentAction, done: number, of: number) => void) | undefined;
}

export interface CarriedOut {
  /** paused: the budget is spent, or a stop signal came; what is left waits for the next run. */
  readonly outcome: "complete" | "partial" | "paused" | "failed";
  /** As they are now, in order. */
  readonly actions: readonly CommentAction[];
  readonly resumesAt: string | null;
  readonly message?: string | undefined;
}

/** A lost answer is looked up and sent again so often at most. */
const MOST_TRIES = 3;
/** One comment may be more than the server can bear; when so many in a row are, it is the server. */
const MOST_TRANSIENTS = 3;
/** Of what reading did not decide, it is tried again so much later: an undecided one must not eat the hour. */
const UNDECIDED_MS = 60 * 60_000;
/** A deletion archived longer ago is read and archived again right before. */
const ARCHIVE_FRESH_MS = 10 * 60_000;

export async function carryOut(
  context: ModerateContext,
  actions: readonly CommentAction[],
  options: CarryOutOptions,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { store } = context;
  const stopped = new Map<string, Error>();
  const transients = new Map<string, number>();
  let done = 0;
  // What came out unknown is looked up after the others: by then its effect shows, if it has one.
  const queue = [...actions];
  for (let rounds = 0; queue.length > 0 && rounds < actions.length * (MOST_TRIES + 1); rounds += 1) {
    const action = queue.shift();
    if (action === undefined || signal.aborted) break;
    if (stopped.has(action.connection) || stopped.has(action.accountId)) continue;
    try {
      const state = await carryOutOne(context, action, options, signal);
      transients.delete(action.connection);
      const [now] = await store.comments.actions({ actionIds: [action.actionId] });
      // Looked up without having been sent in between, it would be found as it was.
      if (state === "unknown" && now !== undefined && now.tries > action.tries) queue.push(now);
      if (state !== "unknown") done += 1;
      if (now !== undefined) options.onDone?.(now, done, actions.length);
    } catch (error) {
      if (signal.aborted) break;
      const stops = await toStop(context, action, error);
      if (stops === undefined) continue;
      const { scope, isTransient } = stops;
      const times = isTransient ? (transients.get(scope) ?? 0) + 1 : MOST_TRANSIENTS;
      transients.set(scope, times);
      stopped.set(times < MOST_TRANSIENTS ? action.actionId : scope, stops.error);
    }
  }
  return toOutcome(context, actions, stopped, signal);
}

/**
 * What else a failure stops: the hour of one token or account, or the token itself, exactly its own actions. Undefined when it
 * ends this action alone: what Instagram refuses to show it would refuse at every try.
 */
async function toStop(
  context: ModerateContext,
  action: CommentAction,
  error: unknown,
): Promise<
  { readonly scope: string; readonly error: BudgetSpent | GraphError; readonly isTransient: boolean } | undefined
> {
  const { accountId, connection } = action;
  if (error instanceof BudgetSpent) return { scope: error.accountId ?? connection, error, isTransient: false };
  if (error instanceof GraphError && (error.recovery === "stop" || error.recovery === "retry")) {
    return { scope: connection, error, isTransient: error.code !== "GRAPH_UNREACHABLE" };
  }
  if (!(error instanceof GraphError) && !(error instanceof ModerateError)) throw error;
  // Of one whose answer was lost nobody knows whether it was done: it is looked up again at another time.
  if (action.state === "unknown" && error instanceof GraphError) return { scope: accountId, error, isTransient: false };
  await endRefused(context, action, error instanceof GraphError ? toAnswer(error) : error.message);
  return undefined;
}

async function toOutcome(
  { store }: ModerateContext,
  actions: readonly CommentAction[],
  stopped: ReadonlyMap<string, Error>,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const now = await store.comments.actions({ actionIds: actions.map(({ actionId }) => actionId) });
  const byId = new Map(now.map((action) => [action.actionId, action]));
  const ended = actions.map((action) => byId.get(action.actionId) ?? action);
  const spent = [...stopped.values()].find((error) => error instanceof BudgetSpent);
  const failure = [...stopped.values()].find((error) => !(error instanceof BudgetSpent));
  const resumesAt = spent?.resumesAt.toISOString() ?? null;
  const isLeft = ended.some(({ state }) => state !== "done" && state !== "refused" && state !== "undone");
  const allRefused = ended.length > 0 && ended.every(({ state }) => state === "refused");
  if (failure instanceof GraphError && failure.recovery === "retry") {
    return { outcome: "paused", actions: ended, resumesAt, message: `${failure.message} What is left waits.` };
  }
  if (failure !== undefined) {
    const none = ended.every(({ state }) => state !== "done");
    return { outcome: none ? "failed" : "partial", actions: ended, resumesAt, message: failure.message };
  }
  if (spent !== undefined) return { outcome: "paused", actions: ended, resumesAt, message: spent.message };
  if (signal.aborted && isLeft) {
    return {
      outcome: "paused",
      actions: ended,
      resumesAt,
      message: "Interrupted; the same command goes on from here.",
    };
  }
  if (allRefused) return { outcome: "failed", actions: ended, resumesAt };
  const isPartial = isLeft || ended.some(({ state }) => state === "refused");
  return { outcome: isPartial ? "partial" : "complete", actions: ended, resumesAt };
}

/** Takes one action as far as it gets: done, refused, or unknown when its answer was lost. */
async function carryOutOne(
  context: ModerateContext,
  action: CommentAction,
  options: CarryOutOptions,
  signal: AbortSignal,
): Promise<CommentAction["state"]> {
  const account = options.accounts.find(({ accountId }) => accountId === action.accountId);
  if (account === undefined) return action.state;
  if (action.state === "unknown") {
    const settled = await settleUnknown(context, action, account, options.settleMs, signal);
    if (settled !== undefined) return settled;
    if (action.tries >= MOST_TRIES) {
      const last = action.answer === undefined ? "" : `; the last answer: ${action.answer}`;
      return endRefused(context, action, `sent ${action.tries} times, and it is not done${last}`);
    }
  } else if (action.state !== "planned") return action.state;
  if (action.kind === "delete") {
    const archived = await archiveAgain(context, action, options, signal);
    if (archived !== "archived") return archived;
  }
  const knownIds = await readKnownIds(context, action, account, options, signal);
  const sent = await sendAction(context, action, knownIds, signal);
  return sent.kind === "ended" ? sent.state : settleRefused(context, sent, account, signal);
}

/** A refusal is told when reading back shows that it is one: what was posted and answered with an error is done. */
async function settleRefused(
  context: ModerateContext,
  { action, answer, mayPass }: Extract<Sent, { kind: "refused" }>,
  account: AccountRecord,
  signal: AbortSignal,
): Promise<CommentAction["state"]> {
  let finding: Finding;
  try {
    finding = await lookUp(context, action, account, signal);
  } catch (error) {
    // Who may not even read may not write: both say the same.
    if (error instanceof GraphError && error.code === "GRAPH_NOT_PERMITTED") return endRefused(context, action, answer);
    throw error;
  }
  if (finding.kind !== "not-there") return endFound(context, action, finding);
  return mayPass ? "unknown" : endRefused(context, action, answer);
}

async function endFound(
  context: ModerateContext,
  action: CommentAction,
  finding: Exclude<Finding, { kind: "not-there" }>,
): Promise<CommentAction["state"]> {
  if (finding.kind === "gone") return endRefused(context, action, finding.answer);
  if (finding.kind === "undecided") return putOff(context, action, "unknown", finding.answer);
  await endDone(context, action, finding.answer, finding.resultId);
  return "done";
}

async function putOff<S extends "planned" | "unknown">(
  { store, clock }: ModerateContext,
  action: CommentAction,
  state: S,
  answer: string,
): Promise<S> {
  const now = clock.now();
  const dueAt = new Date(now.getTime() + UNDECIDED_MS).toISOString();
  await store.comments.end(action, { state, at: now.toISOString(), answer, dueAt });
  return state;
}

/** Undefined when it did not arrive and may be sent again. */
async function settleUnknown(
  context: ModerateContext,
  action: CommentAction,
  account: AccountRecord,
  settleMs: number,
  signal: AbortSignal,
): Promise<CommentAction["state"] | undefined> {
  const { clock } = context;
  let finding = await lookUp(context, action, account, signal);
  const showsBy = Date.parse(action.sentAt ?? "") + settleMs;
  const waitMs = showsBy - clock.now().getTime();
  if (finding.kind === "not-there" && waitMs > 0) {
    // The request may still be on its way.
    await clock.sleep(Math.min(waitMs, settleMs), signal);
    finding = await lookUp(context, action, account, signal);
  }
  return finding.kind === "not-there" ? undefined : endFound(context, action, finding);
}

/** Comments with the same text, ours for all that is known, that are there before it is sent: none of them is this one. */
async function readKnownIds(
  context: ModerateContext,
  action: CommentAction,
  account: AccountRecord,
  { fresh }: CarryOutOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (action.kind !== "reply" && action.kind !== "create") return [];
  if (action.tries > 0) return action.knownIds;
  const thread = fresh?.get(action.commentId ?? "");
  if (thread === undefined || thread.replies.length >= COMMENTS_A_PAGE) {
    return listTwins(context, action, account, signal);
  }
  return thread.replies
    .filter((reply) => mayBeOwn(reply, thread.account) && isSameText(reply.text, action.text ?? ""))
    .map(({ commentId }) => commentId);
}

/** What was written under it during the grace time goes into the archive too. */
async function archiveAgain(
  context: ModerateContext,
  action: CommentAction,
  { accounts }: CarryOutOptions,
  signal: AbortSignal,
): Promise<"archived" | "done" | "planned"> {
  const { store, clock } = context;
  const { actionId, commentId = "" } = action;
  const [held] = await store.comments.archived([actionId]);
  const now = clock.now();
  if (held !== undefined && now.getTime() - Date.parse(held.archivedAt) < ARCHIVE_FRESH_MS) return "archived";
  try {
    const { thread } = await findComment(context, accounts, commentId, signal);
    await store.comments.archive({ ...toArchive(thread, commentId, now.toISOString()), actionId });
    return "archived";
  } catch (error) {
    if (!(error instanceof ModerateError) || error.code !== "MODERATE_NOT_FOUND") throw error;
    const found = await confirmGone(context, action, signal);
    if (found.kind === "undecided") return putOff(context, action, "planned", found.answer);
    await endDone(context, action, "it was gone already", undefined);
    return "done";
  }
}
