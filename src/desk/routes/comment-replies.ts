// Answers kept at the desk for use again: one is kept, one is removed.
import { z } from "zod";
import { readBack, toPath } from "../comments/address.ts";
import { readThread } from "../comments/held-thread.ts";
import { listKept, mayDrop } from "../comments/saved-replies.ts";
import { toNotFound } from "../desk-error.ts";
import { isWithin } from "../person.ts";
import { defineRoute } from "../route.ts";
import { findClientsOf } from "../whose.ts";
import { form, shared } from "./comment-marks.ts";

const name = z.string().trim().min(1).max(60);

export const commentSaveReply = defineRoute({
  ...shared,
  name: "comment-save-reply",
  path: "/comments/:commentId/save-reply",
  input: form.extend({ name, text: z.string().trim().min(1).max(2_200) }),
  async handle(call) {
    const { commentId, back, name: called, text } = call.input;
    const held = await readThread(commentId, call);
    const clients = await findClientsOf(held.account.accountId, call.ports);
    // Of an account of several clients it is the first one's; without clients it is everybody's.
    const [client = ""] = clients.filter((one) => isWithin(call.scope, [one]));
    const savedAt = call.now.toISOString();
    await call.ports.store.inbox.saveReply({ client, name: called, text, savedBy: call.person.name, savedAt });
    return { kind: "redirect", to: toPath(readBack(back), commentId), said: `Kept as “${called}”.` };
  },
});

export const commentDropReply = defineRoute({
  ...shared,
  name: "comment-drop-reply",
  path: "/comments/:commentId/drop-reply",
  // What is everybody's has no client.
  input: form.extend({ name, client: z.string().max(200).default("") }),
  async handle(call) {
    const { commentId, back, name: called, client } = call.input;
    const { account } = await readThread(commentId, call);
    const kept = await listKept(account.accountId, call);
    const reply = kept.find((one) => one.client === client && one.name === called);
    if (reply === undefined || !mayDrop(reply, call.person)) throw toNotFound();
    await call.ports.store.inbox.dropReply(client, called);
    return { kind: "redirect", to: toPath(readBack(back), commentId), said: `“${called}” is kept no longer.` };
  },
});
