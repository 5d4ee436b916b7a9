// Whom a throttle of a business use case stops. Each is counted for the account or Page that is asked, and some for the
// token, too (CONTRACT §7, §13.14): two accounts that hear the same, with nothing answered between, are the token's trouble.
import type { ErrorScope, GraphError } from "./errors.ts";
import type { GraphRequest } from "./graph.ts";

/** All of 80000–80014 but Instagram's own: "stop that account only" (errors.json 80002). */
const SHARED = /^800(?!02)\d\d/;
const ACCOUNTS = 2;

type Asked = Pick<GraphRequest, "connection" | "accountId">;

export interface ThrottleScopes {
  onAnswered(request: Asked): void;
  /** The reach of a throttle; "account" where that of the request alone is to keep still. */
  judge(error: GraphError, request: Asked): ErrorScope;
}

export function createThrottleScopes(): ThrottleScopes {
  /** By connection and code: accounts that heard it since the connection's last answer. */
  const throttled = new Map<string, Map<string, Set<string>>>();
  return {
    onAnswered: ({ connection }) => void throttled.delete(connection),
    judge({ scope, apiCode = "" }, { connection, accountId }) {
      if (scope !== "account" || !SHARED.test(apiCode)) return scope;
      if (accountId === undefined) return "token";
      const codes = throttled.get(connection) ?? new Map<string, Set<string>>();
      const accounts = (codes.get(apiCode) ?? new Set()).add(accountId);
      throttled.set(connection, codes.set(apiCode, accounts));
      return accounts.size >= ACCOUNTS ? "token" : "account";
    },
  };
}
