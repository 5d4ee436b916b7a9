// From what was judged to what was done: the one way commands and desk send what people order.
import type { CommentAction } from "../dataset/index.ts";
import { type CarriedOut, type CarryOutOptions, carryOut } from "./carry-out.ts";
import { type CommitOptions, commit } from "./commit.ts";
import type { ModerateContext, Thread } from "./context.ts";
import { listForeign, type Match } from "./filter.ts";
import { ModerateError } from "./moderate-error.ts";
import type { Prepared } from "./prepare.ts";

export type BulkKind = "reply" | "hide" | "unhide" | "delete";

export interface Acted extends Omit<CarriedOut, "actions"> {
  /** As they are now, in order. */
  readonly actions: readonly CommentAction[];
  /** Deletions that wait for their time. */
  readonly later: readonly CommentAction[];
  /** What nothing was sent for, with its reason. */
  readonly skipped: readonly Prepared[];
}

/** Commits what is allowed and sends it. The outcome is the worst of what was refused beforehand and what the sending came to. */
export async function act(
  context: ModerateContext,
  prepared: readonly Prepared[],
  options: CommitOptions & CarryOutOptions,
  signal: AbortSignal,
): Promise<Acted> {
  const { now, later } = await commit(context, prepared, options);
  const carried = await carryOut(context, now, { ...options, fresh: toFresh(prepared) }, signal);
  const skipped = prepared.filter(({ verdict }) => verdict.kind !== "allowed");
  return { ...carried, outcome: toOutcome(prepared, carried), later, skipped };
}

/** What was read to judge the orders need not be read again to carry them out. */
function toFresh(prepared: readonly Prepared[]): ReadonlyMap<string, Thread> {
  return new Map(
    prepared.flatMap(({ comment, thread }) =>
      comment === undefined || thread === undefined ? [] : [[comment.commentId, thread] as const],
    ),
  );
}

function toOutcome(prepared: readonly Prepared[], { outcome }: CarriedOut): CarriedOut["outcome"] {
  const forbidden = prepared.filter(({ verdict }) => verdict.kind === "forbidden").length;
  if (forbidden === 0) return outcome;
  if (outcome === "paused") return "paused";
  return forbidden === prepared.length ? "failed" : outcome === "failed" ? "failed" : "partial";
}

/** What cannot be done to the only comment named is a failure with its reason. Throws MODERATE_NOT_ALLOWED. */
export function refuseForbidden([only]: readonly Prepared[]): void {
  if (only?.verdict.kind !== "forbidden") return;
  const what = `${only.order.kind} comment ${only.order.commentId}`;
  throw new ModerateError("MODERATE_NOT_ALLOWED", `Could not ${what}: ${only.verdict.because.replace(/\.$/, "")}.`);
}

/**
 * Of what fits, the comments that work on several is about: of others, and such as are not so already. Without deletions that
 * wait for their time and answers that stand: the next of the same order takes the next ones.
 */
export async function chooseForBulk(
  { store, clock }: Pick<ModerateContext, "store" | "clock">,
  kind: BulkKind,
  matches: readonly Match[],
  { text, again = false }: { readonly text?: string | undefined; readonly again?: boolean | undefined },
): Promise<ReturnType<typeof listForeign>> {
  const chosen = listForeign(matches).filter(({ comment, thread }) => {
    if (kind === "reply") return comment === thread.top;
    if (kind === "hide") return comment.hidden !== true;
    return kind !== "unhide" || comment.hidden === true;
  });
  if (kind !== "delete" && (kind !== "reply" || again)) return chosen;
  const commentIds = chosen.map(({ comment }) => comment.commentId);
  const actions = await store.comments.actions({ commentIds, kinds: [kind] });
  const now = clock.now().toISOString();
  const over = actions.filter((action) =>
    kind === "delete"
      ? action.state === "planned" && action.dueAt > now
      : action.state === "done" && action.text === text,
  );
  const ids = new Set(over.map(({ commentId }) => commentId));
  return chosen.filter(({ comment }) => !ids.has(comment.commentId));
}
