// What is known of an account and of a connection while it is open whose a refusal is.
import type { GraphError } from "../../graph/index.ts";

export interface Verdict {
  readonly scope: "account" | "connection" | "app";
  readonly error: GraphError;
}

export interface AccountDoubt {
  answered: boolean;
  words: string | undefined;
  /** Words that named metrics it was asked for. */
  named: string | undefined;
  questions: Set<string>;
  /** What all of them are about; undefined before the first. */
  common: readonly string[] | undefined;
  refusals: number;
  /** That those cost. */
  calls: number;
  underWay: number;
  /** Trouble that may pass outlasted every try of a question, though others were answered. */
  isTired: boolean;
  /** Keys of its calls that are not finished, and of those that wait to ask something again. */
  readonly open: Set<string>;
  readonly postponed: Set<string>;
  verdict: Verdict | undefined;
}

export interface ConnectionDoubt {
  answered: boolean;
  /** Since the last answer. */
  words: string | undefined;
  refusals: number;
  accounts: Set<string>;
  isOneSure: boolean;
  /** All of it was refused so in the last run, and nothing of it has answered in this one. */
  isKnown: boolean;
  /** The account that is asked while the connection is in doubt. */
  witness: string | undefined;
  underWay: number;
  waiting: { readonly accountId: string; readonly wake: () => void }[];
  verdict: Verdict | undefined;
}

export function openAccountDoubt(): AccountDoubt {
  const known = {
    answered: false,
    words: undefined,
    named: undefined,
    questions: new Set<string>(),
    common: undefined,
  };
  return {
    ...known,
    verdict: undefined,
    isTired: false,
    refusals: 0,
    calls: 0,
    underWay: 0,
    open: new Set(),
    postponed: new Set(),
  };
}

export function openConnectionDoubt(): ConnectionDoubt {
  const known = { answered: false, words: undefined, isOneSure: false, isKnown: false };
  const nobody = { witness: undefined, verdict: undefined };
  return { ...known, ...nobody, refusals: 0, accounts: new Set(), underWay: 0, waiting: [] };
}
