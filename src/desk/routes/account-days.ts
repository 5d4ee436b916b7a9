// The chart of an account's days, at one of two sizes.
import { z } from "zod";
import { CHART_SIZES, drawDays, readDays } from "../accounts/days.ts";
import { toNotFound } from "../desk-error.ts";
import { defineRoute } from "../route.ts";
import { findClientsOf, listOwned } from "../whose.ts";

const SIZES = Object.keys(CHART_SIZES) as (keyof typeof CHART_SIZES)[];

export const accountDays = defineRoute({
  name: "account-days",
  method: "GET",
  path: "/accounts/:accountId/days/:size",
  role: "viewer",
  about: ({ accountId }, ports) => findClientsOf(accountId, ports),
  input: z.object({ accountId: z.string().regex(/^\d{1,30}$/), size: z.enum(SIZES) }),
  async handle({ input: { accountId, size }, ports, now }) {
    const owned = (await listOwned(ports)).find(({ account }) => account.accountId === accountId);
    if (owned === undefined) throw toNotFound();
    const svg = await drawDays(await readDays(owned.account, ports, now), ports, size);
    return {
      kind: "file",
      name: `${accountId}-days.svg`,
      mediaType: "image/svg+xml",
      bytes: Buffer.from(svg),
      show: "attachment",
    };
  },
});
