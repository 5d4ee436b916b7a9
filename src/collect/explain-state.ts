// Why a collection is not complete, in one place.
import type { AccountRecord, MissingAccount } from "../dataset/index.ts";
import { countOf } from "../shared/index.ts";
import { explainLost } from "./lost-accounts.ts";

/** Rows about a whole connection: its accounts, or some of them, are not known. */
export const WHOLE_CONNECTION: readonly MissingAccount["reason"][] = ["nothing-listed", "not-permitted", "cut-short"];

/** The sentences, the widest loss first; undefined when nothing is amiss. A Page without an account is no loss. */
export function explainState(
  missing: readonly MissingAccount[],
  lost: readonly AccountRecord[],
  told: readonly string[],
  gaps: number,
): string | undefined {
  const open = missing.find(({ pageId, reason }) => pageId === undefined && WHOLE_CONNECTION.includes(reason));
  const portfolio = missing.find(({ pageId, reason }) => pageId !== undefined && WHOLE_CONNECTION.includes(reason));
  const because = [
    (open ?? portfolio)?.message,
    explainLost(lost),
    ...told,
    gaps === 0 ? undefined : `${countOf(gaps, "value")} did not come; each is a gap with its reason.`,
  ].filter((sentence) => sentence !== undefined);
  return because.length === 0 ? undefined : because.join(" ");
}
