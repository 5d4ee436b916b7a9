// The one base of every failure a user can meet. A plain `Error` elsewhere means a bug of ours.

/** What the caller may do next: see the table in src/README.md. */
export type Recovery = "retry" | "wait" | "narrow" | "skip" | "stop";

export interface ErrorParts {
  /** Stable, upper snake case; listed in docs/errors.md and never renamed. */
  readonly code: string;
  /** What could not be done, for whom, and why: one sentence without a secret, a URL query or a response body. */
  readonly sentence: string;
  /** What the reader can do about it. */
  readonly hint?: string | undefined;
  readonly recovery?: Recovery | undefined;
  readonly cause?: unknown;
}

/** A failure with a stable code, a sentence naming whom and why, and a remedy. */
export class CollectorError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly recovery: Recovery;

  constructor(parts: ErrorParts) {
    super(parts.sentence, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = new.target.name;
    this.code = parts.code;
    this.hint = parts.hint;
    this.recovery = parts.recovery ?? "stop";
  }
}
