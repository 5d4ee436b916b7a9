// All accounts, and one.
import { z } from "zod";
import { toAccountView } from "../accounts/account.ts";
import { address } from "../accounts/address.ts";
import { toListView } from "../accounts/list.ts";
import { toNotFound } from "../desk-error.ts";
import { defineRoute } from "../route.ts";
import { findClientsOf, listOwned } from "../whose.ts";

export const accounts = defineRoute({
  name: "accounts",
  method: "GET",
  path: "/accounts",
  role: "viewer",
  about: "scope",
  input: address,
  async handle(call) {
    return { kind: "page", page: "accounts", title: "Accounts", view: await toListView(call.input, call) };
  },
});

export const account = defineRoute({
  name: "account",
  method: "GET",
  path: "/accounts/:accountId",
  role: "viewer",
  about: ({ accountId }, ports) => findClientsOf(accountId, ports),
  input: z.object({ accountId: z.string().regex(/^\d{1,30}$/), posts: z.literal("all").optional() }),
  async handle(call) {
    const owned = (await listOwned(call.ports)).find(
      ({ account: { accountId } }) => accountId === call.input.accountId,
    );
    if (owned === undefined) throw toNotFound();
    const view = await toAccountView(owned.account, call, call.input.posts === "all");
    return { kind: "page", page: "account", title: `@${owned.account.username}`, view };
  },
});
