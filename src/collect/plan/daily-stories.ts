// Stories live 24 hours, so they need a look a day. Whether a connection's budget holds that is arithmetic (CALL-COST §4.2).
import { countOf } from "../../shared/index.ts";
import { type Form, formOf } from "../capabilities/index.ts";
import type { LeftOut } from "./call.ts";
import type { PlanInput } from "./plan-input.ts";

/** Calls of one account a day, by form. */
const CALLS_A_DAY: Readonly<Record<Form, number>> = { 1: 1, 2: 2, 3: 6 };
const PAGES_A_CALL = 100;

/**
 * The accounts whose stories a daily collection could not catch, the least active first to be left out, each with how
 * many connections would hold them all.
 */
export function findMissedStories(
  input: Pick<PlanInput, "accounts" | "held" | "known">,
  perHour: ReadonlyMap<string, number>,
): readonly LeftOut[] {
  const byConnection = Map.groupBy(input.accounts, ({ connection }) => connection);
  return [...byConnection].flatMap(([connection, accounts]) => {
    const form = formOf(input.known, connection);
    const allowance = (perHour.get(connection) ?? 0) * 24;
    const discovery = Math.ceil(accounts.length / PAGES_A_CALL);
    const room = Math.max(0, Math.floor((allowance - discovery) / CALLS_A_DAY[form]));
    if (accounts.length <= room) return [];
    const needed = discovery + accounts.length * CALLS_A_DAY[form];
    const connections = allowance === 0 ? undefined : Math.ceil(needed / allowance);
    const posts = (accountId: string) => input.held.get(accountId)?.media.length ?? 0;
    const leastActive = accounts.toSorted(
      (a, b) => posts(a.accountId) - posts(b.accountId) || (a.username < b.username ? -1 : 1),
    );
    const hint = connections === undefined ? "" : `; ${countOf(connections, "connection")} would hold all`;
    return leastActive.slice(0, accounts.length - room).map(({ accountId, username }) => ({
      connection,
      accountId,
      username,
      what: "daily stories",
      why: `a look a day at ${countOf(accounts.length, "account")} needs ${countOf(needed, "call")} and connection "${connection}" has ${allowance}${hint}`,
    }));
  });
}
