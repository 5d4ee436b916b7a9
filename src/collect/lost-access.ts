// What only a person can mend, told once each with the API's words and the remedy: dead tokens and refused accounts.
import type { FetchOptions } from "./fetch/index.ts";

/** Accounts named one by one; of more only the number is told. */
const NAMED = 3;

export interface LostAccess extends Required<Pick<FetchOptions, "onTokenLost" | "onNotPermitted">> {
  /** One for each token and account. */
  sentences(): readonly string[];
}

export function createLostAccess(): LostAccess {
  const tokens: string[] = [];
  const accounts = new Map<string, string>();
  return {
    onTokenLost: (connection, { apiMessage, message, hint }) =>
      void tokens.push(end(`The token of connection "${connection}" stopped working: ${apiMessage || message}`, hint)),
    // The sentence of a Graph error names whom it is about.
    onNotPermitted({ accountId }, { message, hint }) {
      if (!accounts.has(accountId)) accounts.set(accountId, end(message, hint));
    },
    sentences() {
      const told = [...accounts.values()];
      const more = told.length - NAMED;
      const rest = more > 0 ? [`${more} more ${more === 1 ? "account was" : "accounts were"} refused like this.`] : [];
      return [...tokens, ...told.slice(0, NAMED), ...rest];
    },
  };
}

function end(sentence: string, hint = ""): string {
  const closed = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  return `${closed} ${hint}`.trimEnd();
}
