// A fingerprint of everything a report was made of, so that two people can tell whether they hold the same facts.
import { createHash } from "node:crypto";
import type { CommentRecord } from "../../../dataset/index.ts";
import type { AccountPeriod, AccountWeek } from "../../figures/index.ts";

/** SHA-256 over the accounts' records, whatever the order in which the store gave them. */
export class DatasetHash {
  readonly #hash = createHash("sha256");

  /** Accounts one after the other, in the order of the report; their records need not be kept for it. */
  add(week: AccountWeek, comments: readonly CommentRecord[]): void {
    for (const line of listLines(week, comments)) this.#hash.update(line).update("\n");
  }

  /** Of all accounts added; asked once. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}

function listLines(week: AccountWeek, comments: readonly CommentRecord[]): readonly string[] {
  const { account, past, series, dayTotals, history, audience, gaps } = week;
  const periods: readonly (AccountPeriod | undefined)[] = [...past, week.before, week.lastYear];
  const records: unknown[] = [account, ...audience, ...gaps, ...comments];
  for (const table of [series, dayTotals]) {
    for (const [metric, days] of table) records.push(...[...days].map(([day, reading]) => [metric, day, reading]));
  }
  for (const period of periods) {
    if (period === undefined) continue;
    records.push(...period.totals, [period.span, period.followers, period.edges]);
  }
  const posts = new Set([
    ...history,
    ...periods.flatMap((period) => [...(period?.posts ?? []), ...(period?.stories ?? [])]),
  ]);
  for (const { media, insights, parts } of posts) records.push(media, ...insights.values(), ...parts.values());
  return [...new Set(records.map((record) => toCanonical(record)))].sort();
}

/**
 * Addresses at the CDN are signed anew with every answer and expire within days: where a picture lay is no fact. What a note
 * says its message says as well.
 */
const NO_FACTS: readonly string[] = ["mediaUrl", "thumbnailUrl", "profilePictureUrl", "note"];

/** A record as JSON: one read from a store and one made by hand may hold their keys in different orders. */
function toCanonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(toCanonical).join()}]`;
  const entries = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of Object.keys(entries).sort()) {
    const entry = entries[key];
    if (entry === undefined || NO_FACTS.includes(key)) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${toCanonical(entry)}`;
  }
  return `{${text}}`;
}
