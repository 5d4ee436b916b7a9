// One comment with its thread; of a deleted one what the archive holds.
import { findComment, type Match, ModerateError, readHeldComments } from "../../../moderate/index.ts";
import type { CommandContext } from "../../context.ts";
import { EXIT, type ExitCode } from "../../exit.ts";
import { type Moderation, openModeration } from "./open-moderation.ts";
import { printThreads, toJsonThread, toMinute, toNotes } from "./thread-view.ts";

export async function run(context: CommandContext): Promise<ExitCode> {
  const { print, args, flags, signal } = context;
  const [commentId = ""] = args;
  await using moderation = await openModeration(context);
  const { store, graph } = moderation.services;
  const actions = await store.comments.actions({ commentIds: [commentId] });
  const archived = (await store.comments.archived(actions.map(({ actionId }) => actionId))).at(-1);
  const match = await findMatch(moderation, commentId, flags.live === true, signal).catch((error: unknown) => {
    if (error instanceof ModerateError && archived !== undefined) return undefined;
    throw error;
  });
  print.json({
    outcome: "complete",
    thread: match === undefined ? null : toJsonThread(match, toNotes(actions)),
    archived: archived ?? null,
    actions,
    calls: graph.callsSent(),
  });
  if (match !== undefined) {
    const { media, account } = match.thread;
    print.result(`@${account.username} · ${media.permalink ?? `media ${media.mediaId}`}`, "strong");
    if (media.caption !== undefined) print.result(media.caption, "dim");
    printThreads([match], toNotes(actions), print);
  } else if (archived !== undefined) {
    print.result(`It is no longer on Instagram; archived ${toMinute(archived.archivedAt)} UTC:`, "warn");
    for (const one of [archived.parent, archived.comment, ...archived.replies]) {
      if (one !== undefined) print.result(`${toMinute(one.createdAt)}  ${one.username ?? "somebody"}: ${one.text}`);
    }
  }
  for (const { requestedAt, osUser, kind, state, answer } of actions) {
    print.detail(`${toMinute(requestedAt)}  ${osUser}  ${kind}: ${state}${answer === undefined ? "" : ` (${answer})`}`);
  }
  return EXIT.complete;
}

async function findMatch(
  { services, accounts }: Moderation,
  commentId: string,
  isLive: boolean,
  signal: AbortSignal,
): Promise<Match> {
  if (!isLive) {
    const held = await readHeldComments(services.store, accounts, { commentIds: [commentId] });
    const [thread] = held.threads;
    if (thread !== undefined) return { thread, comments: [thread.top] };
  }
  const { thread, comment } = await findComment(services, accounts, commentId, signal);
  return { thread, comments: [comment] };
}
