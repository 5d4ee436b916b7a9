// The rules over everything that can be read now: what they would do, and doing it.
import type { CommentAction } from "../dataset/index.ts";
import { BudgetSpent, GraphError } from "../graph/index.ts";
import type { NewAction } from "../store/index.ts";
import { type CarriedOut, type CarryOutOptions, carryOut } from "./carry-out.ts";
import { commit } from "./commit.ts";
import type { CountMismatch, ModerateContext, Thread } from "./context.ts";
import { type Order, type Prepared, prepare } from "./prepare.ts";
import { type LiveWindow, readAccountComments } from "./read-live.ts";
import { applyRules, type Rule, type RuleHit } from "./rules.ts";

export interface SweepOptions extends CarryOutOptions {
  readonly rules: readonly Rule[];
  /** Saved replies by name. */
  readonly replies: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly window: LiveWindow;
  readonly osUser: string;
  readonly graceMs: number;
  /** False shows what would be done and does nothing. */
  readonly apply: boolean;
  /** Comments hidden or queued for deletion at most; the rest waits for the next sweep. */
  readonly max: number;
}

export interface Swept {
  readonly outcome: CarriedOut["outcome"];
  /** Comments that were read and judged. */
  readonly comments: number;
  /** How often each rule hit, in the order of the rules. */
  readonly hits: readonly { readonly rule: string; readonly action: Rule["action"]; readonly count: number }[];
  /** What is new, capped: hits that were dealt with before are not among them. */
  readonly fresh: readonly RuleHit[];
  /** New hits beyond the cap. */
  readonly leftOut: number;
  readonly actions: readonly CommentAction[];
  /** Deletions that wait for their time. */
  readonly later: readonly CommentAction[];
  readonly unreadable: readonly { readonly username: string; readonly message: string }[];
  readonly mismatches: readonly CountMismatch[];
  readonly resumesAt: string | null;
  readonly message?: string | undefined;
}

/** One sweep over the accounts: reads live, judges, and unless `apply` is false acts. A schedule may call it. */
export async function sweep(context: ModerateContext, options: SweepOptions, signal: AbortSignal): Promise<Swept> {
  const { threads, mismatches, unreadable, spent } = await readAll(context, options, signal);
  const all = applyRules(threads, options.rules, { now: context.clock.now(), groups: options.groups });
  const open = await omitSettled(context, all);
  let touched = 0;
  const fresh = open.filter(({ rule }) => !isWrite(rule) || ++touched <= options.max);
  const base = {
    comments: threads.reduce((sum, { replies }) => sum + 1 + replies.length, 0),
    hits: options.rules.map(({ name, action }) => ({
      rule: name,
      action,
      count: all.filter(({ rule }) => rule.name === name).length,
    })),
    fresh,
    leftOut: open.length - fresh.length,
    unreadable,
    mismatches,
    resumesAt: spent?.resumesAt.toISOString() ?? null,
    message: spent?.message,
  };
  const readState: CarriedOut["outcome"] =
    spent !== undefined
      ? "paused"
      : unreadable.length === 0
        ? "complete"
        : threads.length === 0 && unreadable.length >= options.accounts.length
          ? "failed"
          : "partial";
  if (!options.apply) return { ...base, outcome: readState, actions: [], later: [] };
  const noted = await context.store.comments.plan(fresh.flatMap((hit) => toNote(hit, options, context.clock.now())));
  const freshThreads = new Map(fresh.map(({ comment, thread }) => [comment.commentId, thread]));
  const orders = fresh.flatMap(toOrder);
  const prepared: readonly Prepared[] = await prepare(context, orders, { ...options, fresh: freshThreads }, signal);
  const { now, later } = await commit(context, prepared, options);
  const done = await carryOut(context, now, options, signal);
  const worst = [readState, done.outcome].find((one) => one !== "complete") ?? "complete";
  return {
    ...base,
    outcome: worst,
    actions: [...noted, ...done.actions],
    later,
    resumesAt: base.resumesAt ?? done.resumesAt,
    message: base.message ?? done.message,
  };
}

