import { DatabaseError } from "pg";
import { StoreError } from "./store-error.ts";

interface Trouble {
  readonly why: string;
  readonly hint: string;
}

const AGAIN = "Run the command again; what was kept before is safe.";
const CHECK_ADDRESS = "Check host and port in store.url, and that the server accepts connections from this machine.";

// SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html; two characters stand for their class.
const STRANGE: Trouble = {
  why: "its tables are not as Gazette has made them",
  hint: "Restore them from a backup, or let store.url name another database.",
};

const BY_STATE: Readonly<Record<string, Trouble>> = {
  // undefined_table and undefined_column: somebody else has been at the tables.
  "42P01": STRANGE,
  "42703": STRANGE,
  "08": { why: "the connection broke", hint: AGAIN },
  "22P05": { why: "its encoding is not UTF-8", hint: "Let store.url name a database created with encoding UTF8." },
  "25006": { why: "it is read-only", hint: "Let store.url name the primary server, not a replica." },
  "25P03": { why: "the server ended a write that stood still", hint: AGAIN },
  "28": { why: "the server refused the user or the password", hint: "Check user and password in store.url." },
  "3D000": { why: "there is no such database", hint: "Create it on the server, or correct store.url." },
  "42501": {
    why: "the user may not do this there",
    hint: "Make the user in store.url the owner of the database, or grant it CREATE on the schema.",
  },
  "53": { why: "the server has no connection or memory left", hint: "Free some on the server, and run again." },
  "57014": { why: "the server did not finish in time", hint: AGAIN },
  "57P": { why: "the server is starting, stopping or has ended the connection", hint: AGAIN },
  "58": { why: "the server's disk failed to read or write", hint: "Check the server's disk and its log." },
  XX: { why: "the server reports damaged data or a fault of its own", hint: "Check the server's log." },
};

const BY_SOCKET: Readonly<Record<string, Trouble>> = {
  EAI_AGAIN: { why: "its host name is not known here", hint: CHECK_ADDRESS },
  ECONNREFUSED: { why: "no server listens there", hint: CHECK_ADDRESS },
  EHOSTUNREACH: { why: "its host cannot be reached", hint: CHECK_ADDRESS },
  ENETUNREACH: { why: "its host cannot be reached", hint: CHECK_ADDRESS },
  ENOTFOUND: { why: "its host name is not known here", hint: CHECK_ADDRESS },
  ETIMEDOUT: { why: "the server does not answer", hint: CHECK_ADDRESS },
};

// What the driver says in words only.
const BY_WORDS: readonly { readonly words: RegExp; readonly trouble: Trouble }[] = [
  { words: /timeout/i, trouble: { why: "the server does not answer", hint: CHECK_ADDRESS } },
  { words: /password must be/i, trouble: { why: "the server asks for a password", hint: "Add it to store.url." } },
  { words: /support SSL/, trouble: { why: "the server does not encrypt", hint: "Leave sslmode out of store.url." } },
];

/** True when the connection can no longer be trusted: the server has answered nothing, or not in time. */
export function isConnectionLost(error: unknown): boolean {
  return !(error instanceof DatabaseError);
}

/**
 * What a failure of the driver means to a user; a complaint of the server about a query, which means nothing to them,
 * comes back as it is. `place` is shown and must hold no password.
 */
export function toStoreError(error: unknown, place: string): unknown {
  if (error instanceof StoreError) return error;
  if (!(error instanceof DatabaseError)) return toUnavailable(findConnectionTrouble(error), place, error);
  const state = error.code ?? "";
  if (state === "55P03") {
    return new StoreError({
      code: "STORE_LOCKED",
      sentence: `Could not write to the store ${place}: another process has kept it locked.`,
      hint: "Wait until it has finished, or stop it, and run the command again.",
      cause: error,
    });
  }
  if (state === "53100") {
    return new StoreError({
      code: "STORE_FULL",
      sentence: `Could not write to the store ${place}: the server's disk is full.`,
      hint: "Free some space there and run the command again; what was kept before is safe.",
      cause: error,
    });
  }
  const trouble = BY_STATE[state] ?? BY_STATE[state.slice(0, 3)] ?? BY_STATE[state.slice(0, 2)];
  return trouble === undefined ? error : toUnavailable(trouble, place, error);
}

function toUnavailable({ why, hint }: Trouble, place: string, cause: unknown): StoreError {
  return new StoreError({
    code: "STORE_UNAVAILABLE",
    sentence: `Could not use the store ${place}: ${why}.`,
    hint,
    cause,
  });
}

function findConnectionTrouble(error: unknown): Trouble {
  const { code = "", message = "" } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const known = BY_SOCKET[code] ?? BY_WORDS.find(({ words }) => words.test(message))?.trouble;
  // A certificate that is not trusted has a code of its own, and dozens of them exist.
  return known ?? { why: `the connection broke${code === "" ? "" : ` (${code})`}`, hint: AGAIN };
}
