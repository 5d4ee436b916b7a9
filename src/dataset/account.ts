import type { Noted } from "./note.ts";

/** One reading of an account's profile. Counts are absent when the API did not give them (CONTRACT §2.1). */
export interface AccountRecord {
  /** The Instagram id, always text: 17 digits do not fit a double. */
  readonly accountId: string;
  readonly username: string;
  readonly name?: string | undefined;
  /** The Facebook Page the account is linked to. */
  readonly pageId: string;
  readonly pageName: string;
  /** Name of the configured connection it is collected through. */
  readonly connection: string;
  /** Page tasks of the token's user, e.g. ANALYZE; empty when the API did not say. */
  readonly tasks: readonly string[];
  readonly followersCount?: number | undefined;
  readonly followsCount?: number | undefined;
  readonly mediaCount?: number | undefined;
  readonly biography?: string | undefined;
  readonly website?: string | undefined;
  readonly profilePictureUrl?: string | undefined;
  /** When the profile was asked for, UTC ISO 8601. */
  readonly takenAt: string;
}

export type MissingReason =
  | "no-linked-account"
  | "not-permitted"
  | "nothing-listed"
  | "no-longer-listed"
  /** A list of Pages broke off before its end. */
  | "cut-short";

/**
 * Somebody who is not in the report, and why: a Page without a linked account, a token that lists nothing. Its message is the
 * sentence for people, with the remedy.
 */
export interface MissingAccount extends Noted {
  readonly connection: string;
  /** Absent when the whole connection is meant. */
  readonly pageId?: string | undefined;
  readonly pageName?: string | undefined;
  readonly reason: MissingReason;
  readonly seenAt: string;
}
