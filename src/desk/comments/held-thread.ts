// One thread as the dataset holds it, and who is at it.
import type { AccountRecord, CommentAction } from "../../dataset/index.ts";
import { readHeldComments, type Thread } from "../../moderate/index.ts";
import type { InboxThread } from "../../store/index.ts";
import { toNotFound } from "../desk-error.ts";
import type { DeskPorts } from "../ports.ts";
import type { Call } from "../route.ts";
import { findClientsOf, listOwned } from "../whose.ts";

/** How long somebody is shown as being there after the last sign of them; a page gives one every 20 seconds. */
const LOOKING_MS = 60_000;
const WRITING_MS = 90_000;

export type ThreadCall = Pick<Call<unknown>, "person" | "scope" | "ports" | "now">;

export interface HeldThread {
  readonly row: InboxThread;
  readonly account: AccountRecord;
  /** Undefined when nothing of it is left. */
  readonly thread: Thread | undefined;
  /** Of all its comments, newest first. */
  readonly actions: readonly CommentAction[];
}

/** The clients a thread is of: what `about` asks. */
export async function findClientsOfThread(commentId: string, ports: DeskPorts): Promise<readonly string[]> {
  const row = await ports.store.inbox.find(commentId);
  return row === undefined ? [] : findClientsOf(row.top.accountId, ports);
}

/** One thread as the dataset holds it. Throws 404 for one that is not there. */
export async function readThread(commentId: string, { ports }: Pick<ThreadCall, "ports">): Promise<HeldThread> {
  const row = await ports.store.inbox.find(commentId);
  const owned =
    row === undefined
      ? undefined
      : (await listOwned(ports)).find(({ account }) => account.accountId === row.top.accountId);
  if (row === undefined || owned === undefined) throw toNotFound();
  const { account } = owned;
  const { threads } = await readHeldComments(ports.store, [account], { commentIds: [commentId] });
  const thread = threads.find(({ top }) => top.commentId === commentId);
  const ids = thread === undefined ? [commentId] : [thread.top, ...thread.replies].map((one) => one.commentId);
  const actions = await ports.store.comments.actions({ commentIds: ids });
  return { row, account, thread, actions };
}

/** Changes whenever somebody has written under it or ordered something: what a form was made of is compared with it. */
export function toMark({ thread, actions }: HeldThread): string {
  const [newest] = actions;
  return `${thread?.replies.length ?? 0} ${newest?.actionId ?? ""}`;
}

/** The deletion that waits for its time; null when none does. */
export function toDeletion(actions: readonly CommentAction[], commentId: string) {
  const waits = actions.find(
    (action) => action.commentId === commentId && action.kind === "delete" && action.state === "planned",
  );
  return waits === undefined ? null : { dueAt: waits.dueAt, by: waits.osUser };
}

/** Notes that a person is at it. */
export async function enter(
  { row: { top } }: Pick<HeldThread, "row">,
  doing: "looking" | "writing",
  { person, ports }: ThreadCall,
): Promise<void> {
  const { commentId, accountId } = top;
  const forMs = doing === "writing" ? WRITING_MS : LOOKING_MS;
  await ports.store.inbox.enter({ commentId, accountId, person: person.name, doing, forMs });
}

/** Who else is at it, for readers. */
export async function readPresence(commentId: string, { person, ports }: ThreadCall): Promise<readonly unknown[]> {
  const present = await ports.store.inbox.present([commentId], person.name);
  return present.map(({ person: name, doing, since }) => ({ name, isWriting: doing === "writing", since }));
}
