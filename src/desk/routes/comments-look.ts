// Asking Instagram for the comments of one account, because somebody wants it.
import { z } from "zod";
import { foldText } from "../../dataset/index.ts";
import { readAccountComments } from "../../moderate/index.ts";
import { withGraph } from "../comments/acts.ts";
import { readBack, toPath } from "../comments/address.ts";
import { toNotFound } from "../desk-error.ts";
import { defineRoute } from "../route.ts";

export const commentsLook = defineRoute({
  name: "comments-look",
  method: "POST",
  path: "/comments/look",
  role: "moderator",
  about: "scope",
  input: z.object({ account: z.string().min(1).max(200), back: z.string().max(2_000).default("") }),
  async handle(call) {
    const { account: wanted, back } = call.input;
    const said = await withGraph(call, async (context, accounts, signal) => {
      const name = foldText(wanted.replace(/^@/, ""));
      const account = accounts.find(({ username }) => foldText(username) === name);
      if (account === undefined) throw toNotFound();
      const days = call.ports.settings.collect.mediaDays;
      const mediaSince = new Date(call.now.getTime() - days * 86_400_000).toISOString();
      const { threads, cutShort } = await readAccountComments(context, account, { mediaSince }, signal);
      const calls = context.graph.callsSent();
      const cost = calls === 1 ? "1 call was" : `${calls} calls were`;
      return [`${threads.length} threads of @${account.username} were read: ${cost} spent.`, ...cutShort].join(" ");
    });
    return { kind: "redirect", to: toPath(readBack(back)), said };
  },
});
