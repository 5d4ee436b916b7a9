// What is done to one comment on Instagram. A refusal shows the thread again, with what was typed.
import { z } from "zod";
import { findComment } from "../../moderate/index.ts";
import { CollectorError } from "../../shared/index.ts";
import { actOnOne, type Done, takeBack, withGraph } from "../comments/acts.ts";
import { readBack, toPath } from "../comments/address.ts";
import { findClientsOfThread, type HeldThread, readThread, toDeletion, toMark } from "../comments/held-thread.ts";
import { toListView } from "../comments/list.ts";
import { type Draft, NO_DRAFT, toThreadView } from "../comments/thread.ts";
import { DeskError, toNotFound } from "../desk-error.ts";
import { type Answer, type Call, type DeskRoute, defineRoute } from "../route.ts";
import { findNext } from "./comments.ts";

/** Instagram takes 2,200 signs (CONTRACT §2.5 has no other limit). */
const LONGEST_TEXT = 2_200;

const form = z.object({
  commentId: z.string().regex(/^\d{1,30}$/),
  /** A reply of the thread; the top comment when empty. */
  target: z
    .string()
    .regex(/^\d{0,30}$/)
    .default(""),
  /** The filters of the list it was reached from. */
  back: z.string().max(2_000).default(""),
});
type Form = z.infer<typeof form>;

const replyForm = form.extend({
  text: z.string().max(LONGEST_TEXT).default(""),
  mark: z.string().max(100).default(""),
  anyway: z.string().max(5).default(""),
});

export const commentReply = defineRoute({
  name: "comment-reply",
  method: "POST",
  path: "/comments/:commentId/reply",
  role: "moderator",
  about: ({ commentId }, ports) => findClientsOfThread(commentId, ports),
  input: replyForm,
  async handle(call) {
    const { commentId, text, back } = call.input;
    const held = await readThread(commentId, call);
    const words = text.replaceAll("\r\n", "\n").trim();
    const stopped = words === "" ? { ...NO_DRAFT, problem: "An answer needs words." } : await findCollision(held, call);
    if (stopped !== undefined) return showAgain(held, { ...stopped, text: words }, call);
    return tryAct(held, call, words, async () => {
      refuseWhileDeleting(held, commentId);
      const done = await actOnOne(call, { kind: "reply", commentId, text: words });
      await call.ports.store.inbox.leave(commentId, call.person.name);
      const { createdAt } = held.row.top;
      const next = await findNext(back, { createdAt, commentId }, call);
      const link = { href: toPath({ view: "answered" }, commentId), words: "See it" };
      const said = { words: done.said, link, answered: commentId };
      return { kind: "redirect", to: toPath(readBack(back), next), said };
    });
  },
});

/** Somebody wrote under it since the form was made, or is writing now: said before anything leaves. */
async function findCollision(
  held: HeldThread,
  { input, person, ports }: Call<z.infer<typeof replyForm>>,
): Promise<Omit<Draft, "text"> | undefined> {
  if (input.anyway !== "") return undefined;
  const hint = "Nothing was sent. Read it, and send yours anyway if it is still needed.";
  const present = await ports.store.inbox.present([input.commentId], person.name);
  const writer = present.find(({ doing }) => doing === "writing");
  if (writer !== undefined)
    return { problem: `${writer.person} is writing an answer to this comment.`, hint, isCollision: true };
  if (input.mark === "" || input.mark === toMark(held)) return undefined;
  const last = held.actions.find(({ osUser }) => osUser !== person.name);
  const who = last === undefined ? "Somebody" : last.osUser;
  return { problem: `${who} was at this comment since you opened it.`, hint, isCollision: true };
}

const ACTS = [
  ["comment-hide", "hide", (call, commentId) => actOnOne(call, { kind: "hide", commentId })],
  ["comment-unhide", "unhide", (call, commentId) => actOnOne(call, { kind: "unhide", commentId })],
  ["comment-delete", "delete", (call, commentId) => actOnOne(call, { kind: "delete", commentId })],
  ["comment-undo", "undo", (call, commentId) => takeBack(call, commentId)],
  ["comment-look", "look", (call, commentId) => lookAgain(call, commentId)],
] as const satisfies readonly (readonly [string, string, (call: Call<Form>, commentId: string) => Promise<Done>])[];

export const commentActs: readonly DeskRoute[] = ACTS.map(([name, verb, work]) =>
  defineRoute({
    name,
    method: "POST",
    path: `/comments/:commentId/${verb}`,
    role: "moderator",
    about: ({ commentId }, ports) => findClientsOfThread(commentId, ports),
    input: form,
    async handle(call) {
      const { commentId, target, back } = call.input;
      const held = await readThread(commentId, call);
      const id = target === "" ? commentId : target;
      const own = held.thread === undefined ? [held.row.top] : [held.thread.top, ...held.thread.replies];
      if (!own.some((one) => one.commentId === id)) throw toNotFound();
      return tryAct(held, call, "", async () => {
        if (verb !== "undo" && verb !== "look") refuseWhileDeleting(held, id);
        const { said } = await work(call, id);
        return { kind: "redirect", to: toPath(readBack(back), commentId), said };
      });
    },
  }),
);

/** Of what waits to be deleted, only the deletion itself is decided on: whatever else was done, it would be gone with it. */
function refuseWhileDeleting({ actions }: HeldThread, commentId: string): void {
  if (toDeletion(actions, commentId) === null) return;
  throw new DeskError(409, {
    code: "MODERATE_NOT_ALLOWED",
    sentence: "It waits to be deleted, so nothing else is done to it.",
    hint: "Take its deletion back first. Nothing was changed.",
  });
}

/** The thread as it is now on Instagram. */
function lookAgain(call: Call<Form>, commentId: string): Promise<Done> {
  return withGraph(call, async (context, accounts, signal) => {
    await findComment(context, accounts, commentId, signal);
    const calls = context.graph.callsSent();
    return { said: `Looked again: ${calls === 1 ? "1 call was" : `${calls} calls were`} spent.`, calls };
  });
}

/** What cannot be done is told where one is, and nothing that was typed is lost. Our own mistakes are not caught here. */
async function tryAct(held: HeldThread, call: Call<Form>, text: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    const draft = { text, problem: error.message, hint: error.hint ?? "", isCollision: false };
    return showAgain(held, draft, call);
  }
}

async function showAgain(held: HeldThread, draft: Draft, call: Call<Form>): Promise<Answer> {
  const filters = readBack(call.input.back);
  const now = await readThread(held.row.top.commentId, call);
  const list = await toListView(filters, call, call.input.commentId);
  const thread = await toThreadView(now, filters, call, draft);
  const view = { list, thread };
  const at = toPath(filters, call.input.commentId);
  return { kind: "page", page: "comments", title: "Not sent", view, refused: draft.problem, at };
}
