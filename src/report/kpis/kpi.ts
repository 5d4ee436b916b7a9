import type { LanguageCode } from "../../dataset/index.ts";
import type { AccountPeriod, Figure } from "../figures/index.ts";

/** What a language calls a key figure. */
export interface KpiWords {
  readonly name: string;
  /** For heads of narrow columns; the name where there is none. */
  readonly short?: string;
  /** One sentence: what it counts. */
  readonly help: string;
  /** How it is made, for receipts, method and dictionary. */
  readonly formula: string;
}

/** The lists a key figure may stand in. */
export type KpiList = "summary" | "account" | "visits" | "league" | "groups" | "weeks" | "sheet" | "mail";

/** A key figure, in the one file of its name: whoever shows, sorts by, compares or explains one reads it here. */
export interface Kpi {
  readonly id: string;
  readonly unit: "accounts" | "count" | "percent" | "multiple" | "ms";
  /** How a change is told: relative, as points between two shares, or as a difference. */
  readonly change: "percent" | "points" | "count";
  /** What it is read from: a window of days, the posts as they stand, the list of posts, or a profile. */
  readonly basis: "window" | "posts" | "list" | "profile";
  /** What it may be summed over; people reached twice would count twice, and a ratio is formed anew. */
  readonly addsUp: "accounts-and-days" | "accounts" | "not-people" | "not-ratios";
  /** Its place in each list it stands in, smallest first; `method` and the dictionary tell all, by `place`. */
  readonly place: number;
  readonly shows: { readonly [List in KpiList]?: number };
  /** The accounts' sheet has its change beside it. */
  readonly isCompared?: true;
  /** The league may be sorted by it (`report.sortBy`). */
  readonly isSortable?: true;
  /** It may have a target (`report.goals`): a stock goes on from period to period, a flow begins anew in each. */
  readonly goal?: "stock" | "flow";
  /** Past periods still tell it. */
  readonly isHeldByPeriod?: true;
  /** API metrics it is made of, where its id is not the metric's: a break of one is a break of it. */
  readonly metrics?: readonly string[];
  /** Its days, for the small line of a tile. */
  readonly daily?: "reach" | "newFollowers" | "views" | "interactions" | "posts";
  /** Two columns of the accounts' sheet of which it is the quotient. */
  readonly ratio?: { readonly of: string; readonly over: string };
  readonly words: { readonly [Language in LanguageCode]: KpiWords };
  compute(period: AccountPeriod): Figure;
  /** Present where the figure of several accounts is not the sum of theirs. */
  combine?(periods: readonly AccountPeriod[]): Figure;
}
