// The inbox: the list, and one thread beside it.
import { z } from "zod";
import { address, readBack, toThreadQuery } from "../comments/address.ts";
import { enter, findClientsOfThread, readPresence, readThread } from "../comments/held-thread.ts";
import { toListView } from "../comments/list.ts";
import { pickSaved } from "../comments/saved-replies.ts";
import { NO_DRAFT, toThreadView } from "../comments/thread.ts";
import { defineRoute } from "../route.ts";

const commentId = z.string().regex(/^\d{1,30}$/);

export const comments = defineRoute({
  name: "comments",
  method: "GET",
  path: "/comments",
  role: "viewer",
  about: "scope",
  input: address,
  async handle(call) {
    const list = await toListView(call.input, call);
    return { kind: "page", page: "comments", title: "Comments", view: { list, thread: null } };
  },
});

export const comment = defineRoute({
  name: "comment",
  method: "GET",
  path: "/comments/:commentId",
  role: "viewer",
  about: ({ commentId: id }, ports) => findClientsOfThread(id, ports),
  input: address.extend({ commentId, saved: z.coerce.number().int().min(0).max(1_000).default(0) }),
  async handle(call) {
    const { commentId: id, saved, ...filters } = call.input;
    const held = await readThread(id, call);
    // Who looks is seen by others, with or without scripts: the one thing a page of the desk writes by being read.
    await enter(held, "looking", call);
    const view = await toThreadView(held, filters, call);
    const draft = { ...NO_DRAFT, text: saved === 0 ? "" : pickSaved(view, saved) };
    const thread = { ...view, draft };
    const title = `Comment of ${held.row.top.username ?? "somebody"}`;
    const list = await toListView(filters, call, id);
    return { kind: "page", page: "comments", title, view: { list, thread } };
  },
});

/** Asked by the page every few seconds: who else is there, and that somebody is still here. */
export const commentPresence = defineRoute({
  name: "comment-presence",
  method: "GET",
  path: "/comments/:commentId/presence",
  role: "viewer",
  about: ({ commentId: id }, ports) => findClientsOfThread(id, ports),
  input: z.object({
    commentId,
    doing: z.enum(["looking", "writing"]).default("looking"),
    back: z.string().max(2_000).default(""),
  }),
  async handle(call) {
    const { commentId: id, doing, back } = call.input;
    const held = await readThread(id, call);
    await enter(held, doing, call);
    const presence = await readPresence(id, call);
    if (call.isPart) return { kind: "page", page: "comments", title: "Comments", view: { presence }, part: "presence" };
    const list = await toListView(readBack(back), call, id);
    const thread = await toThreadView(held, readBack(back), call);
    return { kind: "page", page: "comments", title: "Comments", view: { list, thread } };
  },
});

/** The thread that follows one in a list; undefined at its end. */
export async function findNext(
  back: string,
  place: { readonly createdAt: string; readonly commentId: string },
  call: Parameters<typeof toThreadQuery>[1],
): Promise<string | undefined> {
  const query = await toThreadQuery(readBack(back), call, 1);
  const { threads } = await call.ports.store.inbox.page({ ...query, after: place });
  return threads[0]?.top.commentId;
}
