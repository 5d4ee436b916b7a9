// What was or would be done, for people and for scripts.
import type { CommentAction } from "../../../dataset/index.ts";
import type { Prepared } from "../../../moderate/index.ts";
import type { Print } from "../../print.ts";
import type { TableCell, Tone } from "../../table.ts";
import type { Moderation } from "./open-moderation.ts";
import { toMinute } from "./thread-view.ts";

const TONES: Readonly<Record<CommentAction["state"], Tone>> = {
  planned: "warn",
  sending: "warn",
  unknown: "bad",
  done: "good",
  refused: "bad",
  undone: "dim",
};

/** A deletion that waits hides the word "planned" behind its moment. */
export function toStateWords({ kind, state, dueAt, answer }: CommentAction, now: Date): string {
  if (state === "planned" && kind === "delete" && dueAt > now.toISOString()) return `deleted ${toMinute(dueAt)} UTC`;
  if (state === "planned") return "waits";
  if (state === "unknown") return `not known yet${answer === undefined ? "" : `: ${answer}`}`;
  return state === "refused" ? `refused: ${answer ?? "without a reason"}` : state;
}

export function printActions(
  actions: readonly CommentAction[],
  now: Date,
  usernames: ReadonlyMap<string, string>,
  print: Print,
): void {
  if (actions.length === 0) return;
  print.table(
    [
      { title: "ACTION" },
      { title: "ACCOUNT" },
      { title: "AUTHOR" },
      { title: "COMMENT" },
      { title: "TEXT" },
      { title: "STATE" },
      { title: "ID", whole: true },
    ],
    actions.map((action): readonly TableCell[] => [
      action.kind,
      `@${usernames.get(action.accountId) ?? action.accountId}`,
      action.author,
      action.textBefore,
      action.text,
      { text: toStateWords(action, now), tone: TONES[action.state] },
      action.resultId ?? action.commentId ?? action.mediaId,
    ]),
  );
}

/** What each order would do, or why not. */
export function printPrepared(prepared: readonly Prepared[], print: Print): void {
  if (prepared.length === 0) return;
  print.table(
    [
      { title: "ACTION" },
      { title: "ACCOUNT" },
      { title: "AUTHOR" },
      { title: "COMMENT" },
      { title: "TEXT" },
      { title: "ID", whole: true },
      { title: "" },
    ],
    prepared.map(({ order, account, comment, verdict }): readonly TableCell[] => [
      order.kind,
      account === undefined ? "" : `@${account.username}`,
      comment?.username,
      comment?.text,
      order.text,
      comment?.commentId ?? order.commentId ?? order.mediaId,
      verdict.kind === "allowed"
        ? { text: verdict.note ?? "", tone: "dim" }
        : { text: verdict.because, tone: verdict.kind === "already" ? "dim" : "bad" },
    ]),
  );
}

export function toUsernames({ accounts }: Moderation): ReadonlyMap<string, string> {
  return new Map(accounts.map(({ accountId, username }) => [accountId, username]));
}

export function toJsonPrepared({ order, account, mediaId, permalink, comment, verdict }: Prepared): unknown {
  return {
    kind: order.kind,
    account: account?.username ?? null,
    commentId: comment?.commentId ?? order.commentId ?? null,
    mediaId: mediaId ?? order.mediaId ?? null,
    permalink: permalink ?? null,
    author: comment?.username ?? null,
    comment: comment?.text ?? null,
    text: order.text ?? null,
    verdict: verdict.kind,
    because: verdict.kind === "allowed" ? null : verdict.because,
  };
}

/** Writes left this hour, by connection. */
export async function readWritesLeft({ services }: Moderation): Promise<Readonly<Record<string, number>>> {
  const { graph } = services;
  const entries = graph.connections.map(
    async (name) => [name, (await graph.callsLeft(name, "comment-writes")).left] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
