import { StoreError } from "./store-error.ts";

// Primary result codes, https://sqlite.org/rescode.html; the extended ones carry more in their upper bits.
const ERROR = 1;
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

interface Trouble {
  readonly why: string;
  readonly hint: string;
}

const UNAVAILABLE = {
  [READONLY]: { why: "it is read-only", hint: "Let the user who runs Gazette write the file and its folder." },
  [IOERR]: { why: "the disk failed to read or write", hint: "Check the disk; keep the store on a local one." },
  [CORRUPT]: { why: "the file is damaged", hint: "Restore it from a backup, or move it away to begin anew." },
  [CANTOPEN]: {
    why: "the file cannot be opened",
    hint: "Check that the path is a file and that the user who runs Gazette may write it and its folder.",
  },
  [NOTADB]: { why: "the file is not a database", hint: "Let store.url name another file, or move this one away." },
} as const satisfies Readonly<Record<number, Trouble>>;

const STRANGE: Trouble = {
  why: "its tables are not as Gazette has made them",
  hint: "Restore it from a backup, or let store.url name another file.",
};

/** Somebody else has been at the tables: they were right when the store was opened or made. */
function isStrangeTable(error: unknown): boolean {
  return error instanceof Error && /^no such (table|column)|has no column named/.test(error.message);
}

/** True when another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return resultCodeOf(error) === BUSY;
}

/** What SQLite's result code means to a user; an error that means nothing to them comes back as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  const resultCode = resultCodeOf(error);
  if (resultCode === BUSY) {
    return new StoreError({
      code: "STORE_LOCKED",
      sentence: `Could not write to the store ${path}: another process has kept it locked.`,
      hint: "Wait until it has finished, or stop it, and run the command again.",
      cause: error,
    });
  }
  if (resultCode === FULL) return toFull(error, path);
  if (resultCode === ERROR && isStrangeTable(error)) return toUnavailable(error, path, STRANGE);
  const trouble = (UNAVAILABLE as Readonly<Record<number, Trouble>>)[resultCode ?? -1];
  return trouble === undefined ? error : toUnavailable(error, path, trouble);
}

/** What the system says when the log cannot be brought to the disk. */
export function toFlushError(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return toFull(error, path);
  return code === undefined ? error : toUnavailable(error, path, UNAVAILABLE[IOERR]);
}

function toFull(cause: unknown, path: string): StoreError {
  return new StoreError({
    code: "STORE_FULL",
    sentence: `Could not write to the store ${path}: the disk is full.`,
    hint: "Free some space and run the command again; what was kept before is safe.",
    cause,
  });
}

function toUnavailable(cause: unknown, path: string, { why, hint }: Trouble): StoreError {
  return new StoreError({
    code: "STORE_UNAVAILABLE",
    sentence: `Could not use the store ${path}: ${why}.`,
    hint,
    cause,
  });
}

function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}
