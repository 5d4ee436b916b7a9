// Why a value is not there, by code: said in the report's language by `report/words`, and only at the hand-over to the model.
import type { GapReason } from "../../dataset/index.ts";
import type { Coded, PlainCode } from "../../shared/index.ts";

/** Reasons and what their sentences need; those of the dataset's gaps are among them. */
export interface ReasonArgs extends Record<GapReason, null> {
  /** Nobody asked. */
  readonly "not-collected": null;
  /** Of a sum whose windows and days leave a hole. */
  readonly "not-all-days": null;
  /** Of a unique figure that was asked for other days. */
  readonly "not-these-days": null;
  readonly "no-day-total": null;
  readonly "no-whole-days": null;
  readonly "few-accounts-hold-it": null;
  readonly "likes-hidden": null;
  readonly "counter-hidden": null;
  readonly "not-for-format": null;
  readonly "no-link": null;
  readonly "no-reach": null;
  readonly "no-posts": null;
  readonly "no-rated-post": null;
  readonly "no-interactions": null;
  readonly "no-known-interactions": null;
  readonly "no-post-has-it": null;
  readonly "no-post-tells-it": null;
  readonly "few-posts": { readonly least: number };
  readonly "median-zero": null;
  readonly "no-stories": null;
  readonly "no-story-views": null;
  readonly "no-comment": null;
  readonly "no-reply": null;
  readonly "no-account-held": null;
  readonly "no-account": null;
  readonly "none-in-both": null;
  readonly "followers-unread": null;
  readonly "group-untold": null;
  readonly "read-young": null;
  /** It holds for the period before. */
  readonly "period-before": { readonly reason: Reason };
  /** Of several accounts so many share it. */
  readonly "of-accounts": { readonly reason: Reason; readonly some: number; readonly all: number };
}

export type Reason = Coded<ReasonArgs>;

export type PlainReason = PlainCode<ReasonArgs>;

/** Whatever accounts share it. */
export function toPlainReason(reason: Reason): Reason {
  return reason.code === "of-accounts" ? reason.args.reason : reason;
}