/** One unreadable account costs that one. */
async function readAll(context: ModerateContext, { accounts, window }: SweepOptions, signal: AbortSignal) {
  const threads: Thread[] = [];
  const mismatches: CountMismatch[] = [];
  const unreadable: { username: string; message: string }[] = [];
  let spent: BudgetSpent | undefined;
  const stopped = new Map<string, string>();
  for (const account of accounts) {
    const why = stopped.get(account.connection);
    if (why !== undefined) {
      if (spent?.connection !== account.connection) unreadable.push({ username: account.username, message: why });
      continue;
    }
    try {
      const reading = await readAccountComments(context, account, window, signal);
      threads.push(...reading.threads);
      mismatches.push(...reading.mismatches);
      for (const message of reading.cutShort) unreadable.push({ username: account.username, message });
    } catch (error) {
      if (error instanceof BudgetSpent) spent = error;
      else if (error instanceof GraphError) unreadable.push({ username: account.username, message: error.message });
      else throw error;
      // A spent hour or a dead token is not asked again for every other account.
      const isOfConnection = error instanceof BudgetSpent ? error.accountId === undefined : error.recovery === "stop";
      if (isOfConnection) stopped.set(account.connection, error.message);
    }
  }
  return { threads, mismatches, unreadable, spent };
}

/**
 * Without what the rules have dealt with already, and without what a person has decided otherwise: a comment that was
 * shown again, or whose deletion was taken back, is left alone.
 */
async function omitSettled(context: ModerateContext, hits: readonly RuleHit[]): Promise<readonly RuleHit[]> {
  const ids = [...new Set(hits.map(({ comment }) => comment.commentId))];
  const actions = await context.store.comments.actions({ commentIds: ids });
  const byComment = Map.groupBy(actions, ({ commentId }) => commentId);
  return hits.filter(({ rule, comment }) => {
    if (rule.action === "hide" && comment.hidden === true) return false;
    const before = byComment.get(comment.commentId) ?? [];
    const isDecided = before.some(
      ({ kind, state }) => (kind === "unhide" && state === "done") || (kind === "delete" && state === "undone"),
    );
    if (isDecided && isWrite(rule)) return false;
    if (isWrite(rule) && before.some(({ kind, state }) => kind === "delete" && state !== "refused")) return false;
    return !before.some(
      ({ kind, reason, state }) =>
        // What Instagram refused once it would refuse at every sweep.
        kind === rule.action && reason === toReason(rule) && state !== "undone",
    );
  });
}

/** Whether it changes anything on Instagram; a flag or a suggestion does not. */
function isWrite({ action }: Rule): boolean {
  return action === "hide" || action === "delete";
}

function toReason({ name }: Rule): string {
  return `rule ${name}`;
}

function toOrder({ rule, comment }: RuleHit): readonly Order[] {
  if (rule.action !== "hide" && rule.action !== "delete") return [];
  return [{ kind: rule.action, commentId: comment.commentId, reason: toReason(rule) }];
}

/** A flag or a suggestion is a note of our own; Instagram learns nothing of it. */
function toNote(
  { rule, thread, comment }: RuleHit,
  { replies, osUser }: SweepOptions,
  now: Date,
): readonly NewAction[] {
  if (rule.action !== "flag" && rule.action !== "suggest") return [];
  const at = now.toISOString();
  return [
    {
      kind: rule.action,
      connection: thread.account.connection,
      accountId: thread.account.accountId,
      mediaId: comment.mediaId,
      commentId: comment.commentId,
      text: rule.action === "suggest" ? replies[rule.reply ?? ""] : undefined,
      textBefore: comment.text,
      author: comment.username,
      reason: toReason(rule),
      osUser,
      requestedAt: at,
      dueAt: at,
      state: "done",
    },
  ];
}
