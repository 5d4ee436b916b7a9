// One sample of every coded sentence: what is in it must be found in the sentence of every language.
import type { NoteArgs } from "../../../src/dataset/index.ts";
import type { FormulaArgs, ReasonArgs } from "../../../src/report/figures/index.ts";

/** Args of every code that has some: one that lacks does not compile. */
type Samples<Args> = { readonly [Code in keyof Args as Args[Code] extends null ? never : Code]: Args[Code] };

const formula = { code: "account-day", args: { metric: "⟨metric⟩" } } as const;
const list = { code: "pages-of-connection", args: { connection: "⟨connection⟩" } } as const;

export const reasonSamples: Samples<ReasonArgs> = {
  "few-posts": { least: 5 },
  "period-before": { reason: { code: "no-stories" } },
  "of-accounts": { reason: { code: "no-reach" }, some: 3, all: 14 },
};

export const formulaSamples: Samples<FormulaArgs> = {
  "net-of-readings": { start: "⟨start⟩", end: "⟨end⟩" },
  "account-total": { metric: "⟨metric⟩" },
  "account-windows": { metric: "⟨metric⟩", windows: 31 },
  "account-day-total": { metric: "⟨metric⟩" },
  "account-day": { metric: "⟨metric⟩" },
  "account-snapshot": { metric: "⟨metric⟩" },
  "account-as-read": { metric: "⟨metric⟩", when: "⟨when⟩" },
  "media-insight": { metric: "⟨metric⟩" },
  "media-bucket": { metric: "⟨metric⟩", bucket: "⟨bucket⟩" },
  "media-field": { field: "⟨field⟩" },
  "format-published": { format: "⟨format⟩" },
  "own-multiple": { metric: "⟨metric⟩" },
  "sum-of-column": { column: "⟨column⟩" },
  "sum-of-days": { accounts: "⟨accounts⟩" },
  "over-accounts": { formula },
  "like-for-like": { formula, accounts: "⟨accounts⟩", kind: "week" },
};

export const noteSamples: Samples<NoteArgs> = {
  "no-longer-listed": { username: "⟨name⟩", lastListed: "2026-11-16" },
  "nothing-listed": { connection: "⟨connection⟩" },
  "nothing-listed-though-granted": { connection: "⟨connection⟩" },
  "permissions-lacking": {
    connection: "⟨connection⟩",
    missing: [
      { name: "⟨pages_show_list⟩", isDeclined: true },
      { name: "⟨business_management⟩", isDeclined: false },
    ],
  },
  "portfolio-refused": { list, words: "⟨(#200) Requires permission⟩" },
  "list-unread": { list, words: "⟨Service temporarily unavailable⟩" },
  "list-cut-short": { list, why: { code: "no-json", args: { status: 502 } } },
  "pages-of-connection": { connection: "⟨connection⟩" },
  "pages-of-portfolio": { which: "owned", name: "⟨portfolio⟩" },
  "pages-of-path": { path: "⟨7/owned_pages⟩" },
  "portfolios-of-connection": { connection: "⟨connection⟩" },
  "no-json": { status: 502 },
  "no-words": { status: 500 },
  "too-few-followers": { least: 100 },
  "post-without-time": { told: "⟨none⟩" },
  "impossible-value": { value: 1.5 },
  "unknown-shape": { quoted: "⟨{}⟩" },
  "of-bucket": { bucket: "⟨F⟩", why: { code: "minus-one" } },
};
