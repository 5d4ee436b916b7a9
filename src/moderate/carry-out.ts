// Sends what was committed, one after the other. Each action is taken on disk right before it leaves, so that a crash
// leaves either "never sent" or "look it up": a text is never sent twice, and nothing is deleted without its archive.
import type { AccountRecord, CommentAction } from "../dataset/index.ts";
import { BudgetSpent, GraphError } from "../graph/index.ts";
import { toArchive } from "./commit.ts";
import { findComment } from "./find-thread.ts";
import { isOwn, type ModerateHouse, type Thread } from "./house.ts";
import { listTwins, lookUp } from "./look-up.ts";
import { ModerateError } from "./moderate-error.ts";
import { isSameText } from "./prepare.ts";
import { endDone, endRefused, sendAction, toAnswer } from "./send-action.ts";
import { COMMENTS_A_PAGE } from "./wire.ts";

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
const MOST_STUMBLES = 3;
/** A deletion archived longer ago is read and archived again right before. */
const ARCHIVE_FRESH_MS = 10 * 60_000;

export async function carryOut(
  house: ModerateHouse,
  actions: readonly CommentAction[],
  options: CarryOutOptions,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { store } = house;
  const stopped = new Map<string, Error>();
  const stumbles = new Map<string, number>();
  let done = 0;
  // What came out unknown is looked up after the others: by then its effect shows, if it has one.
  const queue = [...actions];
  for (let rounds = 0; queue.length > 0 && rounds < actions.length * MOST_TRIES; rounds += 1) {
    const action = queue.shift();
    if (action === undefined || signal.aborted) break;
    if (stopped.has(action.connection) || stopped.has(action.accountId)) continue;
    try {
      const state = await carryOutOne(house, action, options, signal);
      stumbles.delete(action.connection);
      if (state === "unknown") queue.push(...(await store.comments.actions({ actionIds: [action.actionId] })));
      else done += 1;
      const [now] = await store.comments.actions({ actionIds: [action.actionId] });
      if (now !== undefined) options.onDone?.(now, done, actions.length);
    } catch (error) {
      if (signal.aborted) break;
      const stops = await toStop(house, action, error);
      if (stops === undefined) continue;
      const { scope, isStumble } = stops;
      const times = isStumble ? (stumbles.get(scope) ?? 0) + 1 : MOST_STUMBLES;
      stumbles.set(scope, times);
      stopped.set(times < MOST_STUMBLES ? action.actionId : scope, stops.error);
    }
  }
  return toOutcome(house, actions, stopped, signal);
}

/**
 * What else a failure stops: the hour of one token or account, or the token itself, exactly its own actions. Undefined when it
 * ends this action alone: what Instagram refuses to show it would refuse at every try.
 */
async function toStop(
  house: ModerateHouse,
  action: CommentAction,
  error: unknown,
): Promise<
  { readonly scope: string; readonly error: BudgetSpent | GraphError; readonly isStumble: boolean } | undefined
> {
  const { accountId, connection } = action;
  if (error instanceof BudgetSpent) return { scope: error.accountId ?? connection, error, isStumble: false };
  if (error instanceof GraphError && (error.recovery === "stop" || error.recovery === "retry")) {
    return { scope: connection, error, isStumble: error.code !== "GRAPH_UNREACHABLE" };
  }
  if (!(error instanceof GraphError) && !(error instanceof ModerateError)) throw error;
  // Of one whose answer was lost nobody knows whether it was done: it is looked up again at another time.
  if (action.state === "unknown" && error instanceof GraphError) return { scope: accountId, error, isStumble: false };
  await endRefused(house, action, error instanceof GraphError ? toAnswer(error) : error.message);
  return undefined;
}

async function toOutcome(
  { store }: ModerateHouse,
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
  house: ModerateHouse,
  action: CommentAction,
  options: CarryOutOptions,
  signal: AbortSignal,
): Promise<CommentAction["state"]> {
  const { store, clock } = house;
  const account = options.accounts.find(({ accountId }) => accountId === action.accountId);
  if (account === undefined) return action.state;
  if (action.state === "unknown") {
    const settled = await settleUnknown(house, action, account, options.settleMs, signal);
    if (settled !== undefined) return settled;
    if (action.tries >= MOST_TRIES) {
      const answer = `sent ${action.tries} times without an answer, and not there`;
      await store.comments.end(action, { state: "refused", at: clock.now().toISOString(), answer });
      return "refused";
    }
  } else if (action.state !== "planned") return action.state;
  if (action.kind === "delete" && (await archiveAgain(house, action, options, signal)) === "gone") return "done";
  const knownIds = await readKnownIds(house, action, account, options, signal);
  return sendAction(house, action, knownIds, signal);
}

/** Undefined when it did not arrive and may be sent again. */
async function settleUnknown(
  house: ModerateHouse,
  action: CommentAction,
  account: AccountRecord,
  settleMs: number,
  signal: AbortSignal,
): Promise<CommentAction["state"] | undefined> {
  const { clock } = house;
  let finding = await lookUp(house, action, account, signal);
  const showsBy = Date.parse(action.sentAt ?? "") + settleMs;
  const waitMs = showsBy - clock.now().getTime();
  if (finding.kind === "not-there" && waitMs > 0) {
    // The request may still be on its way.
    await clock.sleep(Math.min(waitMs, settleMs), signal);
    finding = await lookUp(house, action, account, signal);
  }
  if (finding.kind === "not-there") return undefined;
  if (finding.kind === "gone") return endRefused(house, action, finding.answer);
  await endDone(house, action, finding.answer, finding.resultId);
  return "done";
}

/** Comments of ours with the same text that are there before it is sent; what is not among them afterwards is this one. */
async function readKnownIds(
  house: ModerateHouse,
  action: CommentAction,
  account: AccountRecord,
  { fresh }: CarryOutOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (action.kind !== "reply" && action.kind !== "create") return [];
  if (action.tries > 0) return action.knownIds;
  const thread = fresh?.get(action.commentId ?? "");
  if (thread === undefined || thread.replies.length >= COMMENTS_A_PAGE) {
    return listTwins(house, action, account, signal);
  }
  return thread.replies
    .filter((reply) => isOwn(reply, account) && isSameText(reply.text, action.text ?? ""))
    .map(({ commentId }) => commentId);
}

/** What was written under it during the grace time goes into the archive too. */
async function archiveAgain(
  house: ModerateHouse,
  action: CommentAction,
  { accounts }: CarryOutOptions,
  signal: AbortSignal,
): Promise<"archived" | "gone"> {
  const { store, clock } = house;
  const { actionId, commentId = "" } = action;
  const [held] = await store.comments.archived([actionId]);
  const now = clock.now();
  if (held !== undefined && now.getTime() - Date.parse(held.archivedAt) < ARCHIVE_FRESH_MS) return "archived";
  try {
    const { thread } = await findComment(house, accounts, commentId, signal);
    await store.comments.archive({ ...toArchive(thread, commentId, now.toISOString()), actionId });
    return "archived";
  } catch (error) {
    if (!(error instanceof ModerateError) || error.code !== "MODERATE_NOT_FOUND") throw error;
    await endDone(house, action, "it was gone already", undefined);
    return "gone";
  }
}
