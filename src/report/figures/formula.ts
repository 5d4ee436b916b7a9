// How a figure was made, by code: receipts, method and dictionary say it in the report's language.
import type { PeriodKind } from "../../dataset/index.ts";
import type { Coded, PlainCode } from "../../shared/index.ts";

/** Formulas and what their sentences need; names of Meta's metrics, fields and buckets are told as they are. */
export interface FormulaArgs {
  readonly "net-of-follows": null;
  /** Moments of two readings, UTC ISO 8601. */
  readonly "net-of-readings": { readonly start: string; readonly end: string };
  readonly "account-total": { readonly metric: string };
  readonly "account-windows": { readonly metric: string; readonly windows: number };
  readonly "account-day-total": { readonly metric: string };
  readonly "account-day": { readonly metric: string };
  readonly "account-snapshot": { readonly metric: string };
  /** `when` is said already. */
  readonly "account-as-read": { readonly metric: string; readonly when: string };
  readonly "media-insight": { readonly metric: string };
  readonly "media-bucket": { readonly metric: string; readonly bucket: string };
  readonly "media-field": { readonly field: string };
  readonly "post-interactions": null;
  readonly "posts-published": null;
  readonly "format-published": { readonly format: string };
  readonly "told-interactions": null;
  readonly "rated-interactions": null;
  readonly "rated-reach": null;
  readonly "own-multiple": { readonly metric: string };
  readonly "history-reach": null;
  readonly "hashtag-reach": null;
  readonly "hashtag-multiple": null;
  readonly "hashtag-posts": null;
  readonly "label-posts": null;
  readonly "label-reach": null;
  readonly "label-multiple": null;
  readonly "post-comments": null;
  readonly "posts-closed": null;
  readonly "story-exits": null;
  readonly "story-completion": null;
  readonly "story-reach": null;
  readonly "audience-share": null;
  readonly "accounts-of-group": null;
  readonly "period-interactions": null;
  readonly "change-part": null;
  readonly "comments-received": null;
  readonly "comments-answered": null;
  readonly "comments-answered-share": null;
  readonly "comments-hidden": null;
  readonly "first-reply": null;
  readonly "counted-by-collection": null;
  readonly "counted-by-ledger": null;
  readonly "calls-per-hour": null;
  readonly "server-meter": null;
  readonly "goal-target": null;
  readonly "goal-share": null;
  /** The column's label, said already. */
  readonly "sum-of-column": { readonly column: string };
  /** How many accounts, said already. */
  readonly "sum-of-days": { readonly accounts: string };
  readonly "over-accounts": { readonly formula: Formula };
  /** How many accounts, said already. */
  readonly "like-for-like": {
    readonly formula: Formula;
    readonly accounts: string;
    readonly kind: PeriodKind;
  };
}

/** A key figure brings its own words. */
export type Formula = Coded<FormulaArgs> | { readonly code: "kpi"; readonly id: string };

export type PlainFormula = PlainCode<FormulaArgs>;

/** How receipts name a key figure and its formula. */
export function asKpi(id: string): { readonly metric: string; readonly formula: Formula } {
  return { metric: id, formula: { code: "kpi", id } };
}
