// Whom a throttle stops. That of a business use case is counted for the account or Page that is asked, and some for the
// token, too (CONTRACT §7, §13.14): two accounts that hear the same, with nothing answered between, are the token's trouble.
// One of the token or the app that one account hears again, while others are answered, is that account's.
import type { ErrorScope, GraphError } from "./errors.ts";
import type { GraphRequest } from "./graph.ts";

/** All of 80000–80014 but Instagram's own: "stop that account only" (errors.json 80002). */
const SHARED = /^800(?!02)\d\d/;
const ACCOUNTS = 2;

type Asked = Pick<GraphRequest, "connection" | "accountId">;

export interface ThrottleScopes {
  onAnswered(request: Asked): void;
  /**
   * The reach of a throttle, "account" where that of the request alone is to keep still, and how often in a row an account
   * heard one.
   */
  judge(error: GraphError, request: Asked): { readonly reach: ErrorScope; readonly inARow: number };
}

export function createThrottleScopes(): ThrottleScopes {
  /** By connection and code: accounts that heard it since the connection's last answer. */
  const throttled = new Map<string, Map<string, Set<string>>>();
  const counts = new Map<string, number>();
  /** By connection: who heard a throttle of the token or the app last, and whether others were answered since. */
  const heard = new Map<string, { readonly accountId: string; isAlone: boolean }>();

  function toReach({ scope, apiCode = "" }: GraphError, { connection, accountId }: Asked): ErrorScope {
    if (scope !== "account") {
      const last = heard.get(connection);
      if (accountId === undefined) return scope;
      if (last?.accountId === accountId) return last.isAlone ? "account" : scope;
      heard.set(connection, { accountId, isAlone: false });
      return scope;
    }
    if (accountId === undefined) return "token";
    if (!SHARED.test(apiCode)) return scope;
    const codes = throttled.get(connection) ?? new Map<string, Set<string>>();
    const accounts = (codes.get(apiCode) ?? new Set()).add(accountId);
    throttled.set(connection, codes.set(apiCode, accounts));
    return accounts.size >= ACCOUNTS ? "token" : "account";
  }

  return {
    onAnswered({ connection, accountId = "" }) {
      throttled.delete(connection);
      counts.delete(accountId);
      const last = heard.get(connection);
      if (last?.accountId === accountId) heard.delete(connection);
      else if (last !== undefined) last.isAlone = true;
    },
    judge(error, request) {
      const reach = toReach(error, request);
      if (reach !== "account" || request.accountId === undefined) return { reach, inARow: 1 };
      const inARow = (counts.get(request.accountId) ?? 0) + 1;
      counts.set(request.accountId, inARow);
      return { reach, inARow };
    },
  };
}
